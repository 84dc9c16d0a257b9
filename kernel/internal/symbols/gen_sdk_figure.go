// Code generated from wade/sdk/figure by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
	p1 "wade/sdk/figure"
)

func init() {
	tables["wade/sdk/figure/figure"] = map[string]reflect.Value{
		"Bars":     reflect.ValueOf((*p1.Bars)(nil)),
		"Heat":     reflect.ValueOf((*p1.Heat)(nil)),
		"Lines":    reflect.ValueOf((*p1.Lines)(nil)),
		"NewBars":  reflect.ValueOf(p1.NewBars),
		"NewHeat":  reflect.ValueOf(p1.NewHeat),
		"NewLines": reflect.ValueOf(p1.NewLines),
	}
}
