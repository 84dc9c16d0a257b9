package exec_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/backend/exec"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// TestReuse runs random programs, whose buffers share memory, against the same sums done one by one.
func TestReuse(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	for round := range 60 {
		b := program.NewBuilder("random")
		sizes := []int{3, 40, 7}
		ids := map[int][]program.ID{}
		want := map[program.ID][]float32{}
		inputs := map[string]*tensor.Tensor{}
		for _, n := range sizes {
			data := make([]float32, n)
			for i := range data {
				data[i] = float32(rng.IntN(9) - 4)
			}
			name := fmt.Sprint("x", n)
			id := b.Input(name, program.Of(n))
			inputs[name], want[id], ids[n] = floats(t, data, n), data, []program.ID{id}
		}
		for range 40 {
			n := sizes[rng.IntN(len(sizes))]
			x, y := ids[n][rng.IntN(len(ids[n]))], ids[n][rng.IntN(len(ids[n]))]
			sum := make([]float32, n)
			var id program.ID
			if rng.IntN(2) == 0 {
				id = b.Add("", x, y)
				for i := range sum {
					sum[i] = want[x][i] + want[y][i]
				}
			} else {
				id = b.Scale("", x, 0.5)
				for i := range sum {
					sum[i] = want[x][i] * 0.5
				}
			}
			ids[n], want[id] = append(ids[n], id), sum
		}
		all := append(append(append([]program.ID(nil), ids[3]...), ids[40]...), ids[7]...)
		p := build(t, b, all[rng.IntN(len(all))])
		var captures []string
		for _, id := range all {
			if rng.IntN(8) == 0 {
				captures = append(captures, p.Value(id).Name)
			}
		}
		l := newBench(t, backend.F32, nil, p, exec.Options{})
		got := l.step(backend.Step{Inputs: inputs, Captures: captures})
		for name, v := range got {
			id, _ := p.Lookup(name)
			for i, x := range v.F32() {
				if x != want[id][i] {
					t.Fatalf("round %d: %s[%d] is %g, want %g, in\n%v", round, name, i, x, want[id][i], p)
				}
			}
		}
	}
}

// TestChainIsSmall: a long chain lives in two buffers, and a step over it allocates no more than one over a short chain.
func TestChainIsSmall(t *testing.T) {
	chain := func(n int) *program.Program {
		b := program.NewBuilder("chain")
		x := b.Input("x", program.Of(1000))
		for range n {
			x = b.Scale("", x, 1)
		}
		return build(t, b, x)
	}
	in := backend.Step{Inputs: map[string]*tensor.Tensor{"x": floats(t, make([]float32, 1000), 1000)}}
	newBench(t, backend.F32, nil, chain(500), exec.Options{Memory: 3 * 4096}).step(in)

	allocations := func(n int) float64 {
		l := newBench(t, backend.F32, nil, chain(n), exec.Options{})
		l.toy.seen = make([]exec.Node, 0, 1)
		return testing.AllocsPerRun(20, func() { l.toy.seen = l.toy.seen[:0]; l.step(in) })
	}
	// The toy itself notes each node's operands: one allocation a node, and the growth of the list.
	if short, long := allocations(5), allocations(400); long-short > 400+20 {
		t.Errorf("a step of 400 nodes allocates %g times, one of 5 nodes %g times", long, short)
	}
}

func TestOutOfMemory(t *testing.T) {
	b := program.NewBuilder("large")
	p := build(t, b, b.Scale("y", b.Input("x", program.Of("n")), 2))
	l := newBench(t, backend.F32, nil, p, exec.Options{Memory: 1 << 16})
	run := func(n int) error {
		_, err := l.be.Step(context.Background(), l.program, backend.Step{Inputs: map[string]*tensor.Tensor{"x": floats(t, make([]float32, n), n)}})
		return err
	}
	refused(t, "a step above the limit", run(1<<15), backend.ErrOutOfMemory)
	if err := run(1 << 10); err != nil {
		t.Errorf("a small step after it: %v", err)
	}

	b = program.NewBuilder("immense")
	y := b.Input("x", program.Of(1))
	for _, size := range []string{"a", "b", "c"} {
		y = b.Repeat("", y, program.Sym(size))
	}
	h, err := l.be.Compile(context.Background(), l.model, build(t, b, y))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{1 << 20, 1 << 32, math.MaxInt} {
		_, err = l.be.Step(context.Background(), h, backend.Step{
			Inputs: map[string]*tensor.Tensor{"x": floats(t, []float32{1}, 1)}, Sizes: program.Bindings{"a": n, "b": n, "c": n},
		})
		refused(t, "sizes that no machine holds", err, backend.ErrOutOfMemory)
	}
}

// TestOnlyWhatIsNeeded: nodes that nobody asks for do not run.
func TestOnlyWhatIsNeeded(t *testing.T) {
	b := program.NewBuilder("needed")
	x := b.Input("x", program.Of(1, 2, 4))
	b.Pattern("pattern", x, x, program.AttentionConfig{Heads: 2})
	b.Scale("aside", b.Add("", x, x), 3)
	p := build(t, b, b.Scale("y", x, 2))
	l := newBench(t, backend.F32, nil, p, exec.Options{})
	in := map[string]*tensor.Tensor{"x": floats(t, make([]float32, 8), 1, 2, 4)}
	l.step(backend.Step{Inputs: in})
	if got := l.toy.ops(); len(got) != 1 || got[program.OpScale] != 1 {
		t.Errorf("the program ran %v, want one scale", got)
	}
	l.toy.seen = nil
	l.step(backend.Step{Inputs: in, Captures: []string{"aside"}})
	if got := l.toy.ops(); got[program.OpScale] != 2 || got[program.OpAdd] != 1 || len(got) != 2 {
		t.Errorf("with a capture the program ran %v, want two scales and an add", got)
	}
	_, err := l.be.Step(context.Background(), l.program, backend.Step{Inputs: in, Captures: []string{"pattern"}})
	var op *backend.OpError
	if !errors.As(err, &op) || op.Op != program.OpPattern || op.Value != "pattern" || op.Program != "needed" || !errors.Is(err, backend.ErrUnsupported) {
		t.Errorf("error %v, want one that names program, operation and value", err)
	}
}

// TestStoredTypes: linear reads a bf16 weight as it is kept, everything else sees floats.
func TestStoredTypes(t *testing.T) {
	b := program.NewBuilder("types")
	w := b.Weight("w", 4, 4)
	y := b.Linear("y", b.Scale("s", w, 2), w, program.None)
	p := build(t, b, b.Linear("z", w, y, program.None))
	data := make([]float32, 16)
	for i := range data {
		data[i] = 1 + float32(i)/1024
	}
	l := newBench(t, backend.BF16, map[string]*tensor.Tensor{"w": floats(t, data, 4, 4)}, p, exec.Options{})
	got := l.step(backend.Step{Captures: []string{"s", "w"}})
	if got["w"].DType() != tensor.F32 || got["s"].F32()[0] != 2*got["w"].F32()[0] || got["w"].F32()[1] == data[1] {
		t.Errorf("captured weight %v and twice it %v: want the rounded one as floats", got["w"], got["s"])
	}
	for _, n := range l.toy.seen {
		for i, a := range n.In {
			kept := n.Op == program.OpLinear && i == 1 && a.BF16 != nil
			if a.F32 == nil && !kept {
				t.Errorf("operand %d of %s is not float", i, n.Op)
			}
		}
	}
	if l.toy.seen[1].In[1].BF16 == nil {
		t.Error("linear was not given the weight as it is kept")
	}
	l.toy.seen = nil
	l.step(backend.Step{Edits: []program.Edit{{Value: "w", Kind: program.EditScale, Data: []float32{2}}}})
	if a := l.toy.seen[1].In[1]; a.F32 == nil || a.F32[1] != 2*got["w"].F32()[1] {
		t.Error("linear was not given the edited weight as floats")
	}
}

// TestCancelledInside: a step that is cancelled between nodes leaves weights and session alone; one that is cancelled during
// the updates completes.
func TestCancelledInside(t *testing.T) {
	b := program.NewBuilder("cancelled")
	x := b.CacheAppend("rows", b.Scale("early", b.Input("x", program.Of(1, 1, 4)), 1), "c")
	g, one := b.Input("g", program.Of(4)), b.Input("one", program.Of(1))
	last := b.Scale("late", x, 1)
	var outs []program.ID
	for _, name := range []string{"a", "b"} {
		outs = append(outs, b.AdamW("update "+name, b.Weight(name, 4), g, b.State("m"+name, 4), b.State("v"+name, 4), one, one, one, program.AdamWConfig{Eps: 1}))
	}
	p := build(t, b, append(outs, last)...)
	ones := func() *tensor.Tensor { return floats(t, []float32{1, 1, 1, 1}, 4) }
	l := newBench(t, backend.F32, map[string]*tensor.Tensor{"a": ones(), "b": ones()}, p, exec.Options{})
	h, err := l.be.NewSession(context.Background(), l.model)
	if err != nil {
		t.Fatal(err)
	}
	in := map[string]*tensor.Tensor{"x": floats(t, make([]float32, 4), 1, 1, 4), "g": ones(), "one": floats(t, []float32{1}, 1)}
	for _, c := range []struct {
		at      program.Op
		nth     int
		stopped bool
	}{{program.OpScale, 1, true}, {program.OpScale, 2, true}, {program.OpAdamW, 1, false}, {program.OpAdamW, 2, false}} {
		ctx, stop := context.WithCancel(context.Background())
		count := 0
		l.toy.before = func(n *exec.Node) {
			if n.Op == c.at {
				if count++; count == c.nth {
					stop()
				}
			}
		}
		rows, _ := l.be.Length(context.Background(), h)
		before, _ := l.be.Fetch(context.Background(), l.model)
		_, err := l.be.Step(ctx, l.program, backend.Step{Inputs: in, Session: h})
		after, _ := l.be.Fetch(context.Background(), l.model)
		now, _ := l.be.Length(context.Background(), h)
		moved := 0
		for _, name := range []string{"a", "b"} {
			if after[name].F32()[0] != before[name].F32()[0] {
				moved++
			}
		}
		if c.stopped && (!errors.Is(err, context.Canceled) || moved != 0 || now != rows) {
			t.Errorf("cancelled in %s %d: error %v, %d weights changed, session from %d to %d rows; want nothing changed", c.at, c.nth, err, moved, rows, now)
		}
		if !c.stopped && (err != nil || moved != 2 || now != rows+1) {
			t.Errorf("cancelled in %s %d: error %v, %d weights changed, session from %d to %d rows; want the whole step", c.at, c.nth, err, moved, rows, now)
		}
		stop()
	}
}

// TestPanic: a kernel that panics fails its step and nothing else.
func TestPanic(t *testing.T) {
	b := program.NewBuilder("panics")
	p := build(t, b, b.Scale("y", b.Input("x", program.Of(2)), 2))
	l := newBench(t, backend.F32, nil, p, exec.Options{})
	in := backend.Step{Inputs: map[string]*tensor.Tensor{"x": floats(t, []float32{1, 2}, 2)}}
	l.toy.before = func(*exec.Node) { panic("no such register") }
	_, err := l.be.Step(context.Background(), l.program, in)
	if err == nil || !strings.Contains(err.Error(), "no such register") || !strings.Contains(err.Error(), `"y"`) {
		t.Errorf("error %v, want one with the panic and the value", err)
	}
	l.toy.before = nil
	if got := l.step(in)["y"].F32(); got[0] != 2 || got[1] != 4 {
		t.Errorf("the step after a panic gave %v", got)
	}
}

// TestOnlyLeaves: a program without operations returns what it was given, edited.
func TestOnlyLeaves(t *testing.T) {
	b := program.NewBuilder("leaves")
	p := build(t, b, b.Input("x", program.Of("n")), b.Weight("w", 2, 2), b.Ints("i", program.Of("n")))
	l := newBench(t, backend.BF16, map[string]*tensor.Tensor{"w": floats(t, []float32{1, 2, 3, 4}, 2, 2)}, p, exec.Options{})
	index, err := tensor.FromI32([]int32{5, 6, 7})
	if err != nil {
		t.Fatal(err)
	}
	got := l.step(backend.Step{
		Inputs: map[string]*tensor.Tensor{"x": floats(t, []float32{1, float32(math.Inf(1)), 3}, 3), "i": index},
		Edits:  []program.Edit{{Value: "x", Kind: program.EditAdd, Data: []float32{1}}, {Value: "w", Kind: program.EditScale, Rows: []int{1}, Data: []float32{0}}},
	})
	if fmt.Sprint(got["x"].F32(), got["w"].F32(), got["i"].I32()) != "[2 +Inf 4] [1 2 0 0] [5 6 7]" {
		t.Errorf("got %v %v %v", got["x"].F32(), got["w"].F32(), got["i"].I32())
	}
}

func TestCloseClosesKernels(t *testing.T) {
	k := &toy{}
	be := exec.New(k, exec.Options{})
	for range 2 {
		if err := be.Close(); err != nil {
			t.Error(err)
		}
	}
	if k.closed != 1 {
		t.Errorf("the kernels were closed %d times, want once", k.closed)
	}
}
