// Code generated from unicode/utf16 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
	p1 "unicode/utf16"
)

func init() {
	tables["unicode/utf16/utf16"] = map[string]reflect.Value{
		"RuneLen": reflect.ValueOf(p1.RuneLen),
	}
}
