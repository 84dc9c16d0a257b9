package backendtest

import (
	"math"
	"slices"

	"wade/sdk/backend"
	"wade/sdk/program"
)

// training: updates follow the formula, come after everything else has read the weights, and need no other call.
func training(s *suite) {
	s.sub("formula", adamW)
	s.sub("tiny model", trainTiny)
	s.sub("not finite", adamWNotFinite)
	s.sub("edited weight", editedTraining)
	s.sub("refused", refusedTraining)
}

var adam = program.AdamWConfig{Beta1: 0.9, Beta2: 0.95, Eps: 1e-8, Decay: 0.1}

// updateOf makes a program that updates a weight w [sizes] with a given gradient and also returns w as it was.
func updateOf(sizes ...int) *program.Program {
	b := program.NewBuilder("update")
	one := program.Of(1)
	w := b.Weight("w", sizes...)
	change := b.AdamW("change", w, b.Input("gradient", constant(sizes)), b.State("m", sizes...), b.State("v", sizes...), b.Input("lr", one), b.Input("step", one), b.Input("scale", one), adam)
	return built(b, change, b.Scale("before", w, 1))
}

func scalars(lr, step, scale float32) tensors {
	return tensors{"lr": floats([]float32{lr}, 1), "step": floats([]float32{step}, 1), "scale": floats([]float32{scale}, 1)}
}

func adamW(s *suite) {
	for _, sizes := range [][]int{{1}, {17}, {5, 129}} {
		n := product(sizes)
		x := newSample("adamw", false)
		start := normal(x.rng, 1, sizes...)
		l := s.load(s.be, backend.F32, tensors{"w": start}, updateOf(sizes...))
		w, m, v := elements(start), make([]float64, n), make([]float64, n)
		w = slices.Clone(w)
		for step := 1; step <= 4; step++ {
			in := scalars(0.01, float32(step), 0.5)
			in["gradient"] = normal(x.rng, 1, sizes...)
			in["gradient"].F32()[0] = 0
			before := l.fetch("w")["w"]
			got := l.step(backend.Step{Inputs: in})
			s.same("a weight read by the program that updates it, which must see it as it was", got["before"], before)
			largest := 0.0
			lr, b1, b2 := float64(float32(0.01)), float64(adam.Beta1), float64(adam.Beta2)
			for i := range w {
				g := 0.5 * float64(in["gradient"].F32()[i])
				m[i] = b1*m[i] + (1-b1)*g
				v[i] = b2*v[i] + (1-b2)*g*g
				change := lr * (m[i]/(1-math.Pow(b1, float64(step)))/(math.Sqrt(v[i]/(1-math.Pow(b2, float64(step))))+float64(adam.Eps)) + float64(adam.Decay)*w[i])
				w[i] -= change
				largest = max(largest, math.Abs(change))
			}
			now := l.fetch("w", "m", "v")
			for name, want := range map[string][]float64{"w": w, "m": m, "v": v} {
				if i, ok := far(elements(now[name]), want, Forward); !ok {
					s.Fatalf("step %d: %s[%d] is %g, the formula gives %g", step, name, i, elements(now[name])[i], want[i])
				}
			}
			if c := elements(got["change"])[0]; math.Abs(c-largest) > 1e-4*largest {
				s.Errorf("step %d: the result is %g, want the largest change, %g", step, c, largest)
			}
		}
	}
}

func trainingInputs(x prompt, step int) tensors {
	in := x.whole()
	for _, name := range []string{"rows", "params", "seed"} {
		delete(in, name)
	}
	w := make([]float32, x.batch*x.tokens)
	for i := range w {
		w[i] = float32(i % 2)
	}
	in["targets"], in["weights"] = ints(x.changed(0, 3).ids, x.batch, x.tokens), floats(w, x.batch, x.tokens)
	in["lr"], in["step"] = floats([]float32{0.003}, 1), floats([]float32{float32(step)}, 1)
	return in
}

// trainTiny: some steps of training follow the truth; weights that are equal before are nearly equal after.
func trainTiny(s *suite) {
	p, trained := tiny.trainer("training")
	both := s.pair(tinyWeights(p), p)
	x := newPrompt(2, 6)
	var first, last float64
	for step := 1; step <= 5; step++ {
		got := both.agree("training", backend.Step{Inputs: trainingInputs(x, step)}, 20*Backward)
		last = elements(got["loss"])[0]
		if step == 1 {
			first = last
		}
	}
	if !(last < first) {
		s.Errorf("the loss went from %g to %g in 5 steps on one batch; it must fall", first, last)
	}
	got, want := both.be.fetch(trained...), both.truth.fetch(trained...)
	for _, name := range trained {
		s.near("weight "+name+" after 5 steps", got[name], want[name], 20*Backward)
	}
}

// adamWNotFinite: a gradient that is not a number is seen in the result.
func adamWNotFinite(s *suite) {
	l := s.load(s.be, backend.F32, tensors{"w": floats([]float32{1, 2, 3}, 3)}, updateOf(3))
	in := scalars(0.1, 1, 1)
	in["gradient"] = floats([]float32{0, float32(math.NaN()), 0}, 3)
	if c := elements(l.step(backend.Step{Inputs: in})["change"])[0]; !math.IsNaN(c) {
		s.Errorf("a gradient with NaN gives the largest change %g, want NaN", c)
	}
}

// editedTraining: an edit is what the program sees; the update starts from the weight itself.
func editedTraining(s *suite) {
	start := floats([]float32{1, -2, 3}, 3)
	l := s.load(s.be, backend.F32, tensors{"w": start}, updateOf(3))
	in := scalars(0, 1, 1) // a learning rate of 0 changes nothing
	in["gradient"] = floats([]float32{1, 1, 1}, 3)
	got := l.step(backend.Step{Inputs: in, Edits: []program.Edit{{Value: "w", Kind: program.EditReplace, Data: []float32{9}}}})
	s.same("an edited weight as the program reads it", got["before"], floats([]float32{9, 9, 9}, 3))
	s.same("the weight after a step that edited it", l.fetch("w")["w"], start)
}

// refusedTraining: programs in which the order of updates would matter do not compile.
func refusedTraining(s *suite) {
	one := program.Of(1)
	update := func(b *program.Builder, name string, w, gradient program.ID) program.ID {
		return b.AdamW(name, w, gradient, b.State(name+".m", 3), b.State(name+".v", 3), b.Input(name+".lr", one), b.Input(name+".step", one), b.Input(name+".scale", one), adam)
	}
	twice := program.NewBuilder("twice")
	w := twice.Weight("w", 3)
	g := twice.Input("gradient", program.Of(3))
	outputs := []program.ID{update(twice, "a", w, g), update(twice, "b", w, g)}
	crossed := program.NewBuilder("crossed")
	w, u := crossed.Weight("w", 3), crossed.Weight("u", 3)
	crossedOut := []program.ID{update(crossed, "a", w, u), update(crossed, "b", u, w)}
	l := s.load(s.be, backend.F32, tensors{"w": floats(make([]float32, 3), 3), "u": floats(make([]float32, 3), 3)}, updateOf(3))
	for _, p := range []*program.Program{built(twice, outputs...), built(crossed, crossedOut...)} {
		_, err := s.be.Compile(s.ctx(), l.model, p)
		s.refused("program "+p.Name(), err, backend.ErrInvalid, p.Name())
	}
}
