package search

import (
	"math"
	"slices"
)

// Rules change the scores of the next token by the tokens before it. The zero value changes nothing.
type Rules struct {
	Repetition float64   // divides positive and multiplies negative scores of tokens that occurred (Keskar et al., 2019); 0 or 1: not
	NGram      int       // no sequence of this many tokens occurs twice; 0: no rule
	Bad        [][]int32 // sequences that are not completed
	Least      int       // tokens before one of Stop may come
	Stop       []int32
}

// None tells whether there is no rule.
func (r Rules) None() bool {
	return (r.Repetition == 0 || r.Repetition == 1) && r.NGram == 0 && len(r.Bad) == 0 && r.Least == 0
}

// Apply changes scores, logits or log-probabilities of all tokens, in place. history is the prompt and what was generated after it, of
// which there are made tokens.
func (r Rules) Apply(scores []float32, history []int32, made int) {
	never := float32(math.Inf(-1))
	if r.Repetition != 0 && r.Repetition != 1 {
		seen, by := map[int32]bool{}, float32(r.Repetition)
		for _, id := range history {
			switch {
			case seen[id]:
			case scores[id] < 0:
				scores[id] *= by
			default:
				scores[id] /= by
			}
			seen[id] = true
		}
	}
	if n := r.NGram; n > 0 && len(history)+1 >= n {
		last := history[len(history)+1-n:]
		for i := 0; i+n <= len(history); i++ {
			if slices.Equal(history[i:i+n-1], last) {
				scores[history[i+n-1]] = never
			}
		}
	}
	for _, b := range r.Bad {
		k := len(b) - 1
		if k == 0 || k > 0 && k < len(history) && slices.Equal(history[len(history)-k:], b[:k]) {
			scores[b[k]] = never
		}
	}
	if made < r.Least {
		for _, id := range r.Stop {
			scores[id] = never
		}
	}
}

// LogSoftmax replaces logits by log-probabilities.
func LogSoftmax(logits []float32) {
	most := float32(math.Inf(-1))
	for _, x := range logits {
		most = max(most, x)
	}
	sum := 0.0
	for _, x := range logits {
		sum += math.Exp(float64(x - most))
	}
	less := float64(most) + math.Log(sum)
	for i, x := range logits {
		logits[i] = float32(float64(x) - less)
	}
}
