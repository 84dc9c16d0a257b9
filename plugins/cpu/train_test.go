//go:build cgo

package cpu_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"

	"wade/plugins/cpu"
	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// gpt is a language model of pre-norm blocks with its training step, as wade/sdk/train would make it.
type gpt struct {
	batch, tokens, width, heads, layers, inner, classes int
}

var pond = gpt{batch: 64, tokens: 256, width: 128, heads: 4, layers: 4, inner: 512, classes: 100}

func (g gpt) program() (*program.Program, []*weight, error) {
	b := program.NewBuilder("gpt")
	var weights []*weight
	use := func(name string, sizes ...int) program.ID {
		id := b.Weight(name, sizes...)
		weights = append(weights, &weight{name, sizes, id})
		return id
	}
	norm := func(name string, x program.ID) program.ID {
		return b.LayerNorm(name, x, use(name+".gain", g.width), use(name+".bias", g.width), 1e-5)
	}
	linear := func(name string, x program.ID, in, out int) program.ID {
		return b.Linear(name, x, use(name+".w", out, in), use(name+".b", out))
	}
	ids := b.Ints("ids", program.Of("batch", "tokens"))
	x := b.Add("x", b.Embed("tok", use("tok.w", g.classes, g.width), ids), b.Embed("pos", use("pos.w", g.tokens, g.width), b.Ints("positions", program.Of("tokens"))))
	for i := range g.layers {
		l := func(s string) string { return fmt.Sprintf("%d.%s", i, s) }
		h := norm(l("ln1"), x)
		a := b.Attention(l("att"), linear(l("q"), h, g.width, g.width), linear(l("k"), h, g.width, g.width), linear(l("v"), h, g.width, g.width), program.AttentionConfig{Heads: g.heads, Causal: true})
		x = b.Add(l("mid"), x, linear(l("o"), a, g.width, g.width))
		h = b.Activate(l("act"), linear(l("up"), norm(l("ln2"), x), g.width, g.inner), program.GELU)
		x = b.Add(l("out"), x, linear(l("down"), h, g.inner, g.width))
	}
	logits := b.Linear("logits", norm("ln", x), use("head.w", g.classes, g.width), program.None)
	loss := b.CrossEntropy("loss", logits, b.Ints("targets", program.Of("batch", "tokens")), b.Input("weights", program.Of("batch", "tokens")))
	wrt := make([]program.ID, len(weights))
	for i, w := range weights {
		wrt[i] = w.id
	}
	grads := b.Gradient(loss, wrt...)
	scale := b.ClipScale("clip", b.GlobalNorm("norm", grads...), 1)
	rate, step := b.Input("rate", program.Of(1)), b.Input("step", program.Of(1))
	for i, w := range weights {
		b.AdamW("update:"+w.name, w.id, grads[i], b.State("m/"+w.name, w.sizes...), b.State("v/"+w.name, w.sizes...), rate, step, scale,
			program.AdamWConfig{Beta1: 0.9, Beta2: 0.95, Eps: 1e-8, Decay: 0.05})
	}
	p, err := b.Build(loss)
	return p, weights, err
}

type weight struct {
	name  string
	sizes []int
	id    program.ID
}

// trainer holds a compiled training step with one batch.
type trainer struct {
	be   backend.Backend
	prog backend.Program
	step backend.Step
}

func newTrainer(tb testing.TB, be backend.Backend, g gpt, policy backend.Policy) *trainer {
	tb.Helper()
	p, weights, err := g.program()
	if err != nil {
		tb.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	tensors := map[string]*tensor.Tensor{}
	for _, w := range weights {
		axes := make([]tensor.Axis, len(w.sizes))
		n := 1
		for i, s := range w.sizes {
			axes[i].Size = s
			n *= s
		}
		data := make([]float32, n)
		for i := range data {
			data[i] = float32(rnd.NormFloat64() * 0.05)
			if strings.HasSuffix(w.name, ".gain") {
				data[i]++
			}
		}
		tensors[w.name] = must(tensor.FromF32(data, axes...))
	}
	m, err := be.Load(tb.Context(), backend.LoadSpec{Tensors: tensors, Policy: policy})
	if err != nil {
		tb.Fatal(err)
	}
	t := &trainer{be: be}
	if t.prog, err = be.Compile(tb.Context(), m, p); err != nil {
		tb.Fatal(err)
	}
	rows := g.batch * g.tokens
	ids, targets, weight, positions := make([]int32, rows), make([]int32, rows), make([]float32, rows), make([]int32, g.tokens)
	for i := range ids {
		ids[i], targets[i], weight[i] = int32(rnd.IntN(g.classes)), int32(rnd.IntN(g.classes)), 1
	}
	for i := range positions {
		positions[i] = int32(i)
	}
	batch, tokens, one := tensor.Axis{Size: g.batch}, tensor.Axis{Size: g.tokens}, tensor.Axis{Size: 1}
	t.step.Inputs = map[string]*tensor.Tensor{
		"ids": must(tensor.FromI32(ids, batch, tokens)), "targets": must(tensor.FromI32(targets, batch, tokens)),
		"weights": must(tensor.FromF32(weight, batch, tokens)), "positions": must(tensor.FromI32(positions, tokens)),
		"rate": must(tensor.FromF32([]float32{1e-3}, one)), "step": must(tensor.FromF32([]float32{1}, one)),
	}
	return t
}

func must(t *tensor.Tensor, err error) *tensor.Tensor {
	if err != nil {
		panic(err)
	}
	return t
}

func (t *trainer) run(tb testing.TB) float32 {
	tb.Helper()
	r, err := t.be.Step(tb.Context(), t.prog, t.step)
	if err != nil {
		tb.Fatal(err)
	}
	return r.Values["loss"].F32()[0]
}

// BenchmarkTrain is one training step of a model of pond's size on 64 × 256 tokens, with the milliseconds of each operation.
func BenchmarkTrain(b *testing.B) {
	for _, policy := range []backend.Policy{backend.F32, backend.Mixed} {
		b.Run(string(policy), func(b *testing.B) { benchTrain(b, policy) })
	}
}

func benchTrain(b *testing.B, policy backend.Policy) {
	be, kernels, err := cpu.NewTimed(cpu.Config{})
	if err != nil {
		b.Fatal(err)
	}
	defer be.Close()
	t := newTrainer(b, be, pond, policy)
	t.run(b)
	clear(kernels.Spent)
	before := busy(b)
	for b.Loop() {
		t.run(b)
	}
	perStep := 1e3 / float64(b.N)
	b.ReportMetric((busy(b)-before)*perStep, "cpu-ms/op") // what a machine shared with others can tell
	for op, d := range kernels.Spent {
		b.ReportMetric(d.Seconds()*perStep, op+"-ms")
	}
	linear, attention := pond.flops()
	rate := func(flop float64, op string) {
		b.ReportMetric(flop/1e9/((kernels.Spent[op]+kernels.Spent[op+"-vjp"]).Seconds()/float64(b.N)), op+"-GFLOP/s")
	}
	rate(linear, "linear")
	rate(attention, "attention")
}

// flops counts a step's work in linear layers, and in attention (only the keys that a row sees, recomputation not counted).
func (g gpt) flops() (linear, attention float64) {
	rows := float64(g.batch * g.tokens)
	params := float64(g.layers*(4*g.width*g.width+2*g.width*g.inner) + g.classes*g.width)
	return 3 * 2 * rows * params, 3 * 4 * rows * float64(g.width*g.layers) * float64(g.tokens) / 2
}

// busy is the processor time of this process so far, in seconds.
func busy(tb testing.TB) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)*1e-6
}

// The curve of a run must not depend on the number of threads.
func TestThreadsDoNotChangeTraining(t *testing.T) {
	for _, policy := range []backend.Policy{backend.F32, backend.Mixed} {
		g := gpt{batch: 6, tokens: 70, width: 40, heads: 2, layers: 1, inner: 72, classes: 19}
		one := curve(t, g, policy, 1, 5)
		if one[4] >= one[0] {
			t.Errorf("%s: losses %v do not fall", policy, one)
		}
		for _, n := range []int{2, 3, 7} {
			if got := curve(t, g, policy, n, 5); fmt.Sprint(got) != fmt.Sprint(one) {
				t.Errorf("%s: %d threads give losses %v, one gives %v", policy, n, got, one)
			}
		}
	}
}

// Rounded operands leave the curve where it is: weights, moments and sums are float32.
func TestMixedTrainingFollowsF32(t *testing.T) {
	const steps = 60
	g := gpt{batch: 8, tokens: 48, width: 64, heads: 4, layers: 2, inner: 128, classes: 23}
	exact, mixed := curve(t, g, backend.F32, 0, steps), curve(t, g, backend.Mixed, 0, steps)
	if exact[steps-1] > 0.5*exact[0] {
		t.Errorf("float32 losses fall from %v to %v only", exact[0], exact[steps-1])
	}
	for i := range exact {
		if d := math.Abs(float64(mixed[i]-exact[i])) / float64(exact[i]); !(d < 0.05) {
			t.Errorf("step %d: loss %v, in float32 %v", i+1, mixed[i], exact[i])
		}
	}
}

// curve is the losses of some steps.
func curve(t *testing.T, g gpt, policy backend.Policy, threads, steps int) (losses []float32) {
	t.Helper()
	be, err := cpu.New(cpu.Config{Threads: threads})
	if err != nil {
		t.Fatal(err)
	}
	defer be.Close()
	tr := newTrainer(t, be, g, policy)
	for range steps {
		losses = append(losses, tr.run(t))
	}
	return losses
}
