// Code generated from crypto/subtle by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "crypto/subtle"
	reflect "reflect"
)

func init() {
	tables["crypto/subtle/subtle"] = map[string]reflect.Value{
		"WithDataIndependentTiming": reflect.ValueOf(p1.WithDataIndependentTiming),
	}
}
