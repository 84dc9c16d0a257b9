package exec_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync/atomic"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/backend/exec"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// toy computes a few operations and the smallest of updates, notes what it was asked for, and spoils every result before it writes
// it, so that a buffer reused too early is seen.
type toy struct {
	fuses  bool
	forms  bool // results that may have a form of their own are twice what they are
	owned  int
	seen   []exec.Node
	before func(n *exec.Node)
	closed int
	halted atomic.Bool
}

func (*toy) Describe() backend.Description {
	return backend.Description{Name: "toy", Version: "1", Policies: []backend.Policy{backend.F32, backend.BF16}}
}
func (*toy) Float(backend.Policy) tensor.DType { return tensor.F32 }
func (*toy) Store(p backend.Policy) tensor.DType {
	if p == backend.BF16 {
		return tensor.BF16
	}
	return tensor.F32
}
func (k *toy) Fuses(program.Op) bool { return k.fuses }
func (k *toy) Halt(on bool)          { k.halted.Store(on) }
func (k *toy) Close() error          { k.closed++; return nil }

func (k *toy) Compute(n *exec.Node) error {
	k.seen = append(k.seen, exec.Node{Op: n.Op, In: append([]exec.Array(nil), n.In...), After: n.After})
	if k.before != nil {
		k.before(n)
	}
	if k.halted.Load() {
		return fmt.Errorf("toy: %w", exec.ErrHalted)
	}
	out := n.Out[0].F32
	for i := range out {
		out[i] = float32(math.NaN())
	}
	switch n.Op {
	case program.OpScale:
		for i, x := range n.In[0].F32 {
			out[i] = x * n.Attr.Scale
		}
	case program.OpAdd:
		for i, x := range n.In[0].F32 {
			out[i] = x + n.In[1].F32[i%len(n.In[1].F32)]
		}
	case program.OpLinear:
		toyLinear(n)
	case program.OpActivation:
		for i, x := range n.In[0].F32 {
			out[i] = max(x, 0)
		}
	case program.OpMul:
		for i, x := range n.In[0].F32 {
			out[i] = x * n.In[1].F32[i%len(n.In[1].F32)]
		}
	case program.OpGatedAdd:
		for i, x := range n.In[0].F32 {
			out[i] = x + n.In[2].F32[0]*n.In[1].F32[i]
		}
	case program.OpAdamW:
		for i := range n.In[0].F32 {
			n.In[0].F32[i] -= n.In[1].F32[i]
		}
		out[0] = 1
	default:
		return backend.ErrUnsupported
	}
	for i, a := range n.In {
		if a.Form == exec.Own && (n.Op != program.OpLinear || i > 0) {
			return errors.New("toy: reads a form that only products know")
		}
	}
	if k.forms && n.Out[0].Form == exec.Free {
		n.Out[0].Form = exec.Own
		k.owned++
		for i := range out {
			out[i] *= 2
		}
	}
	return nil
}

// toyLinear is a product of floats, and what comes after; of other weights it is 0.
func toyLinear(n *exec.Node) {
	out, w, a, by := n.Out[0].F32, n.In[1], n.After, float32(1)
	if n.In[0].Form == exec.Own {
		by = 0.5
	}
	matrix := w.F32
	if w.BF16 != nil {
		matrix = make([]float32, len(w.BF16))
		tensor.BF16ToF32(matrix, w.BF16)
	}
	for i := range out {
		out[i] = 0
		for k := range w.Cols() {
			if matrix != nil {
				out[i] += n.In[0].F32[i/w.Rows()*w.Cols()+k] * by * matrix[i%w.Rows()*w.Cols()+k]
			}
		}
		if a.Activation != "" {
			out[i] = max(out[i], 0)
		}
		if a.Times.Present() {
			out[i] *= a.Times.F32[i]
		}
		switch {
		case a.Gate.Present():
			out[i] = a.Residual.F32[i] + a.Gate.F32[0]*out[i]
		case a.Residual.Present():
			out[i] += a.Residual.F32[i]
		}
	}
}

func (k *toy) ops() map[program.Op]int {
	count := map[program.Op]int{}
	for _, n := range k.seen {
		count[n.Op]++
	}
	return count
}

func floats(t testing.TB, data []float32, sizes ...int) *tensor.Tensor {
	t.Helper()
	x, err := tensor.FromF32(data, tensor.Sizes(sizes...)...)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// bench is a backend of toy kernels with one model and one program.
type bench struct {
	testing.TB
	toy     *toy
	be      backend.Backend
	model   backend.Model
	program backend.Program
}

func newBench(t testing.TB, policy backend.Policy, weights map[string]*tensor.Tensor, p *program.Program, opts exec.Options) bench {
	t.Helper()
	return newBenchOf(t, &toy{}, policy, weights, p, opts)
}

func newBenchOf(t testing.TB, k *toy, policy backend.Policy, weights map[string]*tensor.Tensor, p *program.Program, opts exec.Options) bench {
	t.Helper()
	b := bench{TB: t, toy: k, be: exec.New(k, opts)}
	t.Cleanup(func() { _ = b.be.Close() })
	var err error
	if b.model, err = b.be.Load(context.Background(), backend.LoadSpec{Tensors: weights, Policy: policy}); err != nil {
		t.Fatal(err)
	}
	if b.program, err = b.be.Compile(context.Background(), b.model, p); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b bench) step(s backend.Step) map[string]*tensor.Tensor {
	b.Helper()
	r, err := b.be.Step(context.Background(), b.program, s)
	if err != nil {
		b.Fatal(err)
	}
	return r.Values
}

func build(t testing.TB, b *program.Builder, outputs ...program.ID) *program.Program {
	t.Helper()
	p, err := b.Build(outputs...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func refused(t *testing.T, what string, err, class error) {
	t.Helper()
	if !errors.Is(err, class) {
		t.Errorf("%s: error %v, want %v", what, err, class)
	}
}
