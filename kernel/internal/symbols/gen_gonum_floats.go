// Code generated from gonum.org/v1/gonum/floats by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "gonum.org/v1/gonum/floats"
	reflect "reflect"
)

func init() {
	tables["gonum.org/v1/gonum/floats/floats"] = map[string]reflect.Value{
		"Add":               reflect.ValueOf(p1.Add),
		"AddConst":          reflect.ValueOf(p1.AddConst),
		"AddScaled":         reflect.ValueOf(p1.AddScaled),
		"AddScaledTo":       reflect.ValueOf(p1.AddScaledTo),
		"AddTo":             reflect.ValueOf(p1.AddTo),
		"Argsort":           reflect.ValueOf(p1.Argsort),
		"ArgsortStable":     reflect.ValueOf(p1.ArgsortStable),
		"Count":             reflect.ValueOf(p1.Count),
		"CumProd":           reflect.ValueOf(p1.CumProd),
		"CumSum":            reflect.ValueOf(p1.CumSum),
		"Distance":          reflect.ValueOf(p1.Distance),
		"Div":               reflect.ValueOf(p1.Div),
		"DivTo":             reflect.ValueOf(p1.DivTo),
		"Dot":               reflect.ValueOf(p1.Dot),
		"Equal":             reflect.ValueOf(p1.Equal),
		"EqualApprox":       reflect.ValueOf(p1.EqualApprox),
		"EqualFunc":         reflect.ValueOf(p1.EqualFunc),
		"EqualLengths":      reflect.ValueOf(p1.EqualLengths),
		"Find":              reflect.ValueOf(p1.Find),
		"HasNaN":            reflect.ValueOf(p1.HasNaN),
		"LogSpan":           reflect.ValueOf(p1.LogSpan),
		"LogSumExp":         reflect.ValueOf(p1.LogSumExp),
		"Max":               reflect.ValueOf(p1.Max),
		"MaxIdx":            reflect.ValueOf(p1.MaxIdx),
		"Min":               reflect.ValueOf(p1.Min),
		"MinIdx":            reflect.ValueOf(p1.MinIdx),
		"Mul":               reflect.ValueOf(p1.Mul),
		"MulTo":             reflect.ValueOf(p1.MulTo),
		"NearestIdx":        reflect.ValueOf(p1.NearestIdx),
		"NearestIdxForSpan": reflect.ValueOf(p1.NearestIdxForSpan),
		"Norm":              reflect.ValueOf(p1.Norm),
		"Prod":              reflect.ValueOf(p1.Prod),
		"Reverse":           reflect.ValueOf(p1.Reverse),
		"Same":              reflect.ValueOf(p1.Same),
		"Scale":             reflect.ValueOf(p1.Scale),
		"ScaleTo":           reflect.ValueOf(p1.ScaleTo),
		"Span":              reflect.ValueOf(p1.Span),
		"Sub":               reflect.ValueOf(p1.Sub),
		"SubTo":             reflect.ValueOf(p1.SubTo),
		"Sum":               reflect.ValueOf(p1.Sum),
		"SumCompensated":    reflect.ValueOf(p1.SumCompensated),
		"Within":            reflect.ValueOf(p1.Within),
	}
}
