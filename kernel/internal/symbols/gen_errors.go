// Code generated from errors by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "errors"
)

func table_errors() []symbol {
	return []symbol{
		{"As", p0.As},
		{"ErrUnsupported", &p0.ErrUnsupported},
		{"Is", p0.Is},
		{"Join", p0.Join},
		{"New", p0.New},
		{"Unwrap", p0.Unwrap},
	}
}
