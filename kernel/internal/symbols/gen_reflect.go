// Code generated from reflect by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
)

func init() {
	tables["reflect/reflect"] = map[string]reflect.Value{
		"SliceAt": reflect.ValueOf(reflect.SliceAt),
	}
}
