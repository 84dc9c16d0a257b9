// Code generated from crypto/sha1 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/sha1"
)

func table_crypto_sha1() []symbol {
	return []symbol{
		{"New", p0.New},
		{"Sum", p0.Sum},
	}
}
