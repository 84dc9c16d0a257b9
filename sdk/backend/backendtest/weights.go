package backendtest

import (
	"slices"

	"wade/sdk/backend"
	"wade/sdk/tensor"
)

// weights: what is stored is what is fetched and what is computed with, and belongs to the backend alone.
func weights(s *suite) {
	p := tinyProgram("weights")
	w := tinyWeights(p)
	l := s.load(s.be, backend.F32, w, p)
	in := newPrompt(1, 4).whole()
	want := l.step(backend.Step{Inputs: in})["logits"]
	original := clone(w)
	for _, t := range w {
		for i := range t.F32() {
			t.F32()[i] = -1
		}
	}
	s.same("logits after the caller wrote to tensors it had loaded", l.step(backend.Step{Inputs: in})["logits"], want)
	all := l.fetch()
	if len(all) != len(original) {
		s.Errorf("fetch without names returned %d tensors, want all %d", len(all), len(original))
	}
	for name, t := range original {
		s.same("fetched "+name, all[name], t)
	}
	for _, t := range all {
		for i := range t.F32() {
			t.F32()[i] = -1
		}
	}
	s.same("logits after the caller wrote to tensors it had fetched", l.step(backend.Step{Inputs: in})["logits"], want)

	_, err := s.be.Fetch(s.ctx(), l.model, "0.q.w", "0.qq.w")
	s.refused("fetch of an unknown name", err, backend.ErrUnknownName, `"0.qq.w"`, `"0.q.w"`)
	storing(s, l, in, want)
	states(s)
}

func storing(s *suite, l loaded, in tensors, want *tensor.Tensor) {
	store := func(t tensors) error { return s.be.Store(s.ctx(), l.model, t) }
	changed := floats(make([]float32, tinyWidth), tinyWidth)
	good := l.fetch("hidden.w")["hidden.w"]
	s.refused("store of another shape", store(tensors{"hidden.w": changed, "wte": changed}), backend.ErrInvalid, `"wte"`)
	s.same("a weight that was stored together with one of a wrong shape", l.fetch("hidden.w")["hidden.w"], good)
	s.refused("store of i32", store(tensors{"hidden.w": ints(make([]int32, tinyWidth), tinyWidth)}), backend.ErrInvalid, `"hidden.w"`)
	if err := store(tensors{"hidden.w": changed, "extra": floats([]float32{1, 2}, 2)}); err != nil {
		s.Fatalf("store: %v", err)
	}
	s.same("a tensor added by store", l.fetch("extra")["extra"], floats([]float32{1, 2}, 2))
	if got := l.step(backend.Step{Inputs: in})["logits"]; slices.Equal(got.F32(), want.F32()) {
		s.Error("logits did not change when the final norm's gain was stored as 0")
	}
	if err := store(tensors{"hidden.w": good}); err != nil {
		s.Fatal(err)
	}
	s.same("logits after the weight was stored back", l.step(backend.Step{Inputs: in})["logits"], want)
}

// states: zero when a program is compiled, kept between programs, stored before or after.
func states(s *suite) {
	p := updateOf(3)
	l := s.load(s.be, backend.F32, tensors{"w": floats([]float32{1, 2, 3}, 3)}, p)
	s.same("a new state", l.fetch("m")["m"], floats(make([]float32, 3), 3))
	m := floats([]float32{0.5, 0.25, -1}, 3)
	if err := s.be.Store(s.ctx(), l.model, tensors{"m": m}); err != nil {
		s.Fatal(err)
	}
	l.compile(p)
	s.same("a state after its program was compiled again", l.fetch("m")["m"], m)
	model, err := s.be.Load(s.ctx(), backend.LoadSpec{Tensors: tensors{"w": floats([]float32{1, 2, 3}, 3), "m": m}})
	if err != nil {
		s.Fatal(err)
	}
	if _, err := s.be.Compile(s.ctx(), model, p); err != nil {
		s.Fatal(err)
	}
	got, err := s.be.Fetch(s.ctx(), model, "m", "v")
	if err != nil {
		s.Fatal(err)
	}
	s.same("a state that was loaded with the weights", got["m"], m)
	s.same("a state that was not", got["v"], floats(make([]float32, 3), 3))
}
