// Code generated from runtime/debug by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
	p1 "runtime/debug"
)

func init() {
	tables["runtime/debug/debug"] = map[string]reflect.Value{
		"CrashOptions":   reflect.ValueOf((*p1.CrashOptions)(nil)),
		"SetCrashOutput": reflect.ValueOf(p1.SetCrashOutput),
	}
}
