// Code generated from go/types by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "go/types"
	reflect "reflect"
)

func init() {
	tables["go/types/types"] = map[string]reflect.Value{
		"LookupSelection": reflect.ValueOf(p1.LookupSelection),
		"VarKind":         reflect.ValueOf((*p1.VarKind)(nil)),
	}
}
