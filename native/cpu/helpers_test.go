//go:build cgo

package cpu

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// eachVariant runs a test for every variant that the machine has.
func eachVariant(t *testing.T, f func(t *testing.T, p *Pool)) {
	for _, v := range names {
		t.Run(v, func(t *testing.T) {
			p, err := New(Config{Variant: v, Threads: 2})
			if err != nil {
				t.Skip(err)
			}
			defer p.Close()
			f(t, p)
		})
	}
}

const guard = -12345.5

// block is a slice between guard words, and between pages that nobody may touch: one in three begins right after
// such a page, the others end right before one and so begin at any multiple of four bytes.
type block struct {
	all, data []float32
	first     int // of data in all
}

func newBlock(t testing.TB, n int, end bool) *block {
	b := &block{}
	b.data, b.all = fenced[float32](t, n, end)
	if end {
		b.first = len(b.all) - n
	}
	for i := range b.all {
		b.all[i] = guard
	}
	return b
}

// check fails if something was written outside the slice.
func (b *block) check(t *testing.T, name string) {
	t.Helper()
	for i, x := range b.all {
		if (i < b.first || i >= b.first+len(b.data)) && x != guard {
			t.Fatalf("%s: element %d of %d was overwritten", name, i-b.first, len(b.data))
		}
	}
}

// bench holds the arrays of one call: results with guards, operands that must not change.
type bench struct {
	t       *testing.T
	rnd     *rand.Rand
	results []*block
	inputs  []*block
	copies  [][]float32
	blocks  int
}

func newBench(t *testing.T, seed uint64) *bench {
	return &bench{t: t, rnd: rand.New(rand.NewPCG(seed, 1))}
}

// end tells whether the next block ends at a fence: most do.
func (b *bench) end() bool {
	b.blocks++
	return b.blocks%3 != 0
}

func (b *bench) in(n int) []float32 {
	x := newBlock(b.t, n, b.end())
	for i := range x.data {
		x.data[i] = float32(b.rnd.NormFloat64())
	}
	b.inputs = append(b.inputs, x)
	b.copies = append(b.copies, append([]float32(nil), x.data...))
	return x.data
}

func (b *bench) out(n int) []float32 {
	x := newBlock(b.t, n, b.end())
	for i := range x.data {
		x.data[i] = float32(math.NaN()) // what is not written shows
	}
	b.results = append(b.results, x)
	return x.data
}

// done checks guards and operands after a call.
func (b *bench) done(name string, err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatalf("%s: %v", name, err)
	}
	for i, x := range b.results {
		x.check(b.t, fmt.Sprintf("%s result %d", name, i))
	}
	for i, x := range b.inputs {
		x.check(b.t, fmt.Sprintf("%s operand %d", name, i))
		for j := range x.data {
			if x.data[j] != b.copies[i][j] {
				b.t.Fatalf("%s: operand %d was changed", name, i)
			}
		}
	}
}

// near compares with the truth: the largest difference must be below tol times the largest element of the truth (of
// operands around 1, so that results far below are rounding).
func near(t *testing.T, name string, got []float32, want []float64, tol float64) {
	t.Helper()
	largest, worst, at := 0.05, 0.0, 0
	for i := range want {
		largest = max(largest, math.Abs(want[i]))
	}
	for i := range want {
		d := math.Abs(float64(got[i]) - want[i])
		if d != d {
			t.Fatalf("%s: element %d of %d is %v, want %v", name, i, len(want), got[i], want[i])
		}
		if d > worst {
			worst, at = d, i
		}
	}
	record(t, tol, worst/largest)
	if worst > tol*largest {
		t.Errorf("%s: element %d of %d is %v, want %v (error %.1e of the largest element)", name, at, len(want), got[at], want[at], worst/largest)
	}
}

// same fails unless both are the same bits.
func same(t *testing.T, name string, a, b []float32) {
	t.Helper()
	if len(a) != len(b) {
		t.Fatalf("%s: %d and %d elements", name, len(a), len(b))
	}
	for i := range a {
		if math.Float32bits(a[i]) != math.Float32bits(b[i]) {
			t.Fatalf("%s: element %d is %v and %v", name, i, a[i], b[i])
		}
	}
}

func round(x []float32) (bits []uint16, wide []float32) {
	bits, wide = make([]uint16, len(x)), make([]float32, len(x))
	for i, v := range x {
		bits[i] = uint16(math.Float32bits(v) >> 16)
		wide[i] = math.Float32frombits(uint32(bits[i]) << 16)
	}
	return bits, wide
}
