// Code generated from crypto/sha256 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/sha256"
)

func table_crypto_sha256() []symbol {
	return []symbol{
		{"New", p0.New},
		{"New224", p0.New224},
		{"Sum224", p0.Sum224},
		{"Sum256", p0.Sum256},
	}
}
