package backendtest

import (
	"fmt"
	"slices"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// edits: every kind, on every kind of value, equals the truth; a weight is edited for one step only.
func edits(s *suite) {
	p := tinyProgram("edits")
	both := s.pair(tinyWeights(p), p)
	x := newPrompt(2, 5)
	in := x.whole()
	plain := both.be.step(backend.Step{Inputs: in})["logits"]
	rng := newSample("edits", false).rng
	some := func(n int) []float32 { return normal(rng, 1, n).F32() }
	values := []struct {
		name       string
		rows, cols int
	}{
		{"embed", 10, tinyWidth}, {"0.gate", 1, 1}, {"1.gated", 10, tinyWidth}, {"0.q", 10, tinyWidth}, {"1.keys", 10, tinyWidth}, // results
		{"media", 3 * tinyLatents, tinyWidth}, {"params", 1, 4}, // inputs
		{"wte", tinyVocab, tinyWidth}, {"0.v.b", 1, tinyWidth}, {"1.alpha", 1, 1}, {"hidden.w", 1, tinyWidth}, {"1.xk.w", tinyWidth, tinyWidth}, // weights
	}
	for _, v := range values {
		s.sub(v.name, func(s *suite) {
			at := both
			at.be.suite, at.truth.suite = s, s
			for _, kind := range []program.EditKind{program.EditReplace, program.EditScale, program.EditAdd} {
				rows := []int{v.rows - 1, 0}[:min(2, v.rows)]
				for _, e := range []program.Edit{
					{Value: v.name, Kind: kind, Data: some(1)},
					{Value: v.name, Kind: kind, Data: some(v.cols)},
					{Value: v.name, Kind: kind, Data: some(v.rows * v.cols)},
					{Value: v.name, Kind: kind, Rows: rows, Data: some(1)},
					{Value: v.name, Kind: kind, Rows: rows, Data: some(v.cols)},
					{Value: v.name, Kind: kind, Rows: rows, Data: some(len(rows) * v.cols)},
				} {
					names := []string{v.name, "logits"}
					if kind == program.EditReplace && len(e.Data) == 1 {
						names = names[:1] // a norm of equal elements has no digits that two backends could agree on
					}
					what := fmt.Sprintf("%s of %d elements, rows %v", kind, len(e.Data), e.Rows)
					at.agreeOn(what, names, backend.Step{Inputs: in, Captures: []string{v.name}, Edits: []program.Edit{e}})
				}
			}
			s.same("logits of a step without edits afterwards", both.be.step(backend.Step{Inputs: in})["logits"], plain)
		})
	}
	s.sub("order", func(s *suite) { editOrder(s, both, in) })
	s.sub("no rows", func(s *suite) {
		got := both.be.step(backend.Step{Inputs: in, Edits: []program.Edit{{Value: "0.gated", Kind: program.EditReplace, Rows: []int{}, Data: []float32{7}}}})
		s.same("logits with an edit of no rows", got["logits"], plain)
	})
	s.sub("cached rows", editOfCache)
	s.sub("gradient", editOfGradient)
}

// agreeOn is agree for chosen values: a draw may differ where logits are nearly equal.
func (p pair) agreeOn(what string, names []string, step backend.Step) {
	p.be.Helper()
	got, want := p.be.step(step), p.truth.step(step)
	for _, name := range names {
		p.be.near(what+": "+name, got[name], want[name], 2*Forward)
	}
}

// editOrder: edits of one value apply in the order given, and edits of several values all apply.
func editOrder(s *suite, both pair, in tensors) {
	both.be.suite, both.truth.suite = s, s
	double := program.Edit{Value: "0.gated", Kind: program.EditScale, Data: []float32{2}}
	one := program.Edit{Value: "0.gated", Kind: program.EditAdd, Data: []float32{1}}
	other := program.Edit{Value: "1.alpha", Kind: program.EditReplace, Data: []float32{0}}
	for _, list := range [][]program.Edit{{double, one}, {one, double}, {other, one, double, other}} {
		both.agreeOn("edits in order", []string{"logits", "0.gated"}, backend.Step{Inputs: in, Captures: []string{"0.gated"}, Edits: list})
	}
}

// editOfCache: an edit of what an append returns holds for one step; an edit of what is appended stays in the session.
func editOfCache(s *suite) {
	p := tinyProgram("edit of cache")
	both := s.pair(tinyWeights(p), p)
	x := newPrompt(1, 6)
	run := func(l loaded, value string) (first, second *tensor.Tensor) {
		h := l.session()
		var e []program.Edit
		if value != "" {
			e = []program.Edit{{Value: value, Kind: program.EditScale, Data: []float32{-1}}}
		}
		first = l.step(backend.Step{Inputs: x.part(0, 1, 0, 5), Session: h, Edits: e})["logits"]
		return first, l.step(backend.Step{Inputs: x.part(0, 1, 5, 6), Session: h})["logits"]
	}
	for _, value := range []string{"", "1.values", "1.v"} {
		first, second := run(both.be, value)
		wantFirst, wantSecond := run(both.truth, value)
		s.near("step with an edit of "+value, first, wantFirst, Forward)
		s.near("step after an edit of "+value, second, wantSecond, Forward)
	}
	_, plain := run(both.be, "")
	_, returned := run(both.be, "1.values")
	s.same("the step after an edit of the rows that an append returned", returned, plain)
	if _, appended := run(both.be, "1.v"); slices.Equal(appended.F32(), plain.F32()) {
		s.Error("an edit of rows before they were appended left no trace in the session")
	}
}

// editOfGradient: values of a gradient are values like any other.
func editOfGradient(s *suite) {
	x := newSample("edit of gradient", false)
	a, w := x.value("x", 3, 5), x.param("w", 4, 5)
	loss := x.objective(x.Linear("y", a, w, program.None))
	p, err := x.Build(x.Gradient(loss, a, w)...)
	if err != nil {
		s.Fatal(err)
	}
	e := program.Edit{Value: "grad:y", Kind: program.EditReplace, Rows: []int{1}, Data: []float32{0.5}}
	s.pair(nil, p).agree("with grad:y edited", backend.Step{Inputs: x.inputs, Edits: []program.Edit{e}}, Backward)
}
