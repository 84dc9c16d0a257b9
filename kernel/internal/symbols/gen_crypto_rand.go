// Code generated from crypto/rand by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/rand"
)

func table_crypto_rand() []symbol {
	return []symbol{
		{"Int", p0.Int},
		{"Prime", p0.Prime},
		{"Read", p0.Read},
		{"Reader", &p0.Reader},
		{"Text", p0.Text},
	}
}
