//go:build cgo

package cpu

import (
	"fmt"
	"testing"
)

// matmul is a [m k] (or its transpose, ta) times b [k n] (or its transpose, tb), in float64.
func matmul(a, b []float32, m, k, n int, ta, tb bool) []float64 {
	c := make([]float64, m*n)
	for i := range m {
		for l := range k {
			x := float64(0)
			if ta {
				x = float64(a[l*m+i])
			} else {
				x = float64(a[i*k+l])
			}
			for j := range n {
				if tb {
					c[i*n+j] += x * float64(b[j*k+l])
				} else {
					c[i*n+j] += x * float64(b[l*n+j])
				}
			}
		}
	}
	return c
}

// Sizes around every edge: tiles of 6 and 14 rows, panels of 8, 16 and 32 columns, blocks of 512 in the inner dimension and
// of 128 to 512 columns, chunks of 512 rows, and the change from few to many rows.
var linearSizes = []struct{ rows, in, out int }{
	{1, 1, 1}, {1, 33, 7}, {2, 128, 128}, {5, 7, 3}, {6, 16, 8}, {7, 17, 9}, {13, 31, 33}, {14, 32, 32}, {15, 33, 31},
	{28, 64, 100}, {3, 256, 40}, {29, 257, 65}, {9, 513, 31}, {191, 30, 29}, {192, 40, 37}, {193, 108, 128}, {447, 33, 35}, {448, 32, 64},
	{449, 300, 70}, {460, 1030, 40}, {1030, 17, 33}, {520, 12, 530}, {1500, 40, 101}, {2100, 20, 600}, {1100, 530, 20},
	{4, 530, 90}, {8, 300, 33}, {12, 100, 50}, {13, 130, 50}, {33, 513, 600}, {449, 512, 40}, {449, 514, 40},
}

func TestLinear(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, s := range linearSizes {
			name := fmt.Sprintf("%d rows, %d to %d", s.rows, s.in, s.out)
			b := newBench(t, 1)
			x, w, bias, dy := b.in(s.rows*s.in), b.in(s.out*s.in), b.in(s.out), b.in(s.rows*s.out)
			bits, wide := round(w)
			_, rounded := round(x)
			want := matmul(x, w, s.rows, s.in, s.out, false, true)
			wantWide := matmul(rounded, wide, s.rows, s.in, s.out, false, true)

			y := b.out(s.rows * s.out)
			b.done(name, p.Linear(y, x, Weight{F32: w}, After{}, s.rows, s.in, s.out))
			near(t, name, y, want, 2e-6)
			y = b.out(s.rows * s.out)
			b.done(name, p.Linear(y, rounded, Weight{BF16: bits}, After{}, s.rows, s.in, s.out))
			near(t, name+" bf16", y, wantWide, 2e-6)
			for i := range want {
				want[i] += float64(bias[i%s.out])
			}
			y = b.out(s.rows * s.out)
			b.done(name, p.Linear(y, x, Weight{F32: w}, After{Bias: bias}, s.rows, s.in, s.out))
			near(t, name+" bias", y, want, 2e-6)

			dx, dw, db := b.out(s.rows*s.in), b.out(s.out*s.in), b.out(s.out)
			b.done(name, p.LinearVJP(dx, dw, db, dy, x, Weight{F32: w}, s.rows, s.in, s.out))
			near(t, name+" dx", dx, matmul(dy, w, s.rows, s.out, s.in, false, false), 2e-6)
			near(t, name+" dw", dw, matmul(dy, x, s.out, s.rows, s.in, true, false), 3e-6)
			near(t, name+" db", db, columnSums(dy, nil, s.rows, s.out), 3e-6)
			dx, db = b.out(s.rows*s.in), b.out(s.out)
			b.done(name, p.LinearVJP(dx, nil, nil, dy, nil, Weight{BF16: bits}, s.rows, s.in, s.out))
			near(t, name+" dx bf16", dx, matmul(dy, wide, s.rows, s.out, s.in, false, false), 2e-6)
			b.done(name, p.LinearVJP(nil, nil, db, dy, nil, Weight{}, s.rows, s.in, s.out))
			near(t, name+" db alone", db, columnSums(dy, nil, s.rows, s.out), 3e-6)
		}
	})
}

func columnSums(a, b []float32, rows, cols int) []float64 {
	out := make([]float64, cols)
	for r := range rows {
		for c := range cols {
			x := float64(a[r*cols+c])
			if b != nil {
				x *= float64(b[r*cols+c])
			}
			out[c] += x
		}
	}
	return out
}

// A row's result must not depend on the rows beside it, whichever way the product goes: few rows, one pass, several passes.
func TestRowsAreIndependent(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, in := range []int{300, 1100} {
			rowsAreIndependent(t, p, in)
		}
	})
}

func rowsAreIndependent(t *testing.T, p *Pool, in int) {
	const out, all = 250, 600
	b := newBench(t, 2)
	x, w, bias := b.in(all*in), b.in(out*in), b.in(out)
	whole := b.out(all * out)
	b.done("linear", p.Linear(whole, x, Weight{F32: w}, After{Bias: bias}, all, in, out))
	for _, s := range []struct{ from, rows int }{{0, 1}, {17, 1}, {599, 1}, {3, 2}, {100, 13}, {7, 33}, {250, 200}, {31, 256}, {40, 500}} {
		part := b.out(s.rows * out)
		b.done("linear", p.Linear(part, x[s.from*in:], Weight{F32: w}, After{Bias: bias}, s.rows, in, out))
		same(t, fmt.Sprintf("rows from %d", s.from), part, whole[s.from*out:(s.from+s.rows)*out])
	}
}
