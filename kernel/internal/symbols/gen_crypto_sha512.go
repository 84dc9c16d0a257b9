// Code generated from crypto/sha512 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/sha512"
)

func table_crypto_sha512() []symbol {
	return []symbol{
		{"New", p0.New},
		{"New384", p0.New384},
		{"New512_224", p0.New512_224},
		{"New512_256", p0.New512_256},
		{"Sum384", p0.Sum384},
		{"Sum512", p0.Sum512},
		{"Sum512_224", p0.Sum512_224},
		{"Sum512_256", p0.Sum512_256},
	}
}
