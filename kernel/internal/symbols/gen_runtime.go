// Code generated from runtime by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
	p1 "runtime"
)

func init() {
	tables["runtime/runtime"] = map[string]reflect.Value{
		"Cleanup":              reflect.ValueOf((*p1.Cleanup)(nil)),
		"SetDefaultGOMAXPROCS": reflect.ValueOf(p1.SetDefaultGOMAXPROCS),
	}
}
