package reference

import (
	"runtime"
	"sync"

	"wade/sdk/backend/exec"
	"wade/sdk/tensor"
)

// node reads operands and results of an exec.Node as floats of one type.
type node[T float] struct{ *exec.Node }

func floats[T float](a exec.Array) []T {
	if a.BF16 != nil {
		wide := make([]float32, len(a.BF16))
		tensor.BF16ToF32(wide, a.BF16)
		a.F32 = wide
	}
	if s, ok := any(a.F32).([]T); ok {
		return s
	}
	s, _ := any(a.F64).([]T)
	return s
}

func (n node[T]) in(i int) []T      { return floats[T](n.In[i]) }
func (n node[T]) ids(i int) []int32 { return n.In[i].I32 }
func (n node[T]) out() []T          { return floats[T](n.Out[0]) }

// operands is the number of forward operands of a gradient node.
func (n node[T]) operands() int { return len(n.In) - 2 }

// result and dresult are the forward result and its gradient.
func (n node[T]) result() []T  { return n.in(len(n.In) - 2) }
func (n node[T]) dresult() []T { return n.in(len(n.In) - 1) }

// grad is the gradient of operand i to be computed, set to zero; ok is false where it is not wanted.
func (n node[T]) grad(i int) (d []T, ok bool) {
	if i >= len(n.Out) || !n.Out[i].Present() {
		return nil, false
	}
	d = floats[T](n.Out[i])
	clear(d)
	return d, true
}

// row is row r of a matrix of cols columns.
func row[T any](x []T, r, cols int) []T { return x[r*cols : (r+1)*cols] }

// parallel calls f for 0 to n-1 from as many goroutines as there are processors, in contiguous shares. A panic in one is
// passed on to the caller.
func parallel(n, cost int, f func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	if workers < 2 || n*cost < 1<<15 {
		for i := range n {
			f(i)
		}
		return
	}
	var wg sync.WaitGroup
	panics := make([]any, workers)
	for w := range workers {
		wg.Go(func() {
			defer func() { panics[w] = recover() }()
			for i := n * w / workers; i < n*(w+1)/workers; i++ {
				f(i)
			}
		})
	}
	wg.Wait()
	for _, p := range panics {
		if p != nil {
			panic(p)
		}
	}
}
