// Code generated from wade/sdk/program by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
	p1 "wade/sdk/program"
)

func init() {
	tables["wade/sdk/program/program"] = map[string]reflect.Value{
		"Activation":      reflect.ValueOf((*p1.Activation)(nil)),
		"Activations":     reflect.ValueOf(p1.Activations),
		"AdamWConfig":     reflect.ValueOf((*p1.AdamWConfig)(nil)),
		"AttentionConfig": reflect.ValueOf((*p1.AttentionConfig)(nil)),
		"Attr":            reflect.ValueOf((*p1.Attr)(nil)),
		"Bindings":        reflect.ValueOf((*p1.Bindings)(nil)),
		"Builder":         reflect.ValueOf((*p1.Builder)(nil)),
		"DType":           reflect.ValueOf((*p1.DType)(nil)),
		"Differentiable":  reflect.ValueOf(p1.Differentiable),
		"Dim":             reflect.ValueOf((*p1.Dim)(nil)),
		"Draw":            reflect.ValueOf(p1.Draw),
		"Edit":            reflect.ValueOf((*p1.Edit)(nil)),
		"EditKind":        reflect.ValueOf((*p1.EditKind)(nil)),
		"ErrUnknownName":  reflect.ValueOf(&p1.ErrUnknownName).Elem(),
		"ID":              reflect.ValueOf((*p1.ID)(nil)),
		"Kind":            reflect.ValueOf((*p1.Kind)(nil)),
		"N":               reflect.ValueOf(p1.N),
		"NewBuilder":      reflect.ValueOf(p1.NewBuilder),
		"Node":            reflect.ValueOf((*p1.Node)(nil)),
		"Of":              reflect.ValueOf(p1.Of),
		"Op":              reflect.ValueOf((*p1.Op)(nil)),
		"Program":         reflect.ValueOf((*p1.Program)(nil)),
		"Shape":           reflect.ValueOf((*p1.Shape)(nil)),
		"ShapeError":      reflect.ValueOf((*p1.ShapeError)(nil)),
		"Sym":             reflect.ValueOf(p1.Sym),
		"Uniform":         reflect.ValueOf(p1.Uniform),
		"Value":           reflect.ValueOf((*p1.Value)(nil)),
	}
}
