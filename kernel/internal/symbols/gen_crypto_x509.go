// Code generated from crypto/x509 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "crypto/x509"
	reflect "reflect"
)

func init() {
	tables["crypto/x509/x509"] = map[string]reflect.Value{
		"OIDFromASN1OID": reflect.ValueOf(p1.OIDFromASN1OID),
		"ParseOID":       reflect.ValueOf(p1.ParseOID),
		"PolicyMapping":  reflect.ValueOf((*p1.PolicyMapping)(nil)),
	}
}
