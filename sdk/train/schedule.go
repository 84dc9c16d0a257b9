package train

import "math"

// Schedule is a learning rate over steps: linear from 0 to Peak over Warmup steps, then half a cosine down to
// Peak·Floor at Steps (Loshchilov and Hutter, 2017).
type Schedule struct {
	Peak   float64
	Floor  float64 // share of Peak at the end
	Warmup int
	Steps  int
}

// At is the learning rate of a step, counted from 1.
func (s Schedule) At(step int) float64 {
	if step <= s.Warmup {
		return s.Peak * float64(step) / float64(s.Warmup)
	}
	if step >= s.Steps {
		return s.Peak * s.Floor
	}
	t := float64(step-s.Warmup) / float64(s.Steps-s.Warmup)
	return s.Peak * (s.Floor + (1-s.Floor)*0.5*(1+math.Cos(math.Pi*t)))
}
