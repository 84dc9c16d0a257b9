// Code generated from math/rand/v2 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "math/rand/v2"
	reflect "reflect"
)

func init() {
	tables["math/rand/v2/rand"] = map[string]reflect.Value{
		"Uint": reflect.ValueOf(p1.Uint),
	}
}
