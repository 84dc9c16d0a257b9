// Code generated from math/cmplx by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "math/cmplx"
)

func table_math_cmplx() []symbol {
	return []symbol{
		{"Abs", p0.Abs},
		{"Acos", p0.Acos},
		{"Acosh", p0.Acosh},
		{"Asin", p0.Asin},
		{"Asinh", p0.Asinh},
		{"Atan", p0.Atan},
		{"Atanh", p0.Atanh},
		{"Conj", p0.Conj},
		{"Cos", p0.Cos},
		{"Cosh", p0.Cosh},
		{"Cot", p0.Cot},
		{"Exp", p0.Exp},
		{"Inf", p0.Inf},
		{"IsInf", p0.IsInf},
		{"IsNaN", p0.IsNaN},
		{"Log", p0.Log},
		{"Log10", p0.Log10},
		{"NaN", p0.NaN},
		{"Phase", p0.Phase},
		{"Polar", p0.Polar},
		{"Pow", p0.Pow},
		{"Rect", p0.Rect},
		{"Sin", p0.Sin},
		{"Sinh", p0.Sinh},
		{"Sqrt", p0.Sqrt},
		{"Tan", p0.Tan},
		{"Tanh", p0.Tanh},
	}
}
