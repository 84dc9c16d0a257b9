package exec

import (
	"errors"
	"math/rand/v2"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/tensor"
)

// TestGaps plays random lives of buffers: none may overlap another that lives, and when all are gone nothing is in use.
func TestGaps(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	type buffer struct{ from, n int }
	for range 50 {
		var g gaps
		var live []buffer
		sum, peak := 0, 0
		for range 300 {
			if len(live) > 0 && rng.IntN(2) == 0 {
				i := rng.IntN(len(live))
				g.give(live[i].from, live[i].n)
				sum -= live[i].n
				live = append(live[:i], live[i+1:]...)
				continue
			}
			b := buffer{n: 1 + rng.IntN(200)}
			b.from = g.take(b.n)
			if b.from%align != 0 {
				t.Fatalf("offset %d is not a multiple of %d", b.from, align)
			}
			for _, o := range live {
				if b.from < o.from+o.n && o.from < b.from+b.n {
					t.Fatalf("buffer %v overlaps %v", b, o)
				}
			}
			live = append(live, b)
			sum += b.n
			peak = max(peak, sum)
		}
		for _, b := range live {
			g.give(b.from, b.n)
		}
		if g.top != 0 || len(g.free) != 0 {
			t.Fatalf("%d elements in use and %d gaps after everything was given back", g.top, len(g.free))
		}
		if g.high < peak || g.high > 3*peak {
			t.Fatalf("arena of %d elements for at most %d at once", g.high, peak)
		}
	}
}

func TestArenaLimit(t *testing.T) {
	a := arena{limit: 1 << 10}
	if err := a.reserve(tensor.F32, 256); err != nil {
		t.Errorf("1 kB of a limit of 1 kB: %v", err)
	}
	for _, n := range []int{257, 1 << 60} {
		if err := a.reserve(tensor.F32, n); !errors.Is(err, backend.ErrOutOfMemory) {
			t.Errorf("%d floats above a limit of 1 kB: error %v, want out of memory", n, err)
		}
	}
	if err := a.reserve(tensor.F64, 129); !errors.Is(err, backend.ErrOutOfMemory) {
		t.Errorf("129 float64 above a limit of 1 kB: error %v, want out of memory", err)
	}
}
