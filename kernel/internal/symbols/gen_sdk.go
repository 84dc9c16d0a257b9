// Code generated from wade/sdk by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
	p1 "wade/sdk"
)

func init() {
	tables["wade/sdk/sdk"] = map[string]reflect.Value{
		"Backend":    reflect.ValueOf(p1.Backend),
		"ErrAltered": reflect.ValueOf(&p1.ErrAltered).Elem(),
		"File":       reflect.ValueOf(p1.File),
		"Models":     reflect.ValueOf(p1.Models),
		"Open":       reflect.ValueOf(p1.Open),
		"Option":     reflect.ValueOf((*p1.Option)(nil)),
		"Policy":     reflect.ValueOf(p1.Policy),
		"Untrained":  reflect.ValueOf(p1.Untrained),
	}
}
