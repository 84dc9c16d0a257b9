package halluc

import (
	"math"
	"slices"
)

// Bin is a bar of a reliability diagram.
type Bin struct {
	From, To   float64 // confidences above From up to To; the first bin holds 0 too
	N          int
	Confidence float64 // mean, NaN in an empty bin
	Accuracy   float64 // share that is right, NaN in an empty bin
}

// Reliability sorts answers by confidence, 0 to 1, into bins of equal width.
func Reliability(confidence []float64, right []bool, bins int) []Bin {
	together(len(confidence), len(right), "confidences", "outcomes")
	require(bins > 0, "%d bins; want at least one", bins)
	all := make([]Bin, bins)
	for i := range all {
		all[i].From, all[i].To = float64(i)/float64(bins), float64(i+1)/float64(bins)
	}
	for i, c := range confidence {
		require(!(c < 0 || c > 1), "confidence %v; want 0 to 1", c)
		if math.IsNaN(c) {
			continue
		}
		k, _ := slices.BinarySearchFunc(all, c, func(b Bin, c float64) int {
			if b.To < c {
				return -1
			}
			return 1
		})
		b := &all[min(k, bins-1)]
		b.N++
		b.Confidence += c
		if right[i] {
			b.Accuracy++
		}
	}
	for i := range all {
		all[i].Confidence /= float64(all[i].N) // 0/0 is NaN
		all[i].Accuracy /= float64(all[i].N)
	}
	return all
}

// ECE is the expected calibration error: the mean distance of accuracy and confidence over bins, weighted by their counts
// (Naeini et al., 2015; Guo et al., 1706.04599 use 15 bins).
func ECE(confidence []float64, right []bool, bins int) float64 {
	sum := 0.0
	for _, b := range Reliability(confidence, right, bins) {
		if b.N > 0 {
			sum += float64(b.N) * math.Abs(b.Accuracy-b.Confidence)
		}
	}
	if anyNaN(confidence) {
		return math.NaN()
	}
	return sum / float64(len(confidence))
}

// Brier is the mean square of confidence minus outcome (Brier, 1950).
func Brier(confidence []float64, right []bool) float64 {
	together(len(confidence), len(right), "confidences", "outcomes")
	sum := 0.0
	for i, c := range confidence {
		if right[i] {
			c--
		}
		sum += c * c
	}
	return sum / float64(len(confidence))
}

// AUROC is the probability that a positive item scores above a negative one, ties counted half: 0.5 is chance. It is NaN if
// one of the classes is empty.
func AUROC(scores []float64, positive []bool) float64 {
	together(len(scores), len(positive), "scores", "classes")
	if anyNaN(scores) {
		return math.NaN()
	}
	var above, positives, negatives float64
	for _, b := range blocks(scores, positive) {
		above += float64(b.yes) * (negatives + float64(b.no)/2)
		positives, negatives = positives+float64(b.yes), negatives+float64(b.no)
	}
	return above / (positives * negatives) // 0/0 is NaN
}

// block is a run of items with equal scores.
type block struct{ yes, no int }

// blocks groups items by score, the lowest first.
func blocks(scores []float64, yes []bool) []block {
	order := make([]int, len(scores))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case scores[a] < scores[b]:
			return -1
		case scores[a] > scores[b]:
			return 1
		}
		return 0
	})
	var all []block
	for k, i := range order {
		if k == 0 || scores[i] != scores[order[k-1]] {
			all = append(all, block{})
		}
		b := &all[len(all)-1]
		if yes[i] {
			b.yes++
		} else {
			b.no++
		}
	}
	return all
}
