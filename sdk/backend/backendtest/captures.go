package backendtest

import (
	"slices"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// captures: any value can be asked for, is what the program read, names its axes, and belongs to the caller.
func captures(s *suite) {
	p := tinyProgram("captures")
	both := s.pair(tinyWeights(p), p)
	x := newPrompt(2, 5)
	var all []string
	for _, v := range p.Values() {
		if v.Name != "next" {
			all = append(all, v.Name)
		}
	}
	got := both.agree("everything captured", backend.Step{Inputs: x.whole(), Captures: all}, Forward)
	plain := both.be.step(backend.Step{Inputs: x.whole()})
	s.same("logits with and without captures", got["logits"], plain["logits"])
	if len(plain) != len(p.Outputs()) {
		s.Errorf("a step without captures returned %d values, want the %d outputs alone", len(plain), len(p.Outputs()))
	}
	s.same("a captured input", got["ids"], named(x.whole()["ids"], "batch", "tokens"))

	for name, axes := range map[string][]string{"0.gated": {"batch", "tokens", ""}, "1.pattern": {"batch", "", "tokens", program.Context}, "logits": {"picked", ""}, "wte": {"", ""}} {
		var have []string
		for _, a := range got[name].Axes() {
			have = append(have, a.Name)
		}
		if !slices.Equal(have, axes) {
			s.Errorf("axes of %s are named %q, want its symbols %q", name, have, axes)
		}
	}
	s.patterns(got)

	keep := slices.Clone(got["0.gated"].F32())
	other := newPrompt(2, 5)
	other.ids[0] = (other.ids[0] + 1) % tinyVocab
	both.be.step(backend.Step{Inputs: other.whole(), Captures: all})
	if !slices.Equal(keep, got["0.gated"].F32()) {
		s.Error("a result changed when another step ran: results must have memory of their own")
	}
	for _, t := range got {
		for i := range t.F32() {
			t.F32()[i] = -7
		}
	}
	s.same("logits after the caller wrote to results", both.be.step(backend.Step{Inputs: x.whole()})["logits"], plain["logits"])
}

func named(t *tensor.Tensor, axes ...string) *tensor.Tensor {
	n, err := t.Named(axes...)
	if err != nil {
		panic(err)
	}
	return n
}

// patterns: each row of attention sums to 1 over what it sees, and is 0 elsewhere.
func (s *suite) patterns(got tensors) {
	shape := got["0.pattern"].Shape()
	for i := 0; i < got["0.pattern"].Len(); i += shape[3] {
		sum, row := 0.0, i/shape[3]%shape[2]
		for k, v := range got["0.pattern"].F32()[i : i+shape[3]] {
			sum += float64(v)
			if k > row && v != 0 {
				s.Fatalf("pattern: row %d gives %g to key %d, which comes after it", row, v, k)
			}
		}
		if sum < 0.9999 || sum > 1.0001 {
			s.Fatalf("pattern: row %d sums to %g, want 1", row, sum)
		}
	}
	shape = got["0.cross.pattern"].Shape()
	for i := 0; i < got["0.cross.pattern"].Len(); i += shape[3] {
		b, row := i/shape[3]/shape[2]/shape[1], i/shape[3]%shape[2]
		sum, want := 0.0, 1.0
		for _, v := range got["0.cross.pattern"].F32()[i : i+shape[3]] {
			sum += float64(v)
		}
		if got["image"].I32()[b*shape[2]+row] < 0 {
			want = 0
		}
		if sum < want-1e-4 || sum > want+1e-4 {
			s.Fatalf("cross pattern: row %d of sequence %d sums to %g, want %g", row, b, sum, want)
		}
	}
}
