// Code generated from crypto/des by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/des"
)

func table_crypto_des() []symbol {
	return []symbol{
		{"KeySizeError", (*p0.KeySizeError)(nil)},
		{"NewCipher", p0.NewCipher},
		{"NewTripleDESCipher", p0.NewTripleDESCipher},
	}
}
