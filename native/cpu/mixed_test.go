//go:build cgo

package cpu

import (
	"fmt"
	"math"
	"testing"
)

// nearest rounds to the nearest bfloat16, to the even one of two.
func nearest(x []float32) []float32 {
	y := make([]float32, len(x))
	for i, v := range x {
		u := math.Float32bits(v)
		y[i] = math.Float32frombits((u + 0x7fff + u>>16&1) &^ 0xffff)
	}
	return y
}

// Under mixed, what tiles multiply is rounded to bfloat16 and summed in float32, forward and backward; elsewhere nothing is.
func TestMixed(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, s := range []struct{ rows, in, out int }{
			{1, 1, 1}, {3, 5, 7}, {31, 32, 16}, {32, 33, 48}, {33, 128, 106}, {100, 40, 50}, {600, 17, 65}, {2049, 64, 31}, {4500, 20, 40}, {5, 800, 700},
		} {
			name := fmt.Sprintf("%d rows, %d to %d", s.rows, s.in, s.out)
			b := newBench(t, 3)
			x, w, bias, dy := b.in(s.rows*s.in), b.in(s.out*s.in), b.in(s.out), b.in(s.rows*s.out)
			weight := Weight{F32: w, Mixed: true}
			rx, rw, rdy := x, w, dy
			if p.Variant() == "amx" && s.in*s.out <= 1<<19 {
				rx = nearest(x)
				rw = nearest(w)
				rdy = nearest(dy)
			}
			want := matmul(rx, rw, s.rows, s.in, s.out, false, true)
			y := b.out(s.rows * s.out)
			b.done(name, p.Linear(y, x, weight, After{}, s.rows, s.in, s.out))
			near(t, name, y, want, 3e-6)
			for i := range want {
				want[i] = float64(dy[i]) + max(0, want[i]+float64(bias[i%s.out]))
			}
			y = b.out(s.rows * s.out)
			b.done(name, p.Linear(y, x, weight, After{Bias: bias, Activation: ReLU, Residual: dy}, s.rows, s.in, s.out))
			near(t, name+" and what follows", y, want, 3e-6)
			dx, dw, db := b.out(s.rows*s.in), b.out(s.out*s.in), b.out(s.out)
			b.done(name, p.LinearVJP(dx, dw, db, dy, x, weight, s.rows, s.in, s.out))
			near(t, name+" dx", dx, matmul(rdy, rw, s.rows, s.out, s.in, false, false), 3e-6)
			near(t, name+" dw", dw, matmul(rdy, rx, s.out, s.rows, s.in, true, false), 3e-6)
			near(t, name+" db", db, columnSums(dy, nil, s.rows, s.out), 3e-6)
		}
	})
}

func TestMixedRowsAreIndependent(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		const rows, in, out = 300, 100, 70
		b := newBench(t, 4)
		x, w := b.in(rows*in), Weight{F32: b.in(out * in), Mixed: true}
		whole := b.out(rows * out)
		b.done("linear", p.Linear(whole, x, w, After{}, rows, in, out))
		for _, s := range []struct{ from, rows int }{{0, 1}, {17, 1}, {40, 33}, {100, 200}} {
			part := b.out(s.rows * out)
			b.done("linear", p.Linear(part, x[s.from*in:], w, After{}, s.rows, in, out))
			same(t, fmt.Sprintf("rows from %d", s.from), part, whole[s.from*out:(s.from+s.rows)*out])
		}
	})
}

// The sums of a gradient are cut by shape, not by threads.
func TestMixedThreads(t *testing.T) {
	const rows, in, out = 9000, 33, 40
	var first []float32
	for _, n := range []int{1, 2, 5} {
		p, err := New(Config{Threads: n})
		if err != nil {
			t.Fatal(err)
		}
		b := newBench(t, 5)
		dw := b.out(out * in)
		b.done("gradient", p.LinearVJP(nil, dw, nil, b.in(rows*out), b.in(rows*in), Weight{F32: b.in(out * in), Mixed: true}, rows, in, out))
		p.Close()
		if first == nil {
			first = append(first, dw...)
		}
		same(t, fmt.Sprintf("%d threads", n), dw, first)
	}
}
