// Code generated from crypto/tls by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "crypto/tls"
	reflect "reflect"
)

func init() {
	tables["crypto/tls/tls"] = map[string]reflect.Value{
		"ECHRejectionError":       reflect.ValueOf((*p1.ECHRejectionError)(nil)),
		"EncryptedClientHelloKey": reflect.ValueOf((*p1.EncryptedClientHelloKey)(nil)),
	}
}
