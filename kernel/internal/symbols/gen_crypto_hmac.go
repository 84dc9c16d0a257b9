// Code generated from crypto/hmac by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/hmac"
)

func table_crypto_hmac() []symbol {
	return []symbol{
		{"Equal", p0.Equal},
		{"New", p0.New},
	}
}
