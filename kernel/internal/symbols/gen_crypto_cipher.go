// Code generated from crypto/cipher by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "crypto/cipher"
	reflect "reflect"
)

func init() {
	tables["crypto/cipher/cipher"] = map[string]reflect.Value{
		"NewGCMWithRandomNonce": reflect.ValueOf(p1.NewGCMWithRandomNonce),
	}
}
