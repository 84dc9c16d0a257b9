// Code generated from gonum.org/v1/gonum/stat by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "gonum.org/v1/gonum/stat"
	reflect "reflect"
)

func init() {
	tables["gonum.org/v1/gonum/stat/stat"] = map[string]reflect.Value{
		"Bhattacharyya":         reflect.ValueOf(p1.Bhattacharyya),
		"BivariateMoment":       reflect.ValueOf(p1.BivariateMoment),
		"CC":                    reflect.ValueOf((*p1.CC)(nil)),
		"CDF":                   reflect.ValueOf(p1.CDF),
		"ChiSquare":             reflect.ValueOf(p1.ChiSquare),
		"CircularMean":          reflect.ValueOf(p1.CircularMean),
		"Correlation":           reflect.ValueOf(p1.Correlation),
		"CorrelationMatrix":     reflect.ValueOf(p1.CorrelationMatrix),
		"Covariance":            reflect.ValueOf(p1.Covariance),
		"CovarianceMatrix":      reflect.ValueOf(p1.CovarianceMatrix),
		"CrossEntropy":          reflect.ValueOf(p1.CrossEntropy),
		"CumulantKind":          reflect.ValueOf((*p1.CumulantKind)(nil)),
		"Entropy":               reflect.ValueOf(p1.Entropy),
		"ExKurtosis":            reflect.ValueOf(p1.ExKurtosis),
		"GeometricMean":         reflect.ValueOf(p1.GeometricMean),
		"HarmonicMean":          reflect.ValueOf(p1.HarmonicMean),
		"Hellinger":             reflect.ValueOf(p1.Hellinger),
		"Histogram":             reflect.ValueOf(p1.Histogram),
		"JensenShannon":         reflect.ValueOf(p1.JensenShannon),
		"Kendall":               reflect.ValueOf(p1.Kendall),
		"KolmogorovSmirnov":     reflect.ValueOf(p1.KolmogorovSmirnov),
		"KullbackLeibler":       reflect.ValueOf(p1.KullbackLeibler),
		"LinearRegression":      reflect.ValueOf(p1.LinearRegression),
		"Mahalanobis":           reflect.ValueOf(p1.Mahalanobis),
		"Mean":                  reflect.ValueOf(p1.Mean),
		"MeanStdDev":            reflect.ValueOf(p1.MeanStdDev),
		"MeanVariance":          reflect.ValueOf(p1.MeanVariance),
		"Mode":                  reflect.ValueOf(p1.Mode),
		"Moment":                reflect.ValueOf(p1.Moment),
		"MomentAbout":           reflect.ValueOf(p1.MomentAbout),
		"PC":                    reflect.ValueOf((*p1.PC)(nil)),
		"PopMeanStdDev":         reflect.ValueOf(p1.PopMeanStdDev),
		"PopMeanVariance":       reflect.ValueOf(p1.PopMeanVariance),
		"PopStdDev":             reflect.ValueOf(p1.PopStdDev),
		"PopVariance":           reflect.ValueOf(p1.PopVariance),
		"Quantile":              reflect.ValueOf(p1.Quantile),
		"RNoughtSquared":        reflect.ValueOf(p1.RNoughtSquared),
		"ROC":                   reflect.ValueOf(p1.ROC),
		"RSquared":              reflect.ValueOf(p1.RSquared),
		"RSquaredFrom":          reflect.ValueOf(p1.RSquaredFrom),
		"Skew":                  reflect.ValueOf(p1.Skew),
		"SortWeighted":          reflect.ValueOf(p1.SortWeighted),
		"SortWeightedLabeled":   reflect.ValueOf(p1.SortWeightedLabeled),
		"StdDev":                reflect.ValueOf(p1.StdDev),
		"StdErr":                reflect.ValueOf(p1.StdErr),
		"StdScore":              reflect.ValueOf(p1.StdScore),
		"TOC":                   reflect.ValueOf(p1.TOC),
		"Variance":              reflect.ValueOf(p1.Variance),
		"WassersteinDistance":   reflect.ValueOf(p1.WassersteinDistance),
		"WassersteinDistanceND": reflect.ValueOf(p1.WassersteinDistanceND),
	}
}
