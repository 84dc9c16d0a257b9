//go:build cgo

package cpu

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"
)

func TestEmbed(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, s := range []struct{ rows, cols, n int }{{1, 1, 1}, {7, 5, 20}, {19, 33, 40}, {100, 128, 3000}} {
			b := newBench(t, 20)
			table, dy := b.in(s.rows*s.cols), b.in(s.n*s.cols)
			bits, widened := round(table)
			ids := make([]int32, s.n)
			for i := range ids {
				ids[i] = int32(b.rnd.IntN(s.rows))
			}
			y, z := b.out(s.n*s.cols), b.out(s.n*s.cols)
			b.done("embed", p.Embed(y, Weight{F32: table}, ids, s.rows, s.cols))
			b.done("embed", p.Embed(z, Weight{BF16: bits}, ids, s.rows, s.cols))
			want := make([]float64, s.rows*s.cols)
			for i, id := range ids {
				same(t, "row", y[i*s.cols:(i+1)*s.cols], table[int(id)*s.cols:int(id+1)*s.cols])
				same(t, "bf16 row", z[i*s.cols:(i+1)*s.cols], widened[int(id)*s.cols:int(id+1)*s.cols])
				for c := range s.cols {
					want[int(id)*s.cols+c] += float64(dy[i*s.cols+c])
				}
			}
			d := b.out(s.rows * s.cols)
			b.done("scatter", p.ScatterRows(d, dy, ids, s.rows, s.cols))
			near(t, "scatter", d, want, 2e-6)
			if err := p.Embed(y, Weight{F32: table}, []int32{int32(s.rows)}, s.rows, s.cols); err == nil {
				t.Error("an id outside the table was accepted")
			}
		}
	})
}

func TestCut(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		g := Images{Count: 3, Channels: 2, Height: 6, Width: 9, Patch: 3}
		b := newBench(t, 21)
		x := b.in(3 * 2 * 6 * 9)
		y, back := b.out(len(x)), b.out(len(x))
		b.done("cut", p.Cut(y, x, g, false))
		i := 0
		for n := range 3 {
			for py := range 2 {
				for px := range 3 {
					for c := range 2 {
						for r := range 3 {
							for l := range 3 {
								if y[i] != x[((n*2+c)*6+py*3+r)*9+px*3+l] {
									t.Fatalf("element %d of the squares is wrong", i)
								}
								i++
							}
						}
					}
				}
			}
		}
		b.done("join", p.Cut(back, y, g, true))
		same(t, "joined", back, x)
		if g.Width = 8; p.Cut(y, x, g, false) == nil {
			t.Error("pictures that do not divide were accepted")
		}
	})
}

func TestMeanRowsAndTranspose(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, c := range widths {
			const batch, rows = 2, 5
			over(t, fmt.Sprintf("mean of rows of %d", c), func(in [][]float64) []float64 {
				out := make([]float64, batch*c)
				for i, x := range in[0] {
					out[i/(rows*c)*c+i%c] += x / rows
				}
				return out
			}, []int{batch * rows * c}, func(y []float32, in [][]float32) error {
				return p.MeanRows(y, in[0], batch, rows, c)
			}, func(d, dy []float32, _ int, _ [][]float32, _ []float32) error {
				return p.MeanRowsVJP(d, dy, batch, rows, c)
			})
			b := newBench(t, 22)
			x := b.in(37 * c)
			y := b.out(37 * c)
			b.done("transpose", p.Transpose(y, x, 37, c))
			for i := range x {
				if y[i%c*37+i/c] != x[i] {
					t.Fatalf("transpose of 37 by %d: element %d", c, i)
				}
			}
		}
	})
}

func TestTopKAndTake(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		nan, inf := float32(math.NaN()), float32(math.Inf(1))
		x := []float32{3, 5, nan, 5, -inf, 1, inf, nan, 2, -inf}
		y := make([]int32, 10)
		if err := p.TopK(y, x, 1, 10, 10); err != nil || !slices.Equal(y, []int32{6, 1, 3, 0, 8, 5, 4, 9, 2, 7}) {
			t.Errorf("order %v (%v)", y, err)
		}
		if err := p.TopK(y[:4], x, 2, 5, 2); err != nil || !slices.Equal(y[:4], []int32{1, 3, 1, 3}) {
			t.Errorf("two of each row: %v (%v)", y[:4], err)
		}
		long := newBench(t, 22).in(5003)
		long[77], long[5001], long[5002] = nan, 50, 60
		order := make([]int32, len(long)-1)
		for i := range order {
			order[i] = int32(i)
		}
		order[77] = int32(len(long) - 1) // what is no number comes last
		slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(long[b], long[a]) })
		for _, k := range []int{1, 3, 200} {
			y := make([]int32, k)
			if err := p.TopK(y, long, 1, len(long), k); err != nil || !slices.Equal(y, order[:k]) {
				t.Errorf("best %d of %d: %v (%v), want %v", k, len(long), y, err, order[:k])
			}
		}
		b := newBench(t, 23)
		v, dy := b.in(3*7), b.in(3*4)
		index := []int32{0, 6, 6, 3, 1, 1, 1, 1, 5, 4, 3, 2}
		got, d := b.out(12), b.out(21)
		b.done("take", p.Take(got, v, index, 3, 7, 4))
		b.done("take gradient", p.TakeVJP(d, dy, index, 3, 7, 4))
		want := make([]float64, 21)
		for i, k := range index {
			if got[i] != v[i/4*7+int(k)] {
				t.Errorf("take: element %d", i)
			}
			want[i/4*7+int(k)] += float64(dy[i])
		}
		near(t, "take gradient", d, want, 1e-6)
	})
}
