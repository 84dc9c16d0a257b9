package backendtest

import (
	"os"
	"path/filepath"
	"slices"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
	"wade/sdk/tensor/safetensors"
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

// files: weights from safetensors are those of the file, tensors given directly come on top, and a training step never
// writes into the file.
func files(s *suite) {
	p := tinyProgram("files")
	w := tinyWeights(p)
	dir := s.TempDir()
	a, b := filepath.Join(dir, "a.safetensors"), filepath.Join(dir, "b.safetensors")
	half, rest := tensors{}, tensors{}
	for name, t := range w {
		if len(name)%2 == 0 {
			half[name] = t
		} else {
			rest[name] = t
		}
	}
	for path, t := range map[string]tensors{a: half, b: rest} {
		if err := safetensors.Write(path, t, nil); err != nil {
			s.Fatal(err)
		}
	}
	in := newPrompt(1, 4).whole()
	want := s.load(s.be, backend.F32, w, p).step(backend.Step{Inputs: in})["logits"]
	l := s.loadFiles([]string{a, b}, nil, p)
	s.same("logits with weights from two files", l.step(backend.Step{Inputs: in})["logits"], want)

	zero := floats(make([]float32, tinyWidth), tinyWidth)
	over := s.loadFiles([]string{a, b}, tensors{"hidden.w": zero}, p)
	s.same("a tensor given on top of the files", over.fetch("hidden.w")["hidden.w"], zero)

	before, err := os.ReadFile(a)
	if err != nil {
		s.Fatal(err)
	}
	train, trained := tiny.trainer("training")
	t := loaded{s, s.be, l.model, 0}
	t.program = t.compile(train)
	t.step(backend.Step{Inputs: trainingInputs(newPrompt(1, 4), 1)})
	if after, err := os.ReadFile(a); err != nil || !slices.Equal(before, after) {
		s.Errorf("a training step wrote to the weight file (%v)", err)
	}
	now := l.fetch(trained...)
	if slices.Equal(now["wte"].F32(), w["wte"].F32()) {
		s.Error("a training step did not change a weight that came from a file")
	}
	if err := s.be.Store(s.ctx(), l.model, w); err != nil {
		s.Fatal(err)
	}
	s.same("logits after weights from files were stored over", l.step(backend.Step{Inputs: in})["logits"], want)
	brokenFiles(s, a)
}

func brokenFiles(s *suite, good string) {
	data, err := os.ReadFile(good)
	if err != nil {
		s.Fatal(err)
	}
	for name, content := range map[string][]byte{"empty": {}, "cut": data[:len(data)*2/3], "noise": slices.Repeat([]byte{0xab}, 4096)} {
		path := filepath.Join(s.TempDir(), name+".safetensors")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			s.Fatal(err)
		}
		if _, err := s.be.Load(s.ctx(), backend.LoadSpec{Files: []string{path}}); err == nil {
			s.Errorf("a weight file that is %s was loaded without an error", name)
		}
	}
	_, err = s.be.Load(s.ctx(), backend.LoadSpec{Files: []string{good, good}})
	s.refused("the same tensor in two files", err, backend.ErrInvalid)
}

func (s *suite) loadFiles(paths []string, over tensors, p *program.Program) loaded {
	s.Helper()
	m, err := s.be.Load(s.ctx(), backend.LoadSpec{Files: paths, Tensors: over, Policy: backend.F32})
	if err != nil {
		s.Fatalf("load %v: %v", paths, err)
	}
	l := loaded{s, s.be, m, 0}
	l.program = l.compile(p)
	return l
}

// rounded: under bf16, matrices are rounded when they are loaded and everything else stays close to the truth of that.
func rounded(s *suite) {
	if !s.has(backend.BF16) {
		s.Skipf("%s does not list policy bf16", s.about.Name)
	}
	p := tinyProgram("rounded")
	exact := tinyWeights(p)
	round := clone(exact)
	bits := tensors{}
	for name, t := range round {
		if len(t.Shape()) < 2 {
			bits[name] = t
			continue
		}
		b := make([]uint16, t.Len())
		tensor.F32ToBF16(b, t.F32())
		tensor.BF16ToF32(t.F32(), b)
		u, err := tensor.FromBF16(b, t.Axes()...)
		if err != nil {
			s.Fatal(err)
		}
		bits[name] = u
	}
	path := filepath.Join(s.TempDir(), "bf16.safetensors")
	if err := safetensors.Write(path, bits, nil); err != nil {
		s.Fatal(err)
	}
	truth := s.load(s.truth, backend.F64, round, p)
	x := newPrompt(2, 9)
	step := backend.Step{Inputs: x.whole(), Captures: []string{"hidden", "wte"}}
	want := truth.step(step)
	for what, spec := range map[string]backend.LoadSpec{
		"f32 tensors":  {Tensors: exact, Policy: backend.BF16},
		"bf16 tensors": {Tensors: bits, Policy: backend.BF16},
		"a bf16 file":  {Files: []string{path}, Policy: backend.BF16},
	} {
		m, err := s.be.Load(s.ctx(), spec)
		if err != nil {
			s.Errorf("load of %s: %v", what, err)
			continue
		}
		l := loaded{s, s.be, m, 0}
		l.program = l.compile(p)
		got := l.step(step)
		s.near("hidden, weights from "+what, got["hidden"], want["hidden"], Rounded)
		s.near("logits, weights from "+what, got["logits"], want["logits"], Rounded)
		if got["wte"].DType() != tensor.F32 {
			s.Errorf("a captured bf16 weight is %s, want f32", got["wte"].DType())
		}
		s.same("a fetched matrix under bf16, which is rounded to the nearest", l.fetch("wte")["wte"], round["wte"])
		s.same("a fetched vector under bf16, which is kept", l.fetch("0.v.b")["0.v.b"], exact["0.v.b"])

		edited := step
		edited.Edits = []program.Edit{{Value: "wte", Kind: program.EditScale, Rows: []int{3}, Data: []float32{0.5}}, {Value: "1.q.w", Kind: program.EditScale, Data: []float32{0}}}
		s.near("hidden with bf16 weights edited", l.step(edited)["hidden"], truth.step(edited)["hidden"], Rounded)

		h := l.session()
		for i := range x.tokens {
			l.step(backend.Step{Inputs: x.part(0, 1, i, i+1), Session: h})
		}
		if n := l.length(h); n != x.tokens {
			s.Errorf("a session under bf16 has %d rows after %d tokens", n, x.tokens)
		}
	}
	roundedGradient(s, round)
}

// roundedGradient: gradients flow through bf16 weights; training them is refused, because small updates would vanish.
func roundedGradient(s *suite, round tensors) {
	train, _ := tiny.trainer("training")
	m, err := s.be.Load(s.ctx(), backend.LoadSpec{Tensors: round, Policy: backend.BF16})
	if err != nil {
		s.Fatal(err)
	}
	_, err = s.be.Compile(s.ctx(), m, train)
	s.refused("training of bf16 weights", err, backend.ErrUnsupported, "f32")

	b := program.NewBuilder("attribution")
	loss := tiny.loss(b)
	p := built(b, append([]program.ID{loss}, b.Gradient(loss, b.ID("embed"), b.ID("media"), b.ID("0.gate"))...)...)
	l := loaded{s, s.be, m, 0}
	l.program = l.compile(p)
	in := trainingInputs(newPrompt(1, 5), 1)
	delete(in, "lr")
	delete(in, "step")
	got, want := l.step(backend.Step{Inputs: in}), s.load(s.truth, backend.F64, round, p).step(backend.Step{Inputs: in})
	for name := range want {
		s.near("under bf16, "+name, got[name], want[name], 2*Rounded)
	}
}
