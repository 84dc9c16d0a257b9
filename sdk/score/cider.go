package score

import (
	"fmt"
	"math"
	"strings"
)

// The parameters of CIDEr-D.
const (
	ciderGrams = 4
	ciderSigma = 6
)

// CIDEr is the consensus of captions with those that people gave (Vedantam et al., 2015): CIDEr-D as pycocoevalcap computes it, the
// mean and that of each caption. Papers give the mean times 100. What is rare among the references counts more, so the score of one
// caption depends on all references; a single one always scores 0.
func CIDEr(captions []string, references [][]string) (mean float64, each []float64) {
	if len(captions) != len(references) {
		panic(fmt.Sprintf("score: %d captions and %d lists of references; give one for each", len(captions), len(references)))
	}
	said, told := make([]grams, len(captions)), make([][]grams, len(captions))
	found := map[string]float64{} // number of captions among whose references an n-gram is
	for i, c := range captions {
		said[i] = count(c)
		here := map[string]bool{}
		for _, r := range references[i] {
			g := count(r)
			told[i] = append(told[i], g)
			for _, n := range g.order {
				if !here[n] {
					here[n] = true
					found[n]++
				}
			}
		}
	}
	all := math.Log(float64(len(captions)))
	each = make([]float64, len(captions))
	for i, s := range said {
		v := s.weigh(found, all)
		for _, r := range told[i] {
			each[i] += v.like(r.weigh(found, all))
		}
		if n := len(told[i]); n > 0 {
			each[i] *= 10 / float64(ciderGrams*n)
		}
		mean += each[i] / float64(len(captions))
	}
	return mean, each
}

// grams counts the n-grams of a caption.
type grams struct {
	order  []string // in the order in which they first come, so that sums are always the same
	length map[string]int
	times  map[string]float64
}

func count(caption string) grams {
	words := Words(caption)
	g := grams{length: map[string]int{}, times: map[string]float64{}}
	for n := 1; n <= ciderGrams; n++ {
		for i := 0; i+n <= len(words); i++ {
			key := strings.Join(words[i:i+n], " ")
			if g.times[key]++; g.times[key] == 1 {
				g.order = append(g.order, key)
				g.length[key] = n
			}
		}
	}
	return g
}

// weighed are n-grams by term frequency times inverse document frequency.
type weighed struct {
	grams
	weight map[string]float64
	norm   [ciderGrams]float64
	pairs  float64 // the length, which is counted in pairs of words
}

func (g grams) weigh(found map[string]float64, all float64) weighed {
	w := weighed{grams: g, weight: map[string]float64{}}
	for _, key := range g.order {
		n := g.length[key]
		x := g.times[key] * (all - math.Log(max(1, found[key])))
		w.weight[key] = x
		w.norm[n-1] += x * x
		if n == 2 {
			w.pairs += g.times[key]
		}
	}
	for n := range w.norm {
		w.norm[n] = math.Sqrt(w.norm[n])
	}
	return w
}

// like is the sum over the lengths of n-grams of the cosine of two captions, clipped and less the more they differ in length.
func (w weighed) like(ref weighed) float64 {
	var dot [ciderGrams]float64
	for _, key := range w.order {
		dot[w.length[key]-1] += min(w.weight[key], ref.weight[key]) * ref.weight[key]
	}
	apart := w.pairs - ref.pairs
	sum := 0.0
	for n, d := range dot {
		if w.norm[n] != 0 && ref.norm[n] != 0 {
			d /= w.norm[n] * ref.norm[n]
		}
		sum += d
	}
	return sum * math.Exp(-apart*apart/(2*ciderSigma*ciderSigma))
}
