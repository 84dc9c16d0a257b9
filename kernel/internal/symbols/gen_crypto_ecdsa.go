// Code generated from crypto/ecdsa by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "crypto/ecdsa"
	reflect "reflect"
)

func init() {
	tables["crypto/ecdsa/ecdsa"] = map[string]reflect.Value{
		"ParseRawPrivateKey":         reflect.ValueOf(p1.ParseRawPrivateKey),
		"ParseUncompressedPublicKey": reflect.ValueOf(p1.ParseUncompressedPublicKey),
	}
}
