// Code generated from go/constant by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "go/constant"
)

func table_go_constant() []symbol {
	return []symbol{
		{"BinaryOp", p0.BinaryOp},
		{"BitLen", p0.BitLen},
		{"BoolVal", p0.BoolVal},
		{"Bytes", p0.Bytes},
		{"Compare", p0.Compare},
		{"Denom", p0.Denom},
		{"Float32Val", p0.Float32Val},
		{"Float64Val", p0.Float64Val},
		{"Imag", p0.Imag},
		{"Int64Val", p0.Int64Val},
		{"Kind", (*p0.Kind)(nil)},
		{"Make", p0.Make},
		{"MakeBool", p0.MakeBool},
		{"MakeFloat64", p0.MakeFloat64},
		{"MakeFromBytes", p0.MakeFromBytes},
		{"MakeFromLiteral", p0.MakeFromLiteral},
		{"MakeImag", p0.MakeImag},
		{"MakeInt64", p0.MakeInt64},
		{"MakeString", p0.MakeString},
		{"MakeUint64", p0.MakeUint64},
		{"MakeUnknown", p0.MakeUnknown},
		{"Num", p0.Num},
		{"Real", p0.Real},
		{"Shift", p0.Shift},
		{"Sign", p0.Sign},
		{"StringVal", p0.StringVal},
		{"ToComplex", p0.ToComplex},
		{"ToFloat", p0.ToFloat},
		{"ToInt", p0.ToInt},
		{"Uint64Val", p0.Uint64Val},
		{"UnaryOp", p0.UnaryOp},
		{"Val", p0.Val},
		{"Value", (*p0.Value)(nil)},
	}
}
