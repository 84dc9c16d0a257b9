package backendtest

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/backend/reference"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// TestTruth compares the gradients of the truth with central differences along a random direction.
func TestTruth(t *testing.T) {
	be := reference.New()
	defer be.Close()
	s := &suite{T: t, be: be, truth: be}
	seen := map[program.Op]bool{}
	for _, c := range cases() {
		if !slices.Contains(program.Differentiable(), c.op) {
			continue
		}
		x, p := gradientOf(s, c, false)
		seen[c.op] = true
		s.sub(string(c.op)+","+c.name, func(s *suite) {
			l := s.load(be, backend.F64, nil, p)
			at := map[string]*tensor.Tensor{}
			for name, v := range x.inputs {
				at[name] = v
				if v.DType() == tensor.F32 {
					at[name] = wide(v, nil, 0)
				}
			}
			got := l.step(backend.Step{Inputs: at})
			rng := rand.New(rand.NewPCG(1, 2))
			for i, id := range x.wrt {
				name := p.Value(id).Name
				gradient := got[p.Value(p.Outputs()[1+i]).Name].F64()
				direction := make([]float64, len(gradient))
				slope := 0.0
				for k, g := range gradient {
					direction[k] = rng.NormFloat64()
					slope += g * direction[k]
				}
				const h = 1e-5
				loss := func(by float64) float64 {
					moved := maps.Clone(at)
					moved[name] = wide(x.inputs[name], direction, by)
					return l.step(backend.Step{Inputs: moved})["objective"].F64()[0]
				}
				difference := (loss(h) - loss(-h)) / (2 * h)
				if d := math.Abs(difference - slope); !(d <= 1e-6*(1+math.Abs(slope))) {
					s.Errorf("gradient of %s along a direction is %.9g, central difference %.9g", name, slope, difference)
				}
			}
		})
	}
	for _, op := range program.Differentiable() {
		if !seen[op] {
			t.Errorf("no case tests the gradient of %s", op)
		}
	}
}

// wide is t + by · direction in float64.
func wide(t *tensor.Tensor, direction []float64, by float64) *tensor.Tensor {
	data := elements(t)
	for i := range direction {
		data[i] += by * direction[i]
	}
	out, err := tensor.FromF64(data, t.Axes()...)
	if err != nil {
		panic(err)
	}
	return out
}
