// Code generated from crypto/mlkem by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/mlkem"
)

func table_crypto_mlkem() []symbol {
	return []symbol{
		{"DecapsulationKey1024", (*p0.DecapsulationKey1024)(nil)},
		{"DecapsulationKey768", (*p0.DecapsulationKey768)(nil)},
		{"EncapsulationKey1024", (*p0.EncapsulationKey1024)(nil)},
		{"EncapsulationKey768", (*p0.EncapsulationKey768)(nil)},
		{"GenerateKey1024", p0.GenerateKey1024},
		{"GenerateKey768", p0.GenerateKey768},
		{"NewDecapsulationKey1024", p0.NewDecapsulationKey1024},
		{"NewDecapsulationKey768", p0.NewDecapsulationKey768},
		{"NewEncapsulationKey1024", p0.NewEncapsulationKey1024},
		{"NewEncapsulationKey768", p0.NewEncapsulationKey768},
	}
}
