package train

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wade/sdk/backend/reference"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// xor learns the parity of two bits with a hidden layer and a frozen first scaling.
func xor() Objective {
	const batch = 16
	return Objective{
		Name: "xor",
		Data: "parity, seed 1",
		Loss: func(b *program.Builder) program.ID {
			x := b.Linear("scaled", b.Input("x", program.Of("batch", 2)), b.Weight("frozen", 2, 2), program.None)
			h := b.Activate("h", b.Linear("h.in", x, b.Weight("w1", 16, 2), b.Weight("b1", 16)), program.Tanh)
			y := b.Linear("y", h, b.Weight("w2", 2, 16), b.Weight("b2", 2))
			b.GlobalNorm("size", b.ID("w2"))
			return b.CrossEntropy("loss", y, b.Ints("target", program.Of("batch")), b.Input("weight", program.Of("batch")))
		},
		Watch: []string{"size"},
		Train: []Weight{{"w1", []int{16, 2}, true}, {"b1", []int{16}, false}, {"w2", []int{2, 16}, true}, {"b2", []int{2}, false}},
		Batch: func(step int) (map[string]*tensor.Tensor, error) {
			r := rand.New(rand.NewPCG(1, uint64(step)))
			x, target, weight := make([]float32, 2*batch), make([]int32, batch), make([]float32, batch)
			for i := range batch {
				p, q := r.IntN(2), r.IntN(2)
				x[2*i], x[2*i+1] = float32(2*p-1), float32(2*q-1)
				target[i], weight[i] = int32(p^q), 1
			}
			return map[string]*tensor.Tensor{
				"x": floats(x, batch, 2), "weight": floats(weight, batch), "target": ints(target, batch),
			}, nil
		},
	}
}

func floats(data []float32, sizes ...int) *tensor.Tensor {
	t, err := tensor.FromF32(data, tensor.Sizes(sizes...)...)
	if err != nil {
		panic(err)
	}
	return t
}

func ints(data []int32, sizes ...int) *tensor.Tensor {
	t, err := tensor.FromI32(data, tensor.Sizes(sizes...)...)
	if err != nil {
		panic(err)
	}
	return t
}

func xorWeights() map[string]*tensor.Tensor {
	r := rand.New(rand.NewPCG(2, 2))
	normal := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = float32(r.NormFloat64() / 2)
		}
		return x
	}
	return map[string]*tensor.Tensor{
		"frozen": floats([]float32{1, 0, 0, 1}, 2, 2),
		"w1":     floats(normal(32), 16, 2), "b1": floats(make([]float32, 16), 16),
		"w2": floats(normal(32), 2, 16), "b2": floats(make([]float32, 2), 2),
	}
}

func xorOptions(dir string, steps int) Options {
	return Options{
		Schedule:  Schedule{Peak: 0.02, Floor: 0.05, Warmup: 10, Steps: steps},
		Optimiser: Defaults(), Weights: xorWeights(), Dir: dir, Every: 20,
	}
}

func run(t *testing.T, opt Options) *Result {
	t.Helper()
	be := reference.New()
	defer be.Close()
	res, err := Run(t.Context(), be, xor(), opt)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// same tells whether two runs agree bit for bit.
func same(t *testing.T, a, b *Result) {
	t.Helper()
	if len(a.Curve) != len(b.Curve) {
		t.Fatalf("curves of %d and %d points", len(a.Curve), len(b.Curve))
	}
	for i, p := range a.Curve {
		if q := b.Curve[i]; p.Loss != q.Loss || p.Norm != q.Norm || p.Rate != q.Rate || p.Watch["size"] != q.Watch["size"] {
			t.Fatalf("point %d: %+v and %+v", i, p, q)
		}
	}
	for name, x := range a.Weights {
		if y := b.Weights[name]; y == nil || !slices.Equal(x.F32(), y.F32()) {
			t.Fatalf("weight %s differs", name)
		}
	}
}

func TestRunLearns(t *testing.T) {
	res := run(t, xorOptions("", 200))
	first, last := res.Curve[0], res.Curve[199]
	if first.Loss < 0.4 || last.Loss > 0.02 {
		t.Errorf("loss went from %.3f to %.3f, want parity to be learnt", first.Loss, last.Loss)
	}
	if last.Step != 200 || math.Abs(last.Rate-0.001) > 1e-9 || last.Norm <= 0 || last.Watch["size"] <= first.Watch["size"] {
		t.Errorf("last point %+v: want step 200, rate 0.001, a norm, and weights that grew from %.3f", last, first.Watch["size"])
	}
	if _, there := res.Weights["frozen"]; there {
		t.Error("the frozen weight is among the trained ones")
	}
	same(t, res, run(t, xorOptions("", 200)))
}

// stopAt ends a run from outside.
type stopAt struct {
	step   int
	cancel context.CancelFunc
}

func (s stopAt) Step(p Point, _ int) {
	if p.Step == s.step {
		s.cancel()
	}
}

func TestResumeEqualsUninterrupted(t *testing.T) {
	whole := run(t, xorOptions(t.TempDir(), 70))
	for _, stop := range []int{1, 20, 33, 69} {
		dir := t.TempDir()
		ctx, cancel := context.WithCancel(t.Context())
		opt := xorOptions(dir, 70)
		opt.Progress = stopAt{stop, cancel}
		be := reference.New()
		_, err := Run(ctx, be, xor(), opt)
		be.Close()
		if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "is safe in") {
			t.Fatalf("stopped at %d: error %v, want a cancellation that names the checkpoint", stop, err)
		}
		opt = xorOptions(dir, 70)
		opt.Resume = true
		same(t, whole, run(t, opt))
		same(t, whole, run(t, opt)) // a finished run, resumed, is just read
	}
}

func TestCheckpointOfAnotherRunIsRefused(t *testing.T) {
	dir := t.TempDir()
	run(t, xorOptions(dir, 20))
	be := reference.New()
	defer be.Close()
	for _, c := range []struct {
		change func(o *Objective, opt *Options)
		want   string
	}{
		{func(o *Objective, opt *Options) { opt.Resume = false }, "exists: resume that run"},
		{func(o *Objective, opt *Options) { o.Data = "parity, seed 2" }, `made with data "parity, seed 1"`},
		{func(o *Objective, opt *Options) { opt.Schedule.Steps = 30 }, `made with schedule "20 steps`},
		{func(o *Objective, opt *Options) { opt.Optimiser.Decay = 0 }, "made with program"},
		{func(o *Objective, opt *Options) { opt.Weights["frozen"] = floats([]float32{1, 0, 0, 2}, 2, 2) }, "made with weights"},
		{func(o *Objective, opt *Options) { opt.Weights["w1"] = nil }, `reads weight "w1"`},
		{func(o *Objective, opt *Options) { os.Truncate(CurvePath(dir), 0) }, "has 0 of the 20 points"},
		{func(o *Objective, opt *Options) { os.WriteFile(CheckpointPath(dir), []byte("short"), 0o644) }, CheckpointPath(dir)},
	} {
		o, opt := xor(), xorOptions(dir, 20)
		opt.Resume = true
		c.change(&o, &opt)
		if _, err := Run(t.Context(), be, o, opt); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want it to contain %q", err, c.want)
		}
	}
}

func TestDivergenceStopsTheRun(t *testing.T) {
	dir := t.TempDir()
	o := xor()
	draw := o.Batch
	o.Batch = func(step int) (map[string]*tensor.Tensor, error) {
		in, err := draw(step)
		if step == 25 {
			in["x"].F32()[0] = float32(math.NaN())
		}
		return in, err
	}
	be := reference.New()
	defer be.Close()
	_, err := Run(t.Context(), be, o, xorOptions(dir, 40))
	if !errors.Is(err, ErrDiverged) || !strings.Contains(err.Error(), "step 25") || !strings.Contains(err.Error(), "step 20 is safe") {
		t.Errorf("error %v, want a divergence at step 25 that names the checkpoint of step 20", err)
	}
}

func TestBatchErrorStopsTheRun(t *testing.T) {
	o, broken := xor(), errors.New("no such file")
	o.Batch = func(int) (map[string]*tensor.Tensor, error) { return nil, broken }
	be := reference.New()
	defer be.Close()
	if _, err := Run(t.Context(), be, o, xorOptions("", 40)); !errors.Is(err, broken) || !strings.Contains(err.Error(), "batch of step 1") {
		t.Errorf("error %v, want that of the batch", err)
	}
}

// Batches are drawn on a goroutine of their own, where a panic would end the process of whoever trains.
func TestBatchPanicStopsTheRun(t *testing.T) {
	o, be := xor(), reference.New()
	defer be.Close()
	draw := o.Batch
	o.Batch = func(step int) (map[string]*tensor.Tensor, error) {
		if step == 3 {
			panic("wrong shelf")
		}
		return draw(step)
	}
	if _, err := Run(t.Context(), be, o, xorOptions("", 40)); err == nil || !strings.Contains(err.Error(), "batch of step 3") || !strings.Contains(err.Error(), "wrong shelf") {
		t.Errorf("error %v, want the panic of the batch of step 3", err)
	}
	o.Batch = nil
	if _, err := Run(t.Context(), be, o, xorOptions("", 40)); err == nil || !strings.Contains(err.Error(), "has no Batch") {
		t.Errorf("error %v, want one about no Batch", err)
	}
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	be := reference.New()
	defer be.Close()
	if _, err := Run(t.Context(), be, xor(), xorOptions(filepath.Join(file, "run"), 5)); err == nil || !strings.Contains(err.Error(), "choose a folder") {
		t.Errorf("error %v, want advice to choose another folder", err)
	}
}
