// Code generated from gonum.org/v1/gonum/stat by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "gonum.org/v1/gonum/stat"
)

func table_gonum_stat() []symbol {
	return []symbol{
		{"Bhattacharyya", p0.Bhattacharyya},
		{"BivariateMoment", p0.BivariateMoment},
		{"CC", (*p0.CC)(nil)},
		{"CDF", p0.CDF},
		{"ChiSquare", p0.ChiSquare},
		{"CircularMean", p0.CircularMean},
		{"Correlation", p0.Correlation},
		{"CorrelationMatrix", p0.CorrelationMatrix},
		{"Covariance", p0.Covariance},
		{"CovarianceMatrix", p0.CovarianceMatrix},
		{"CrossEntropy", p0.CrossEntropy},
		{"CumulantKind", (*p0.CumulantKind)(nil)},
		{"Entropy", p0.Entropy},
		{"ExKurtosis", p0.ExKurtosis},
		{"GeometricMean", p0.GeometricMean},
		{"HarmonicMean", p0.HarmonicMean},
		{"Hellinger", p0.Hellinger},
		{"Histogram", p0.Histogram},
		{"JensenShannon", p0.JensenShannon},
		{"Kendall", p0.Kendall},
		{"KolmogorovSmirnov", p0.KolmogorovSmirnov},
		{"KullbackLeibler", p0.KullbackLeibler},
		{"LinearRegression", p0.LinearRegression},
		{"Mahalanobis", p0.Mahalanobis},
		{"Mean", p0.Mean},
		{"MeanStdDev", p0.MeanStdDev},
		{"MeanVariance", p0.MeanVariance},
		{"Mode", p0.Mode},
		{"Moment", p0.Moment},
		{"MomentAbout", p0.MomentAbout},
		{"PC", (*p0.PC)(nil)},
		{"PopMeanStdDev", p0.PopMeanStdDev},
		{"PopMeanVariance", p0.PopMeanVariance},
		{"PopStdDev", p0.PopStdDev},
		{"PopVariance", p0.PopVariance},
		{"Quantile", p0.Quantile},
		{"RNoughtSquared", p0.RNoughtSquared},
		{"ROC", p0.ROC},
		{"RSquared", p0.RSquared},
		{"RSquaredFrom", p0.RSquaredFrom},
		{"Skew", p0.Skew},
		{"SortWeighted", p0.SortWeighted},
		{"SortWeightedLabeled", p0.SortWeightedLabeled},
		{"StdDev", p0.StdDev},
		{"StdErr", p0.StdErr},
		{"StdScore", p0.StdScore},
		{"TOC", p0.TOC},
		{"Variance", p0.Variance},
		{"WassersteinDistance", p0.WassersteinDistance},
		{"WassersteinDistanceND", p0.WassersteinDistanceND},
	}
}
