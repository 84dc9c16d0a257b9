package backendtest

import (
	"maps"
	"math"
	"slices"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// operations compares every operation and every gradient with the truth, with parameters as inputs and as weights.
func operations(s *suite) {
	byOp := map[program.Op][]opCase{}
	for _, c := range cases() {
		byOp[c.op] = append(byOp[c.op], c)
	}
	for _, op := range slices.Sorted(maps.Keys(byOp)) {
		s.sub(string(op), func(s *suite) {
			if !s.runs(op) {
				s.Skipf("%s does not list %s", s.about.Name, op)
			}
			for _, c := range byOp[op] {
				s.sub(c.name, func(s *suite) {
					s.forward(c, false)
					s.forward(c, true)
					if slices.Contains(program.Differentiable(), op) {
						s.backward(c, false)
						s.backward(c, true)
						s.alone(c)
					}
				})
			}
		})
	}
}

func (s *suite) forward(c opCase, asWeights bool) {
	s.Helper()
	x := newSample(c.name, asWeights)
	p, err := x.Build(c.make(x))
	if err != nil {
		s.Fatal(err)
	}
	before := clone(x.inputs)
	s.pair(x.params, p).agree("forward", backend.Step{Inputs: x.inputs}, Forward)
	for name, t := range before {
		s.same("input "+name+" after the step, which must not write to it", x.inputs[name], t)
	}
}

func (s *suite) backward(c opCase, asWeights bool) {
	s.Helper()
	x, p := gradientOf(s, c, asWeights)
	s.pair(x.params, p).agree("backward", backend.Step{Inputs: x.inputs}, Backward)
}

// alone asks for one gradient at a time: what the others would read may not be there.
func (s *suite) alone(c opCase) {
	s.Helper()
	x, p := gradientOf(s, c, false)
	if len(x.wrt) < 2 {
		return
	}
	both := s.pair(nil, p)
	want := both.truth.step(backend.Step{Inputs: x.inputs})
	for i := range x.wrt {
		y := newSample(c.name, false)
		loss := y.objective(c.make(y))
		grad := y.Gradient(loss, y.wrt[i])[0]
		p := built(y.Builder, grad)
		name := p.Value(grad).Name
		s.near(name+" alone", s.load(s.be, backend.F32, nil, p).step(backend.Step{Inputs: y.inputs})[name], want[name], Backward)
	}
}

// gradientOf makes a program that returns the gradient of everything that a case reads.
func gradientOf(s *suite, c opCase, asWeights bool) (*sample, *program.Program) {
	s.Helper()
	x := newSample(c.name, asWeights)
	out := c.make(x)
	wrt := x.wrt
	loss := x.objective(out)
	p, err := x.Build(append([]program.ID{loss}, x.Gradient(loss, wrt...)...)...)
	if err != nil {
		s.Fatal(err)
	}
	return x, p
}

// notFinite puts NaN, and where the answer is beyond doubt an infinity, into each operand in turn: it must come out where it
// comes out of the truth, and nowhere else.
func notFinite(s *suite) {
	for _, c := range cases() {
		if !s.runs(c.op) {
			continue
		}
		s.sub(string(c.op)+","+c.name, func(s *suite) {
			x := newSample(c.name, false)
			p, err := x.Build(c.make(x))
			if err != nil {
				s.Fatal(err)
			}
			both := s.pair(nil, p)
			for _, name := range slices.Sorted(maps.Keys(x.inputs)) {
				t := x.inputs[name]
				if t.DType() != tensor.F32 {
					continue
				}
				bad := []float32{float32(math.NaN())}
				if c.inf {
					bad = append(bad, float32(math.Inf(1)), float32(math.Inf(-1)))
				}
				for _, v := range bad {
					inputs := clone(x.inputs)
					inputs[name].F32()[t.Len()*2/3] = v
					what := "NaN"
					if v == v {
						what = map[bool]string{true: "+Inf", false: "-Inf"}[v > 0]
					}
					both.agree(what+" in "+name, backend.Step{Inputs: inputs}, Forward)
				}
			}
		})
	}
}
