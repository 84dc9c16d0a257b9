package backendtest

import (
	"context"
	"maps"
	"math"
	"math/rand/v2"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// tensors are inputs, weights or results by name.
type tensors = map[string]*tensor.Tensor

// sample is a program under construction together with random values for everything it reads.
type sample struct {
	*program.Builder
	rng     *rand.Rand
	weights bool // parameters are weights of the model, not inputs
	inputs  tensors
	params  tensors
	wrt     []program.ID
}

func newSample(name string, weights bool) *sample {
	return &sample{
		Builder: program.NewBuilder(name),
		rng:     rand.New(rand.NewPCG(7, uint64(len(name)))),
		weights: weights,
		inputs:  tensors{},
		params:  tensors{},
	}
}

func product(sizes []int) int {
	n := 1
	for _, s := range sizes {
		n *= s
	}
	return n
}

func constant(sizes []int) program.Shape {
	shape := make(program.Shape, len(sizes))
	for i, n := range sizes {
		shape[i] = program.N(n)
	}
	return shape
}

// floats makes a tensor; the suite's own sizes always fit.
func floats(data []float32, sizes ...int) *tensor.Tensor {
	t, err := tensor.FromF32(data, tensor.Sizes(sizes...)...)
	if err != nil {
		panic(err)
	}
	return t
}

func ints(data []int32, sizes ...int) *tensor.Tensor {
	t, err := tensor.FromI32(data, tensor.Sizes(sizes...)...)
	if err != nil {
		panic(err)
	}
	return t
}

func normal(rng *rand.Rand, scale float64, sizes ...int) *tensor.Tensor {
	data := make([]float32, product(sizes))
	for i := range data {
		data[i] = float32(scale * rng.NormFloat64())
	}
	return floats(data, sizes...)
}

// value is a float input whose gradient is tested.
func (s *sample) value(name string, sizes ...int) program.ID {
	s.inputs[name] = normal(s.rng, 1, sizes...)
	id := s.Input(name, constant(sizes))
	s.wrt = append(s.wrt, id)
	return id
}

// param is a value that models keep as a weight.
func (s *sample) param(name string, sizes ...int) program.ID {
	if !s.weights {
		return s.value(name, sizes...)
	}
	s.params[name] = normal(s.rng, 1, sizes...)
	id := s.Weight(name, sizes...)
	s.wrt = append(s.wrt, id)
	return id
}

// fixed is a float input with given elements and no gradient.
func (s *sample) fixed(name string, data []float32, sizes ...int) program.ID {
	s.inputs[name] = floats(data, sizes...)
	return s.Input(name, constant(sizes))
}

// mask is added to attention scores [batch rows keys]: small numbers, and -Inf on some edges, on all of some rows, and on all
// of some keys.
func (s *sample) mask(batch, rows, keys int) program.ID {
	data := normal(s.rng, 1, batch*rows*keys).F32()
	for r := range batch * rows {
		kind := s.rng.IntN(4)
		for j := range keys {
			if kind == 0 || kind == 1 && s.rng.IntN(3) == 0 || kind == 2 && j < keys/2 || j%7 == 3 {
				data[r*keys+j] = float32(math.Inf(-1))
			}
		}
	}
	return s.fixed("mask", data, batch, rows, keys)
}

// index is an i32 input of numbers in [low, high).
func (s *sample) index(name string, low, high int, sizes ...int) program.ID {
	data := make([]int32, product(sizes))
	for i := range data {
		data[i] = int32(low + s.rng.IntN(high-low))
	}
	s.inputs[name] = ints(data, sizes...)
	return s.Ints(name, constant(sizes))
}

// objective makes a scalar of a value, with a dense gradient.
func (s *sample) objective(out program.ID) program.ID {
	shape := s.Shape(out)
	if shape.Equal(program.Of(1)) {
		return s.Scale("objective", out, 0.7)
	}
	if len(shape) == 1 {
		out = s.Repeat("", out, program.N(1))
		shape = s.Shape(out)
	}
	sizes := make([]int, len(shape))
	for i, d := range shape {
		sizes[i] = d.N
	}
	return s.SoftEntropy("objective", out, s.fixed("objective.targets", normal(s.rng, 1, sizes...).F32(), sizes...))
}

// loaded is a model and a program in a backend.
type loaded struct {
	*suite
	be      backend.Backend
	model   backend.Model
	program backend.Program
}

// load puts weights and a program into a backend; the model goes when the test ends.
func (s *suite) load(be backend.Backend, policy backend.Policy, weights tensors, p *program.Program) loaded {
	s.Helper()
	m, err := be.Load(s.ctx(), backend.LoadSpec{Tensors: weights, Policy: policy})
	if err != nil {
		s.Fatalf("load: %v", err)
	}
	l := loaded{s, be, m, 0}
	l.program = l.compile(p)
	s.Cleanup(func() { _ = be.Unload(context.WithoutCancel(s.ctx()), m) })
	return l
}

func (l loaded) compile(p *program.Program) backend.Program {
	l.Helper()
	h, err := l.be.Compile(l.ctx(), l.model, p)
	if err != nil {
		l.Fatalf("compile %s: %v", p.Name(), err)
	}
	return h
}

func (l loaded) step(step backend.Step) tensors {
	l.Helper()
	return l.stepOf(l.program, step)
}

func (l loaded) stepOf(p backend.Program, step backend.Step) tensors {
	l.Helper()
	r, err := l.be.Step(l.ctx(), p, step)
	if err != nil {
		l.Fatalf("step: %v", err)
	}
	return r.Values
}

func (l loaded) session() backend.Session {
	l.Helper()
	h, err := l.be.NewSession(l.ctx(), l.model)
	if err != nil {
		l.Fatalf("new session: %v", err)
	}
	return h
}

func (l loaded) length(h backend.Session) int {
	l.Helper()
	n, err := l.be.Length(l.ctx(), h)
	if err != nil {
		l.Fatalf("length: %v", err)
	}
	return n
}

func (l loaded) fetch(names ...string) tensors {
	l.Helper()
	m, err := l.be.Fetch(l.ctx(), l.model, names...)
	if err != nil {
		l.Fatalf("fetch: %v", err)
	}
	return m
}

// pair is the same program and weights in the backend under test and in the truth.
type pair struct{ be, truth loaded }

func (s *suite) pair(weights tensors, p *program.Program) pair {
	s.Helper()
	return pair{s.load(s.be, backend.F32, weights, p), s.load(s.truth, backend.F64, weights, p)}
}

// agree runs a step on both and compares everything that it returns.
func (p pair) agree(what string, step backend.Step, tolerance float64) tensors {
	p.be.Helper()
	got, want := p.be.step(step), p.truth.step(step)
	for name, w := range want {
		p.be.near(what+": "+name, got[name], w, tolerance)
	}
	if len(got) != len(want) {
		p.be.Errorf("%s: %d values returned, want %d", what, len(got), len(want))
	}
	return got
}

// clone copies inputs so that a test can see whether a backend wrote to them.
func clone(in tensors) tensors {
	out := maps.Clone(in)
	for name, t := range in {
		switch t.DType() {
		case tensor.I32:
			out[name] = ints(append([]int32(nil), t.I32()...), t.Shape()...)
		default:
			out[name] = floats(append([]float32(nil), t.F32()...), t.Shape()...)
		}
	}
	return out
}
