// Code generated from expvar by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "expvar"
)

func table_expvar() []symbol {
	return []symbol{
		{"Do", p0.Do},
		{"Float", (*p0.Float)(nil)},
		{"Func", (*p0.Func)(nil)},
		{"Get", p0.Get},
		{"Handler", p0.Handler},
		{"Int", (*p0.Int)(nil)},
		{"KeyValue", (*p0.KeyValue)(nil)},
		{"Map", (*p0.Map)(nil)},
		{"NewFloat", p0.NewFloat},
		{"NewInt", p0.NewInt},
		{"NewMap", p0.NewMap},
		{"NewString", p0.NewString},
		{"Publish", p0.Publish},
		{"String", (*p0.String)(nil)},
		{"Var", (*p0.Var)(nil)},
		{"_Var", (*_expvar_Var)(nil)},
	}
}

// _expvar_Var is an interface wrapper for Var.
type _expvar_Var struct {
	IValue  interface{}
	WString func() string
}

func (w _expvar_Var) String() string {
	if w.WString == nil {
		return ""
	}
	return w.WString()
}
