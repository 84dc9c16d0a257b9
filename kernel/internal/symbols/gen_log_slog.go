// Code generated from log/slog by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "log/slog"
	reflect "reflect"
)

func init() {
	tables["log/slog/slog"] = map[string]reflect.Value{
		"DiscardHandler":  reflect.ValueOf(&p1.DiscardHandler).Elem(),
		"GroupAttrs":      reflect.ValueOf(p1.GroupAttrs),
		"MultiHandler":    reflect.ValueOf((*p1.MultiHandler)(nil)),
		"NewMultiHandler": reflect.ValueOf(p1.NewMultiHandler),
	}
}
