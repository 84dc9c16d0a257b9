package backendtest

import (
	"math"

	"wade/sdk/backend"
	"wade/sdk/program"
)

// chains: a backend may compute a product together with what follows it, or keep what comes again; nobody must see that.
func chains(s *suite) {
	s.sub("Captured", captured)
	s.sub("Again", again)
}

// captured: a value has the bits that it has when others are captured or edited, and a closed gate those of the residual.
func captured(s *suite) {
	for _, rows := range []int{1, 5, 70} {
		x := newSample("chains", true)
		in, width := 24, 39
		a := x.value("x", 1, rows, in)
		linear := func(name string, from program.ID, out, in int) program.ID {
			return x.Linear(name, from, x.param(name+".w", out, in), x.param(name+".b", out))
		}
		var between []string
		mid := func(id program.ID, name string) program.ID {
			between = append(between, name)
			return id
		}
		var y program.ID = a
		for _, act := range program.Activations() {
			at := string(act) + "."
			h := mid(x.Activate(at+"act", mid(linear(at+"in", y, width, in), at+"in"), act), at+"act")
			h = mid(x.Mul(at+"mul", h, mid(linear(at+"up", y, width, in), at+"up")), at+"mul")
			out := mid(linear(at+"out", h, in, width), at+"out")
			if act == program.GELU {
				y = x.GatedAdd(at+"gated", y, out, x.fixed("gate", []float32{0.5}, 1))
			} else {
				y = x.Add(at+"sum", y, out)
			}
			y = x.LayerNorm(at+"norm", y, x.param(at+"g", in), program.None, 1e-5)
		}
		for _, policy := range s.about.Policies {
			l := s.load(s.be, policy, x.params, built(x.Builder, y))
			step := func(captures []string, edits ...program.Edit) tensors {
				return l.step(backend.Step{Inputs: x.inputs, Captures: captures, Edits: edits})
			}
			name := "relu.norm"
			plain, all := step([]string{name}), step(append([]string{name}, between...))
			s.same("a value with and without captures before it, policy "+string(policy), all[name], plain[name])
			for _, v := range between {
				s.same(v+" captured alone, policy "+string(policy), step([]string{v})[v], all[v])
				one := program.Edit{Value: v, Kind: program.EditScale, Data: []float32{1}}
				s.same("a value behind "+v+" scaled by 1, policy "+string(policy), step([]string{name}, one)[name], plain[name])
			}
			x.inputs["gate"].F32()[0] = 0
			nan := program.Edit{Value: "gelu.in", Kind: program.EditReplace, Data: []float32{float32(math.NaN())}}
			closed := step([]string{"gelu.gated", "x"}, nan)
			s.same("the residual behind a closed gate, policy "+string(policy), closed["gelu.gated"], closed["x"])
			x.inputs["gate"].F32()[0] = 0.5
		}
	}
}

// again: a step gives the same bits however often it comes, whatever came between: other pictures, edits, other weights.
func again(s *suite) {
	p := tinyProgram("again")
	w := tinyWeights(p)
	l := s.load(s.be, backend.F32, clone(w), p)
	in := newPrompt(2, 5).whole()
	first := l.step(backend.Step{Inputs: in})["logits"]
	fresh := func(what string, weights, inputs tensors, edits ...program.Edit) {
		s.Helper()
		step := backend.Step{Inputs: inputs, Edits: edits}
		s.same(what, l.step(step)["logits"], s.load(s.be, backend.F32, clone(weights), p).step(step)["logits"])
	}
	s.same("logits of the same step again", l.step(backend.Step{Inputs: in})["logits"], first)
	other := clone(in)
	for i := range other["media"].F32() {
		other["media"].F32()[i] *= 2
	}
	fresh("logits with other pictures", w, other)
	in["media"].F32()[3]++ // in place: the caller's memory is the caller's
	fresh("logits with a picture changed in place", w, in)
	in["media"].F32()[3]--
	fresh("logits with keys of pictures edited", w, in, program.Edit{Value: "0.xk", Kind: program.EditScale, Data: []float32{2}})
	fresh("logits with pictures edited", w, in, program.Edit{Value: "media", Kind: program.EditScale, Data: []float32{2}})
	fresh("logits with a weight edited", w, in, program.Edit{Value: "0.xk.w", Kind: program.EditScale, Data: []float32{2}})
	s.same("logits after the edits", l.step(backend.Step{Inputs: in})["logits"], first)
	changed := clone(w)
	for i := range changed["0.xk.w"].F32() {
		changed["0.xk.w"].F32()[i] *= 3
	}
	if err := s.be.Store(s.ctx(), l.model, tensors{"0.xk.w": changed["0.xk.w"]}); err != nil {
		s.Fatal(err)
	}
	fresh("logits after a weight was stored", changed, in)
}
