package backendtest

import (
	"path/filepath"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
	"wade/sdk/tensor/safetensors"
)

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
