// Code generated from gonum.org/v1/gonum/floats by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "gonum.org/v1/gonum/floats"
)

func table_gonum_floats() []symbol {
	return []symbol{
		{"Add", p0.Add},
		{"AddConst", p0.AddConst},
		{"AddScaled", p0.AddScaled},
		{"AddScaledTo", p0.AddScaledTo},
		{"AddTo", p0.AddTo},
		{"Argsort", p0.Argsort},
		{"ArgsortStable", p0.ArgsortStable},
		{"Count", p0.Count},
		{"CumProd", p0.CumProd},
		{"CumSum", p0.CumSum},
		{"Distance", p0.Distance},
		{"Div", p0.Div},
		{"DivTo", p0.DivTo},
		{"Dot", p0.Dot},
		{"Equal", p0.Equal},
		{"EqualApprox", p0.EqualApprox},
		{"EqualFunc", p0.EqualFunc},
		{"EqualLengths", p0.EqualLengths},
		{"Find", p0.Find},
		{"HasNaN", p0.HasNaN},
		{"LogSpan", p0.LogSpan},
		{"LogSumExp", p0.LogSumExp},
		{"Max", p0.Max},
		{"MaxIdx", p0.MaxIdx},
		{"Min", p0.Min},
		{"MinIdx", p0.MinIdx},
		{"Mul", p0.Mul},
		{"MulTo", p0.MulTo},
		{"NearestIdx", p0.NearestIdx},
		{"NearestIdxForSpan", p0.NearestIdxForSpan},
		{"Norm", p0.Norm},
		{"Prod", p0.Prod},
		{"Reverse", p0.Reverse},
		{"Same", p0.Same},
		{"Scale", p0.Scale},
		{"ScaleTo", p0.ScaleTo},
		{"Span", p0.Span},
		{"Sub", p0.Sub},
		{"SubTo", p0.SubTo},
		{"Sum", p0.Sum},
		{"SumCompensated", p0.SumCompensated},
		{"Within", p0.Within},
	}
}
