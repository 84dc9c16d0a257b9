// Code generated from sync/atomic by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
	p1 "sync/atomic"
)

func init() {
	tables["sync/atomic/atomic"] = map[string]reflect.Value{
		"AndInt32":   reflect.ValueOf(p1.AndInt32),
		"AndInt64":   reflect.ValueOf(p1.AndInt64),
		"AndUint32":  reflect.ValueOf(p1.AndUint32),
		"AndUint64":  reflect.ValueOf(p1.AndUint64),
		"AndUintptr": reflect.ValueOf(p1.AndUintptr),
		"OrInt32":    reflect.ValueOf(p1.OrInt32),
		"OrInt64":    reflect.ValueOf(p1.OrInt64),
		"OrUint32":   reflect.ValueOf(p1.OrUint32),
		"OrUint64":   reflect.ValueOf(p1.OrUint64),
		"OrUintptr":  reflect.ValueOf(p1.OrUintptr),
	}
}
