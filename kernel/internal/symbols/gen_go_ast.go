// Code generated from go/ast by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "go/ast"
	reflect "reflect"
)

func init() {
	tables["go/ast/ast"] = map[string]reflect.Value{
		"Directive":      reflect.ValueOf((*p1.Directive)(nil)),
		"DirectiveArg":   reflect.ValueOf((*p1.DirectiveArg)(nil)),
		"ParseDirective": reflect.ValueOf(p1.ParseDirective),
		"Preorder":       reflect.ValueOf(p1.Preorder),
		"PreorderStack":  reflect.ValueOf(p1.PreorderStack),
	}
}
