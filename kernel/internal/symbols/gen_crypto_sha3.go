// Code generated from crypto/sha3 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/sha3"
)

func table_crypto_sha3() []symbol {
	return []symbol{
		{"New224", p0.New224},
		{"New256", p0.New256},
		{"New384", p0.New384},
		{"New512", p0.New512},
		{"NewCSHAKE128", p0.NewCSHAKE128},
		{"NewCSHAKE256", p0.NewCSHAKE256},
		{"NewSHAKE128", p0.NewSHAKE128},
		{"NewSHAKE256", p0.NewSHAKE256},
		{"SHA3", (*p0.SHA3)(nil)},
		{"SHAKE", (*p0.SHAKE)(nil)},
		{"Sum224", p0.Sum224},
		{"Sum256", p0.Sum256},
		{"Sum384", p0.Sum384},
		{"Sum512", p0.Sum512},
		{"SumSHAKE128", p0.SumSHAKE128},
		{"SumSHAKE256", p0.SumSHAKE256},
	}
}
