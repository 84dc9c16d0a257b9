// Code generated from net by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "net"
	reflect "reflect"
)

func init() {
	tables["net/net"] = map[string]reflect.Value{
		"KeepAliveConfig": reflect.ValueOf((*p1.KeepAliveConfig)(nil)),
	}
}
