package halluc

import (
	"math"

	"gonum.org/v1/gonum/stat"
)

// Hellinger is the distance of two distributions over the same outcomes, from 0 to 1. Between the next tokens with and
// without a picture it is the prompt dependency measure of Favero et al. (2403.14003).
func Hellinger(p, q []float64) float64 {
	together(len(p), len(q), "probabilities of p", "of q")
	if len(p) == 0 || anyNaN(p) || anyNaN(q) {
		return math.NaN()
	}
	// 1 - Σ√(pq), but exactly 0 for equal distributions.
	sum := 0.0
	for i := range p {
		d := math.Sqrt(p[i]) - math.Sqrt(q[i])
		sum += d * d
	}
	return math.Sqrt(min(1, sum/2))
}

// KL is the divergence of Kullback and Leibler, Σ p ln(p/q), in nats: +Inf where q excludes what p allows.
func KL(p, q []float64) float64 {
	together(len(p), len(q), "probabilities of p", "of q")
	if len(p) == 0 || anyNaN(p) || anyNaN(q) {
		return math.NaN()
	}
	return max(0, stat.KullbackLeibler(p, q)) // rounding may leave it below 0
}

// JS is the divergence of Jensen and Shannon in nats, symmetric, from 0 to ln 2.
func JS(p, q []float64) float64 {
	together(len(p), len(q), "probabilities of p", "of q")
	if len(p) == 0 || anyNaN(p) || anyNaN(q) {
		return math.NaN()
	}
	return max(0, stat.JensenShannon(p, q))
}
