// Code generated from gonum.org/v1/gonum/stat/distuv by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "gonum.org/v1/gonum/stat/distuv"
)

func table_gonum_stat_distuv() []symbol {
	return []symbol{
		{"AlphaStable", (*p0.AlphaStable)(nil)},
		{"Bernoulli", (*p0.Bernoulli)(nil)},
		{"Beta", (*p0.Beta)(nil)},
		{"Bhattacharyya", (*p0.Bhattacharyya)(nil)},
		{"Binomial", (*p0.Binomial)(nil)},
		{"Categorical", (*p0.Categorical)(nil)},
		{"Chi", (*p0.Chi)(nil)},
		{"ChiSquared", (*p0.ChiSquared)(nil)},
		{"Exponential", (*p0.Exponential)(nil)},
		{"F", (*p0.F)(nil)},
		{"Gamma", (*p0.Gamma)(nil)},
		{"GumbelRight", (*p0.GumbelRight)(nil)},
		{"Hellinger", (*p0.Hellinger)(nil)},
		{"InverseGamma", (*p0.InverseGamma)(nil)},
		{"KullbackLeibler", (*p0.KullbackLeibler)(nil)},
		{"Laplace", (*p0.Laplace)(nil)},
		{"LogNormal", (*p0.LogNormal)(nil)},
		{"LogProber", (*p0.LogProber)(nil)},
		{"_LogProber", (*_gonum_org_v1_gonum_stat_distuv_LogProber)(nil)},
		{"Logistic", (*p0.Logistic)(nil)},
		{"NewCategorical", p0.NewCategorical},
		{"NewTriangle", p0.NewTriangle},
		{"NoncentralT", (*p0.NoncentralT)(nil)},
		{"Normal", (*p0.Normal)(nil)},
		{"Parameter", (*p0.Parameter)(nil)},
		{"Pareto", (*p0.Pareto)(nil)},
		{"Poisson", (*p0.Poisson)(nil)},
		{"Quantiler", (*p0.Quantiler)(nil)},
		{"_Quantiler", (*_gonum_org_v1_gonum_stat_distuv_Quantiler)(nil)},
		{"RandLogProber", (*p0.RandLogProber)(nil)},
		{"_RandLogProber", (*_gonum_org_v1_gonum_stat_distuv_RandLogProber)(nil)},
		{"Rander", (*p0.Rander)(nil)},
		{"_Rander", (*_gonum_org_v1_gonum_stat_distuv_Rander)(nil)},
		{"StudentsT", (*p0.StudentsT)(nil)},
		{"Triangle", (*p0.Triangle)(nil)},
		{"Uniform", (*p0.Uniform)(nil)},
		{"UnitNormal", &p0.UnitNormal},
		{"UnitUniform", &p0.UnitUniform},
		{"Weibull", (*p0.Weibull)(nil)},
	}
}

// _gonum_org_v1_gonum_stat_distuv_LogProber is an interface wrapper for LogProber.
type _gonum_org_v1_gonum_stat_distuv_LogProber struct {
	IValue   interface{}
	WLogProb func(a0 float64) float64
}

func (w _gonum_org_v1_gonum_stat_distuv_LogProber) LogProb(a0 float64) float64 {
	return w.WLogProb(a0)
}

// _gonum_org_v1_gonum_stat_distuv_Quantiler is an interface wrapper for Quantiler.
type _gonum_org_v1_gonum_stat_distuv_Quantiler struct {
	IValue    interface{}
	WQuantile func(a0 float64) float64
}

func (w _gonum_org_v1_gonum_stat_distuv_Quantiler) Quantile(a0 float64) float64 {
	return w.WQuantile(a0)
}

// _gonum_org_v1_gonum_stat_distuv_RandLogProber is an interface wrapper for RandLogProber.
type _gonum_org_v1_gonum_stat_distuv_RandLogProber struct {
	IValue   interface{}
	WLogProb func(a0 float64) float64
	WRand    func() float64
}

func (w _gonum_org_v1_gonum_stat_distuv_RandLogProber) LogProb(a0 float64) float64 {
	return w.WLogProb(a0)
}
func (w _gonum_org_v1_gonum_stat_distuv_RandLogProber) Rand() float64 {
	return w.WRand()
}

// _gonum_org_v1_gonum_stat_distuv_Rander is an interface wrapper for Rander.
type _gonum_org_v1_gonum_stat_distuv_Rander struct {
	IValue interface{}
	WRand  func() float64
}

func (w _gonum_org_v1_gonum_stat_distuv_Rander) Rand() float64 {
	return w.WRand()
}
