// Code generated from math/rand/v2 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "math/rand/v2"
)

func table_math_rand_v2() []symbol {
	return []symbol{
		{"ChaCha8", (*p0.ChaCha8)(nil)},
		{"ExpFloat64", p0.ExpFloat64},
		{"Float32", p0.Float32},
		{"Float64", p0.Float64},
		{"Int", p0.Int},
		{"Int32", p0.Int32},
		{"Int32N", p0.Int32N},
		{"Int64", p0.Int64},
		{"Int64N", p0.Int64N},
		{"IntN", p0.IntN},
		{"New", p0.New},
		{"NewChaCha8", p0.NewChaCha8},
		{"NewPCG", p0.NewPCG},
		{"NewZipf", p0.NewZipf},
		{"NormFloat64", p0.NormFloat64},
		{"PCG", (*p0.PCG)(nil)},
		{"Perm", p0.Perm},
		{"Rand", (*p0.Rand)(nil)},
		{"Shuffle", p0.Shuffle},
		{"Source", (*p0.Source)(nil)},
		{"_Source", (*_math_rand_v2_Source)(nil)},
		{"Uint", p0.Uint},
		{"Uint32", p0.Uint32},
		{"Uint32N", p0.Uint32N},
		{"Uint64", p0.Uint64},
		{"Uint64N", p0.Uint64N},
		{"UintN", p0.UintN},
		{"Zipf", (*p0.Zipf)(nil)},
	}
}

// _math_rand_v2_Source is an interface wrapper for Source.
type _math_rand_v2_Source struct {
	IValue  interface{}
	WUint64 func() uint64
}

func (w _math_rand_v2_Source) Uint64() uint64 {
	return w.WUint64()
}
