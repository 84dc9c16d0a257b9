// Code generated from crypto/aes by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/aes"
)

func table_crypto_aes() []symbol {
	return []symbol{
		{"KeySizeError", (*p0.KeySizeError)(nil)},
		{"NewCipher", p0.NewCipher},
	}
}
