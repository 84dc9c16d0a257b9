// Code generated from path/filepath by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "path/filepath"
	reflect "reflect"
)

func init() {
	tables["path/filepath/filepath"] = map[string]reflect.Value{
		"Localize": reflect.ValueOf(p1.Localize),
	}
}
