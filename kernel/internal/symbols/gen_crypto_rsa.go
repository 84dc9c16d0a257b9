// Code generated from crypto/rsa by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "crypto/rsa"
	reflect "reflect"
)

func init() {
	tables["crypto/rsa/rsa"] = map[string]reflect.Value{
		"EncryptOAEPWithOptions": reflect.ValueOf(p1.EncryptOAEPWithOptions),
	}
}
