// Code generated from unicode by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
	p1 "unicode"
)

func init() {
	tables["unicode/unicode"] = map[string]reflect.Value{
		"CategoryAliases": reflect.ValueOf(&p1.CategoryAliases).Elem(),
		"Cn":              reflect.ValueOf(&p1.Cn).Elem(),
		"LC":              reflect.ValueOf(&p1.LC).Elem(),
	}
}
