// Code generated from crypto/rc4 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/rc4"
)

func table_crypto_rc4() []symbol {
	return []symbol{
		{"Cipher", (*p0.Cipher)(nil)},
		{"KeySizeError", (*p0.KeySizeError)(nil)},
		{"NewCipher", p0.NewCipher},
	}
}
