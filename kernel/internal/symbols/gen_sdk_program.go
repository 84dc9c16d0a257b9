// Code generated from wade/sdk/program by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/program"
)

func table_sdk_program() []symbol {
	return []symbol{
		{"Activation", (*p0.Activation)(nil)},
		{"Activations", p0.Activations},
		{"AdamWConfig", (*p0.AdamWConfig)(nil)},
		{"AttentionConfig", (*p0.AttentionConfig)(nil)},
		{"Attr", (*p0.Attr)(nil)},
		{"Bindings", (*p0.Bindings)(nil)},
		{"Builder", (*p0.Builder)(nil)},
		{"DType", (*p0.DType)(nil)},
		{"Differentiable", p0.Differentiable},
		{"Dim", (*p0.Dim)(nil)},
		{"Draw", p0.Draw},
		{"Edit", (*p0.Edit)(nil)},
		{"EditKind", (*p0.EditKind)(nil)},
		{"ErrUnknownName", &p0.ErrUnknownName},
		{"ID", (*p0.ID)(nil)},
		{"Kind", (*p0.Kind)(nil)},
		{"N", p0.N},
		{"NewBuilder", p0.NewBuilder},
		{"Node", (*p0.Node)(nil)},
		{"Of", p0.Of},
		{"Op", (*p0.Op)(nil)},
		{"Program", (*p0.Program)(nil)},
		{"Shape", (*p0.Shape)(nil)},
		{"ShapeError", (*p0.ShapeError)(nil)},
		{"Sym", p0.Sym},
		{"Uniform", p0.Uniform},
		{"Value", (*p0.Value)(nil)},
	}
}
