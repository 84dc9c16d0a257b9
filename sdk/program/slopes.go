package program

import "math"

// Slopes are what ALiBi multiplies distances by in each head (Press et al., 2022): 2^(-s·h/heads) for h from 1, where s is
// Steepest, or 8 if that is 0. With Interleave, a number of heads that is no power of two takes those of the next power n: of
// the slopes for n heads first the second, fourth and so on, then the first, third and so on. Nil without ALiBi.
func (a Attr) Slopes() []float32 {
	if !a.ALiBi || a.Heads <= 0 {
		return nil
	}
	steepest, of := float64(a.Steepest), a.Heads
	if steepest == 0 {
		steepest = 8
	}
	if a.Interleave {
		for of = 1; of < a.Heads; of *= 2 {
		}
	}
	slopes := make([]float32, a.Heads)
	for i := range slopes {
		h := i + 1
		if of != a.Heads {
			h = 2*i + 2
			if h > of {
				h -= of + 1
			}
		}
		slopes[i] = float32(math.Exp2(-steepest * float64(h) / float64(of)))
	}
	return slopes
}
