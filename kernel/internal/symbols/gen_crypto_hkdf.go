// Code generated from crypto/hkdf by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import ()

func table_crypto_hkdf() []symbol {
	return []symbol{}
}
