package exec

import (
	"fmt"
	"slices"

	"wade/sdk/backend"
	"wade/sdk/internal/raw"
	"wade/sdk/tensor"
)

// arena is the memory of all intermediate values. It stays between steps, so that a step allocates nothing and finds
// memory that was touched before.
type arena struct {
	limit int64  // bytes, 0: none
	mem   []byte // whole pages where it is large, else of Go's heap
	most  int    // bytes that a step has needed
	moves func() // called before the memory moves: nothing may point into it then
	f32   []float32
	f64   []float64
}

// largeArena is from where on memory comes from the system directly.
const largeArena = 4 << 20

// reserve makes room for n elements; what the arena held is lost.
func (a *arena) reserve(dtype tensor.DType, n int) error {
	each := 4
	if dtype == tensor.F64 {
		each = 8
	}
	if most := int(a.limit) / each; most > 0 && n > most {
		return fmt.Errorf("backend: this step needs %d kB for its values, the limit is %d kB: %w; use smaller batches", n/(1<<10)*each, a.limit>>10, backend.ErrOutOfMemory)
	}
	bytes := n * each
	a.most = max(a.most, bytes)
	if bytes <= len(a.mem) {
		return nil
	}
	if a.moves != nil {
		a.moves()
	}
	a.release()
	if bytes += bytes / 8; bytes < largeArena { // a batch that grows a little would otherwise move the arena at every step
		a.mem = make([]byte, bytes)
	} else if a.mem = reserved(bytes); a.mem == nil {
		return fmt.Errorf("backend: the system refused %d kB for the values of this step: %w; use smaller batches", bytes>>10, backend.ErrOutOfMemory)
	}
	a.f32, a.f64 = raw.View[float32](a.mem), raw.View[float64](a.mem)
	return nil
}

func (a *arena) release() {
	if len(a.mem) >= largeArena {
		giveBack(a.mem)
	}
	a.mem, a.f32, a.f64 = nil, nil, nil
}

// at is the array of a shape at an offset.
func (a *arena) at(dtype tensor.DType, offset int, shape []int) Array {
	whole := Array{F32: a.f32}
	if dtype == tensor.F64 {
		whole = Array{F64: a.f64}
	}
	return whole.part(offset, shape)
}

// gaps is a first-fit allocator over an arena not yet made: low addresses first, so that the part in use stays in cache.
type gaps struct {
	free []gap // by offset
	top  int   // end of what was handed out
	high int   // largest top
}

type gap struct{ from, to int }

// align keeps buffers on cache lines, which vector kernels like.
const align = 16

func (g *gaps) take(n int) int {
	n = (n + align - 1) &^ (align - 1)
	for i, f := range g.free {
		if f.to-f.from < n {
			continue
		}
		if f.to-f.from == n {
			g.free = slices.Delete(g.free, i, i+1)
		} else {
			g.free[i].from += n
		}
		return f.from
	}
	at := g.top
	g.top += n
	g.high = max(g.high, g.top)
	return at
}

func (g *gaps) give(from, n int) {
	to := from + (n+align-1)&^(align-1)
	i, _ := slices.BinarySearchFunc(g.free, from, func(f gap, from int) int { return f.from - from })
	g.free = slices.Insert(g.free, i, gap{from, to})
	if i+1 < len(g.free) && g.free[i+1].from == to {
		g.free[i].to = g.free[i+1].to
		g.free = slices.Delete(g.free, i+1, i+2)
	}
	if i > 0 && g.free[i-1].to == from {
		g.free[i-1].to = g.free[i].to
		g.free = slices.Delete(g.free, i, i+1)
		i--
	}
	if g.free[i].to == g.top {
		g.top = g.free[i].from
		g.free = g.free[:i]
	}
}
