package backendtest

import (
	"context"
	"fmt"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/program"
)

// Bench measures what people wait for: single operations at the shapes of prompts and of decoding, a prompt, decoding, and a
// training step of a model of pond's size. Each benchmark says its rate in units that compare across backends.
func Bench(b *testing.B, factory func(b *testing.B) backend.Backend) {
	be := factory(b)
	b.Cleanup(func() { _ = be.Close() })
	f := bench{be}
	b.Run("Call", f.call)
	for _, z := range [][3]int{{1, 2048, 2048}, {64, 128, 512}, {512, 512, 512}, {2048, 128, 512}} {
		b.Run(fmt.Sprintf("Linear/%dx%dx%d", z[0], z[1], z[2]), func(b *testing.B) { f.linear(b, z[0], z[1], z[2], false) })
		b.Run(fmt.Sprintf("LinearBack/%dx%dx%d", z[0], z[1], z[2]), func(b *testing.B) { f.linear(b, z[0], z[1], z[2], true) })
	}
	for _, rows := range []int{64, 512} {
		b.Run(fmt.Sprintf("Attention/%d", rows), func(b *testing.B) { f.attention(b, rows, false) })
		b.Run(fmt.Sprintf("AttentionBack/%d", rows), func(b *testing.B) { f.attention(b, rows, true) })
	}
	b.Run("Prompt", f.prompt)
	b.Run("Decode", f.decode)
	b.Run("Train", f.train)
}

// pondSized is a model of about the size of the pond's language model.
var pondSized = network{layers: 4, width: 128, heads: 4, vocab: 512, latents: 16}

type bench struct{ be backend.Backend }

// model loads random weights for p and compiles it.
func (f bench) model(b *testing.B, p *program.Program) (backend.Model, backend.Program) {
	b.Helper()
	m, err := f.be.Load(b.Context(), backend.LoadSpec{Tensors: tinyWeights(p)})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = f.be.Unload(context.WithoutCancel(b.Context()), m) })
	h, err := f.be.Compile(b.Context(), m, p)
	if err != nil {
		b.Fatal(err)
	}
	return m, h
}

// steps repeats a step and reports work as a rate: work per step in the unit's base.
func (f bench) steps(b *testing.B, p *program.Program, step backend.Step, work float64, unit string) {
	b.Helper()
	_, h := f.model(b, p)
	for b.Loop() {
		if _, err := f.be.Step(b.Context(), h, step); err != nil {
			b.Fatal(err)
		}
	}
	if unit != "" {
		b.ReportMetric(work*float64(b.N)/b.Elapsed().Seconds(), unit)
	}
}

func (f bench) call(b *testing.B) {
	x := newSample("call", false)
	f.steps(b, built(x.Builder, x.Scale("y", x.value("x", 1), 2)), backend.Step{Inputs: x.inputs}, 0, "")
}

func (f bench) linear(b *testing.B, m, k, n int, back bool) {
	x := newSample("linear", false)
	in, w := x.value("x", m, k), x.Weight("w", n, k)
	y := x.Linear("y", in, w, program.None)
	work := 2e-9 * float64(m) * float64(k) * float64(n)
	if !back {
		f.steps(b, built(x.Builder, x.GatherRows("some", y, x.index("row", 0, 1, 1))), backend.Step{Inputs: x.inputs}, work, "GFLOP/s")
		return
	}
	loss := x.objective(y)
	grads := x.Gradient(loss, in, w)
	norms := []program.ID{x.GlobalNorm("dx", grads[0]), x.GlobalNorm("dw", grads[1])}
	f.steps(b, built(x.Builder, norms...), backend.Step{Inputs: x.inputs}, 3*work, "GFLOP/s")
}

func (f bench) attention(b *testing.B, rows int, back bool) {
	const width = 128
	x := newSample("attention", false)
	q, k, v := x.value("q", 1, rows, width), x.value("k", 1, rows, width), x.value("v", 1, rows, width)
	y := x.Attention("y", q, k, v, program.AttentionConfig{Heads: 4, Causal: true})
	work := 2e-9 * float64(rows) * float64(rows) * width // causal: half of two products
	if !back {
		f.steps(b, built(x.Builder, x.MeanRows("mean", y)), backend.Step{Inputs: x.inputs}, work, "GFLOP/s")
		return
	}
	loss := x.objective(y)
	var norms []program.ID
	for _, g := range x.Gradient(loss, q, k, v) {
		norms = append(norms, x.GlobalNorm("", g))
	}
	f.steps(b, built(x.Builder, norms...), backend.Step{Inputs: x.inputs}, 3.5*work, "GFLOP/s")
}

func (f bench) prompt(b *testing.B) {
	const tokens = 128
	in := pondSized.prompt(1, tokens).whole()
	in["rows"] = ints([]int32{tokens - 1}, 1)
	f.steps(b, pondSized.decoder("prompt"), backend.Step{Inputs: in}, tokens, "tokens/s")
}

// decode measures tokens after a prompt of 64, in runs of 32.
func (f bench) decode(b *testing.B) {
	const before, tokens = 64, 32
	m, h := f.model(b, pondSized.decoder("decode"))
	x := pondSized.prompt(1, before+1)
	s, err := f.be.NewSession(b.Context(), m)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := f.be.Step(b.Context(), h, backend.Step{Inputs: x.part(0, 1, 0, before), Session: s}); err != nil {
		b.Fatal(err)
	}
	run := backend.Run{
		Step: backend.Step{Inputs: x.part(0, 1, before, before+1), Session: s},
		Draw: "next", Feed: "ids", Advance: []string{"positions"}, Seed: "seed", Steps: tokens,
	}
	for b.Loop() {
		if err := f.be.Truncate(b.Context(), s, before); err != nil {
			b.Fatal(err)
		}
		if _, err := f.be.Run(b.Context(), h, run); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(tokens*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}

func (f bench) train(b *testing.B) {
	const batch, tokens = 8, 64
	p, _ := pondSized.trainer("train")
	f.steps(b, p, backend.Step{Inputs: trainingInputs(pondSized.prompt(batch, tokens), 1)}, batch*tokens, "tokens/s")
}
