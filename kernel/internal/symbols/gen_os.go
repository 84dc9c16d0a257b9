// Code generated from os by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "os"
	reflect "reflect"
)

func init() {
	tables["os/os"] = map[string]reflect.Value{
		"CopyFS":      reflect.ValueOf(p1.CopyFS),
		"ErrNoHandle": reflect.ValueOf(&p1.ErrNoHandle).Elem(),
		"OpenInRoot":  reflect.ValueOf(p1.OpenInRoot),
		"OpenRoot":    reflect.ValueOf(p1.OpenRoot),
		"Root":        reflect.ValueOf((*p1.Root)(nil)),
	}
}
