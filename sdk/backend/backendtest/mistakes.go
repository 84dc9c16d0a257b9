package backendtest

import (
	"errors"
	"math"
	"strings"

	"wade/sdk/backend"
	"wade/sdk/program"
)

// refused wants an error of a class whose text holds every word.
func (s *suite) refused(what string, err, class error, words ...string) {
	s.Helper()
	if err == nil {
		s.Errorf("%s: no error, want %q", what, class)
		return
	}
	if !errors.Is(err, class) {
		s.Errorf("%s: error %q is not of class %q", what, err, class)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			s.Errorf("%s: error %q does not say %q", what, err, w)
		}
	}
}

// indices: an index out of range is an error that names the operation, never a read of other memory.
func indices(s *suite) {
	type build func(b *program.Builder, index program.ID) program.ID
	x := func(b *program.Builder, sizes ...any) program.ID { return b.Input("x", program.Of(sizes...)) }
	for _, c := range []struct {
		op    program.Op
		shape []int
		low   int32 // smallest that is allowed
		high  int32 // first that is not
		build build
	}{
		{program.OpEmbed, []int{2, 3}, 0, 5, func(b *program.Builder, i program.ID) program.ID { return b.Embed("bad", x(b, 5, 4), i) }},
		{program.OpGatherRows, []int{3}, 0, 6, func(b *program.Builder, i program.ID) program.ID { return b.GatherRows("bad", x(b, 2, 3, 4), i) }},
		{program.OpTake, []int{2, 3}, 0, 5, func(b *program.Builder, i program.ID) program.ID { return b.Take("bad", x(b, 2, 5), i) }},
		{program.OpCrossEntropy, []int{3}, 0, 5, func(b *program.Builder, i program.ID) program.ID {
			return b.CrossEntropy("bad", x(b, 3, 5), i, b.Input("weights", program.Of(3)))
		}},
		{program.OpCrossAttention, []int{1, 3}, -1, 2, func(b *program.Builder, i program.ID) program.ID {
			k := b.Input("k", program.Of(2, 3, 4))
			return b.CrossAttention("bad", x(b, 1, 3, 4), k, k, i, program.AttentionConfig{Heads: 1})
		}},
		{program.OpCrossPattern, []int{1, 3}, -1, 2, func(b *program.Builder, i program.ID) program.ID {
			return b.CrossPattern("bad", x(b, 1, 3, 4), b.Input("k", program.Of(2, 3, 4)), i, program.AttentionConfig{Heads: 1})
		}},
	} {
		if !s.runs(c.op) {
			continue
		}
		b := program.NewBuilder("indices")
		p := built(b, c.build(b, b.Ints("index", constant(c.shape))))
		l := s.load(s.be, backend.F32, nil, p)
		inputs := zeros(p)
		index := inputs["index"].I32()
		for _, v := range []int32{c.low, c.high - 1} {
			index[len(index)-1] = v
			if _, err := s.be.Step(s.ctx(), l.program, backend.Step{Inputs: inputs}); err != nil {
				s.Errorf("%s with index %d, which is in range: %v", c.op, v, err)
			}
		}
		for _, v := range []int32{c.low - 1, c.high, math.MaxInt32, math.MinInt32} {
			index[len(index)-1] = v
			_, err := s.be.Step(s.ctx(), l.program, backend.Step{Inputs: inputs})
			s.refused(string(c.op)+" with an index out of range", err, backend.ErrInvalid, "indices", string(c.op), "bad")
		}
	}
}

// zeros gives every input of constant shape zeros.
func zeros(p *program.Program) tensors {
	out := tensors{}
	for _, v := range p.Of(program.KindInput) {
		sizes := make([]int, len(v.Shape))
		for i, d := range v.Shape {
			sizes[i] = d.N
		}
		if v.DType == program.I32 {
			out[v.Name] = ints(make([]int32, product(sizes)), sizes...)
		} else {
			out[v.Name] = floats(make([]float32, product(sizes)), sizes...)
		}
	}
	return out
}

// mistakes: what does not fit is refused with an error that says what to do, and leaves everything as it was.
func mistakes(s *suite) {
	p := tinyProgram("mistakes")
	w := tinyWeights(p)
	l := s.load(s.be, backend.F32, w, p)
	good := newPrompt(1, 4).whole()
	want := l.step(backend.Step{Inputs: good})["logits"]
	step := func(change func(st *backend.Step)) error {
		st := backend.Step{Inputs: clone(good)}
		change(&st)
		_, err := s.be.Step(s.ctx(), l.program, st)
		return err
	}
	s.refused("missing input", step(func(st *backend.Step) { delete(st.Inputs, "positions") }), backend.ErrInvalid, "positions")
	s.refused("unknown input", step(func(st *backend.Step) { st.Inputs["idz"] = st.Inputs["ids"] }), backend.ErrUnknownName, "idz", "ids")
	s.refused("input of another rank", step(func(st *backend.Step) { st.Inputs["ids"] = ints([]int32{1, 2, 3, 4}, 4) }), backend.ErrInvalid, "ids")
	s.refused("sizes that disagree", step(func(st *backend.Step) { st.Inputs["ids"] = ints([]int32{1, 2, 3}, 1, 3) }), backend.ErrInvalid, "tokens")
	s.refused("input of another constant size", step(func(st *backend.Step) { st.Inputs["params"] = floats(make([]float32, 3), 3) }), backend.ErrInvalid, "params")
	s.refused("floats for ints", step(func(st *backend.Step) { st.Inputs["ids"] = floats(make([]float32, 4), 1, 4) }), backend.ErrInvalid, "ids", "i32")
	s.refused("ints for floats", step(func(st *backend.Step) { st.Inputs["params"] = ints(make([]int32, 4), 4) }), backend.ErrInvalid, "params", "f32")
	s.refused("unknown size", step(func(st *backend.Step) { st.Sizes = program.Bindings{"tokenz": 4} }), backend.ErrUnknownName, "tokenz", "tokens")
	s.refused("size against an input", step(func(st *backend.Step) { st.Sizes = program.Bindings{"tokens": 5} }), backend.ErrInvalid, "tokens")
	s.refused("size of zero", step(func(st *backend.Step) { st.Sizes = program.Bindings{"tokens": 0} }), backend.ErrInvalid, "tokens")
	s.refused("unknown capture", step(func(st *backend.Step) { st.Captures = []string{"0.gatd"} }), backend.ErrUnknownName, "0.gatd", "0.gate")
	s.refused("unknown edit", step(func(st *backend.Step) {
		st.Edits = []program.Edit{{Value: "0.gatd", Kind: program.EditScale, Data: []float32{0}}}
	}), backend.ErrUnknownName, "0.gatd", "0.gate")
	for _, e := range []program.Edit{
		{Value: "0.gated", Kind: "twist", Data: []float32{1}},
		{Value: "0.gated", Kind: program.EditAdd, Data: make([]float32, 5)},
		{Value: "0.gated", Kind: program.EditAdd, Rows: []int{4}, Data: []float32{1}},
		{Value: "0.gated", Kind: program.EditAdd, Rows: []int{-1}, Data: []float32{1}},
		{Value: "ids", Kind: program.EditAdd, Data: []float32{1}},
	} {
		s.refused("edit that does not fit", step(func(st *backend.Step) { st.Edits = []program.Edit{e} }), backend.ErrInvalid, e.Value)
	}
	s.same("logits after all these mistakes", l.step(backend.Step{Inputs: good})["logits"], want)
	mistakenModels(s, p, w)
	unboundSize(s)
	fewKeys(s)
}

// fewKeys: causal rows that would see no key are refused.
func fewKeys(s *suite) {
	x := newSample("few keys", false)
	k := x.value("k", 1, 3, 4)
	p := built(x.Builder, x.Attention("out", x.value("q", 1, 4, 4), k, k, program.AttentionConfig{Heads: 1, Causal: true}))
	_, err := s.be.Step(s.ctx(), s.load(s.be, backend.F32, nil, p).program, backend.Step{Inputs: x.inputs})
	s.refused("causal attention of 4 rows over 3 keys", err, backend.ErrInvalid, "out")
}

func mistakenModels(s *suite, p *program.Program, w tensors) {
	without := clone(w)
	without["0.q.weight"], without["1.xv.ww"] = without["0.q.w"], without["1.xv.w"]
	delete(without, "0.q.w")
	delete(without, "1.xv.w")
	m, err := s.be.Load(s.ctx(), backend.LoadSpec{Tensors: without})
	if err != nil {
		s.Fatal(err)
	}
	_, err = s.be.Compile(s.ctx(), m, p)
	s.refused("compile without two weights", err, backend.ErrUnknownName, `"0.q.w"`, `"0.q.weight"`, `"1.xv.w"`)

	wrong := clone(w)
	wrong["0.q.w"] = floats(make([]float32, tinyWidth*5), tinyWidth, 5)
	if m, err = s.be.Load(s.ctx(), backend.LoadSpec{Tensors: wrong}); err != nil {
		s.Fatal(err)
	}
	_, err = s.be.Compile(s.ctx(), m, p)
	s.refused("compile with a weight of another shape", err, backend.ErrInvalid, `"0.q.w"`, "[24 24]", "[24 5]")

	_, err = s.be.Load(s.ctx(), backend.LoadSpec{Tensors: tensors{"w": ints([]int32{1}, 1)}})
	s.refused("load of an i32 weight", err, backend.ErrInvalid, "w")
	_, err = s.be.Load(s.ctx(), backend.LoadSpec{Tensors: w, Policy: "f8"})
	s.refused("load under an unknown policy", err, backend.ErrUnsupported, "f8")
	_, err = s.be.Load(s.ctx(), backend.LoadSpec{Files: []string{"/nonexistent/model.safetensors"}})
	if err == nil || !strings.Contains(err.Error(), "/nonexistent/model.safetensors") {
		s.Errorf("load of a file that is not there: error %v, want one that names the file", err)
	}
}

// unboundSize: a size that no input binds comes from Step.Sizes.
func unboundSize(s *suite) {
	b := program.NewBuilder("sizes")
	x := b.Input("x", program.Of(2))
	p := built(b, b.Repeat("out", x, program.Sym("times")))
	l := s.load(s.be, backend.F32, nil, p)
	in := tensors{"x": floats([]float32{1, 2}, 2)}
	s.same("repeat of a bound size", l.step(backend.Step{Inputs: in, Sizes: program.Bindings{"times": 2}})["out"], floats([]float32{1, 2, 1, 2}, 2, 2))
	_, err := s.be.Step(s.ctx(), l.program, backend.Step{Inputs: in})
	s.refused("a size that nothing binds", err, backend.ErrInvalid, "times")
	_, err = s.be.Step(s.ctx(), l.program, backend.Step{Inputs: in, Sizes: program.Bindings{"times": -1}})
	s.refused("a negative size", err, backend.ErrInvalid, "times")
}
