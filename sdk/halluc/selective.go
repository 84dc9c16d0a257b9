package halluc

import (
	"math"
	"slices"
)

// Selective is what happens when a model answers only where it is confident.
type Selective struct {
	Coverage []float64 // k/n for k from 1 to n, the most confident answers first
	Risk     []float64 // share of errors among the first k; within equal confidences the mean over their orders
	AURC     float64   // mean of Risk (Geifman, Uziel and El-Yaniv, 1805.08206)
	// Optimum is the AURC if every error had the least confidence, Limit what it is for very many items: r + (1-r) ln(1-r).
	Optimum, Limit float64
	// AUGRC is the mean share of all items that are answered and wrong; it does not weigh the first errors as AURC does (Traub
	// et al., 2407.01032).
	AUGRC float64
}

// Excess is E-AURC, the area above that of the best order of the same answers; with limit above its large-sample limit, as
// Geifman et al. define it.
func (s Selective) Excess(limit bool) float64 {
	if limit {
		return s.AURC - s.Limit
	}
	return s.AURC - s.Optimum
}

// Risk is the curve of risk over coverage with its areas. Without items, or with a confidence that is not a number, all areas are NaN.
func Risk(confidence []float64, right []bool) Selective {
	together(len(confidence), len(right), "confidences", "outcomes")
	n := float64(len(right))
	if n == 0 || anyNaN(confidence) {
		nan := math.NaN()
		return Selective{AURC: nan, Optimum: nan, Limit: nan, AUGRC: nan}
	}
	var s Selective
	errors, k := 0.0, 0.0
	sorted := blocks(confidence, right)
	slices.Reverse(sorted)
	for _, b := range sorted {
		size := float64(b.yes + b.no)
		for i := 1.0; i <= size; i++ {
			wrong := errors + i*float64(b.no)/size
			s.Coverage, s.Risk = append(s.Coverage, (k+i)/n), append(s.Risk, wrong/(k+i))
			s.AURC += wrong / (k + i) / n
			s.AUGRC += wrong / n / n
		}
		k, errors = k+size, errors+float64(b.no)
	}
	for i := 1.0; i <= errors; i++ {
		s.Optimum += i / (n - errors + i) / n
	}
	r := errors / n
	s.Limit = r
	if r < 1 {
		s.Limit += (1 - r) * math.Log1p(-r)
	}
	return s
}
