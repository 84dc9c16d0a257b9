package backendtest

import (
	"math"
	"slices"

	"wade/sdk/tensor"
)

// Tolerances: the difference from the truth that is allowed, as a part of the largest element of the tensor.
const (
	Forward  = 2e-5 // results under policy f32
	Backward = 1e-4 // gradients under policy f32
	// Rounded is for results under policies bf16, w8 and w4, with weights rounded before the truth is computed. A backend may
	// round the other operand of products to bfloat16, 2⁻⁹ of itself; four to eight such roundings one after the other, each
	// at its worst, are this much.
	Rounded = 3e-2
)

// floor is the difference that is always allowed: results that should be 0 may be a rounding error.
const floor = 3e-6

func elements(t *tensor.Tensor) []float64 {
	switch t.DType() {
	case tensor.F64:
		return t.F64()
	case tensor.I32:
		out := make([]float64, t.Len())
		for i, x := range t.I32() {
			out[i] = float64(x)
		}
		return out
	}
	out := make([]float64, t.Len())
	for i, x := range t.ToF32() {
		out[i] = float64(x)
	}
	return out
}

// near reports the worst element that differs from the truth by more than a tolerance. Elements that are not finite must
// be of the same kind.
func (s *suite) near(what string, got, want *tensor.Tensor, tolerance float64) {
	s.Helper()
	if got == nil || want == nil {
		s.Errorf("%s: no result (got %v, want %v)", what, got != nil, want != nil)
		return
	}
	if !slices.Equal(got.Shape(), want.Shape()) {
		s.Errorf("%s: shape %v, want %v", what, got.Shape(), want.Shape())
		return
	}
	if i, ok := far(elements(got), elements(want), tolerance); !ok {
		s.Errorf("%s: element %d of shape %v is %g, the truth is %g, more than %g of the tensor's largest element away", what, i, got.Shape(), elements(got)[i], elements(want)[i], tolerance)
	}
}

// far finds the worst element that is not near.
func far(got, want []float64, tolerance float64) (worst int, ok bool) {
	largest := 0.0
	for _, w := range want {
		if !math.IsNaN(w) && !math.IsInf(w, 0) {
			largest = max(largest, math.Abs(w))
		}
	}
	excess := tolerance*largest + floor
	ok = true
	for i := range want {
		switch {
		case math.IsNaN(want[i]) && math.IsNaN(got[i]) || got[i] == want[i]:
		case math.IsNaN(want[i]) || math.IsNaN(got[i]) || math.IsInf(want[i], 0) || math.IsInf(got[i], 0):
			return i, false
		default:
			if d := math.Abs(got[i] - want[i]); d > excess {
				worst, excess, ok = i, d, false
			}
		}
	}
	return worst, ok
}

// same demands equal bits.
func (s *suite) same(what string, got, want *tensor.Tensor) {
	s.Helper()
	if got == nil || want == nil {
		s.Errorf("%s: no result (got %v, want %v)", what, got != nil, want != nil)
		return
	}
	if got.DType() != want.DType() || !slices.Equal(got.Shape(), want.Shape()) {
		s.Errorf("%s: %s%v, want %s%v", what, got.DType(), got.Shape(), want.DType(), want.Shape())
		return
	}
	g, w := elements(got), elements(want)
	for i := range w {
		if math.Float64bits(g[i]) != math.Float64bits(w[i]) && !(math.IsNaN(g[i]) && math.IsNaN(w[i])) {
			s.Errorf("%s: element %d is %g, want exactly %g", what, i, g[i], w[i])
			return
		}
	}
}
