// Code generated from crypto/pbkdf2 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import ()

func table_crypto_pbkdf2() []symbol {
	return []symbol{}
}
