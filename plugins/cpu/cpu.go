//go:build cgo

package cpu

import (
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"

	native "wade/native/cpu"
	"wade/sdk/backend"
	"wade/sdk/backend/exec"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// New makes a backend in this process.
func New(c Config) (backend.Backend, error) {
	k, err := NewKernels(c)
	if err != nil {
		return nil, err
	}
	return exec.New(k, exec.Options{Memory: c.Memory}), nil
}

// NewKernels makes the arithmetic alone, for those who want to stand between it and the executor, as a profiler does.
func NewKernels(c Config) (exec.Kernels, error) {
	pool, err := native.New(native.Config{Variant: c.Variant, Threads: c.Threads})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", backend.ErrUnavailable, err)
	}
	return &kernels{pool: pool}, nil
}

// kernels implements exec.Kernels. The executor calls it from one goroutine at a time.
type kernels struct {
	pool    *native.Pool
	squares []float32 // cut pictures of patch_embed
}

var _ exec.Kernels = (*kernels)(nil)

// Describe names the processor, the instruction set in use and those that could be.
func (k *kernels) Describe() backend.Description {
	threads := strconv.Itoa(k.pool.Threads()) + " threads"
	if k.pool.Threads() == 1 {
		threads = "1 thread"
	}
	return backend.Description{
		Name:     "cpu",
		Version:  Version,
		Device:   fmt.Sprintf("%s, %s, %s", native.Model(), k.pool.Variant(), threads),
		Features: native.Features(),
		Threads:  k.pool.Threads(),
		Policies: []backend.Policy{backend.F32, backend.BF16, backend.W8, backend.W4, backend.Mixed},
		Details: map[string]string{
			"variant":  k.pool.Variant(),
			"variants": strings.Join(native.Variants(), " "),
			"platform": runtime.GOOS + "/" + runtime.GOARCH,
			"scratch":  strconv.FormatInt(k.pool.Scratch(), 10) + " bytes",
		},
	}
}

// Float is float32 under every policy.
func (*kernels) Float(backend.Policy) tensor.DType { return tensor.F32 }

// Store is the type that the policy names.
func (*kernels) Store(p backend.Policy) tensor.DType {
	if p == backend.BF16 {
		return tensor.BF16
	}
	return tensor.F32
}

// Spreads: attention takes the distance between sequences.
func (*kernels) Spreads() bool { return true }

// Fuses: products finish their results while these are in the cache.
func (*kernels) Fuses(op program.Op) bool { return op == program.OpLinear }

// Halt ends operations in the middle.
func (k *kernels) Halt(halt bool) { k.pool.Halt(halt) }

// Close ends the threads.
func (k *kernels) Close() error { return k.pool.Close() }

// Compute runs a node.
func (k *kernels) Compute(n *exec.Node) error {
	run := forward[n.Op]
	if n.VJP {
		run = backward[n.Op]
	}
	if run == nil {
		return backend.ErrUnsupported
	}
	err := run(k, n)
	if errors.Is(err, native.ErrHalted) {
		return exec.ErrHalted
	}
	if errors.Is(err, native.ErrMemory) {
		return fmt.Errorf("%w: %w", backend.ErrOutOfMemory, err)
	}
	return err
}

// room is scratch for n floats, kept between calls.
func (k *kernels) room(n int) []float32 {
	if cap(k.squares) < n {
		k.squares = make([]float32, n)
	}
	return k.squares[:n]
}

// factor is the matrix of a linear layer, whose products may round their operands if the policy says so.
func factor(n *exec.Node) native.Weight {
	w := weight(n.In[1])
	w.Mixed = n.Policy == backend.Mixed
	return w
}

// weight passes on a matrix in the type in which it is kept.
func weight(a exec.Array) native.Weight {
	if a.Packed != nil {
		return native.Weight{Packed: a.Packed.Data, Format: formats[a.Packed.Policy]}
	}
	return native.Weight{F32: a.F32, BF16: a.BF16}
}

// grad is the gradient of operand i of a VJP node, nil where it is not wanted.
func grad(n *exec.Node, i int) []float32 {
	if i >= len(n.Out) || !n.Out[i].Present() {
		return nil
	}
	return n.Out[i].F32
}

// operand is operand i of the forward node, nil where it is absent; dout is the gradient of its result.
func operand(n *exec.Node, i int) []float32 {
	last := len(n.In)
	if n.VJP {
		last -= 2
	}
	if i >= last {
		return nil
	}
	return n.In[i].F32
}

func dout(n *exec.Node) []float32   { return n.In[len(n.In)-1].F32 }
func result(n *exec.Node) []float32 { return n.In[len(n.In)-2].F32 }
