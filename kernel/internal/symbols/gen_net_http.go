// Code generated from net/http by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "net/http"
	reflect "reflect"
)

func init() {
	tables["net/http/http"] = map[string]reflect.Value{
		"ClientConn":               reflect.ValueOf((*p1.ClientConn)(nil)),
		"CrossOriginProtection":    reflect.ValueOf((*p1.CrossOriginProtection)(nil)),
		"HTTP2Config":              reflect.ValueOf((*p1.HTTP2Config)(nil)),
		"NewCrossOriginProtection": reflect.ValueOf(p1.NewCrossOriginProtection),
		"ParseCookie":              reflect.ValueOf(p1.ParseCookie),
		"ParseSetCookie":           reflect.ValueOf(p1.ParseSetCookie),
		"Protocols":                reflect.ValueOf((*p1.Protocols)(nil)),
	}
}
