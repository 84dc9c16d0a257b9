// Code generated from crypto/md5 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/md5"
)

func table_crypto_md5() []symbol {
	return []symbol{
		{"New", p0.New},
		{"Sum", p0.Sum},
	}
}
