// Code generated from testing/quick by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "math/rand"
	p2 "reflect"
	p0 "testing/quick"
)

func table_testing_quick() []symbol {
	return []symbol{
		{"Check", p0.Check},
		{"CheckEqual", p0.CheckEqual},
		{"CheckEqualError", (*p0.CheckEqualError)(nil)},
		{"CheckError", (*p0.CheckError)(nil)},
		{"Config", (*p0.Config)(nil)},
		{"Generator", (*p0.Generator)(nil)},
		{"_Generator", (*_testing_quick_Generator)(nil)},
		{"SetupError", (*p0.SetupError)(nil)},
		{"Value", p0.Value},
	}
}

// _testing_quick_Generator is an interface wrapper for Generator.
type _testing_quick_Generator struct {
	IValue    interface{}
	WGenerate func(a0 *p1.Rand, a1 int) p2.Value
}

func (w _testing_quick_Generator) Generate(a0 *p1.Rand, a1 int) p2.Value {
	return w.WGenerate(a0, a1)
}
