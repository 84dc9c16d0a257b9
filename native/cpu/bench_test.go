//go:build cgo

package cpu

import (
	"fmt"
	"math"
	"testing"
)

// Benchmarks of the shapes that training pond spends its time on; GFLOP/s are in the output.

func benchmark(b *testing.B, flop float64, bytes int64, f func() error) {
	b.SetBytes(bytes)
	if err := f(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := f(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(flop*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}

func benchPool(b *testing.B) *Pool {
	p, err := New(Config{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { p.Close() })
	return p
}

func wave(n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(math.Sin(float64(i)))
	}
	return x
}

func BenchmarkLinear(b *testing.B) {
	p := benchPool(b)
	for _, s := range []struct{ rows, in, out int }{{16384, 128, 128}, {16384, 128, 512}, {16384, 512, 128}, {16384, 128, 100}, {1024, 1024, 1024}, {1, 2048, 8192}, {8, 2048, 8192}, {1, 128, 512}} {
		x, w, bias, y := wave(s.rows*s.in), wave(s.in*s.out), wave(s.out), wave(s.rows*s.out)
		dx, dw := wave(s.rows*s.in), wave(s.in*s.out)
		flop, bytes := 2*float64(s.rows)*float64(s.in)*float64(s.out), int64(4*(len(x)+len(w)+len(y)))
		name := fmt.Sprintf("%dx%dx%d", s.rows, s.in, s.out)
		b.Run("y/"+name, func(b *testing.B) {
			benchmark(b, flop, bytes, func() error { return p.Linear(y, x, Weight{F32: w}, After{Bias: bias}, s.rows, s.in, s.out) })
		})
		if s.rows < 100 {
			continue
		}
		b.Run("dx/"+name, func(b *testing.B) {
			benchmark(b, flop, bytes, func() error { return p.LinearVJP(dx, nil, nil, y, x, Weight{F32: w}, s.rows, s.in, s.out) })
		})
		b.Run("dw/"+name, func(b *testing.B) {
			benchmark(b, flop, bytes, func() error { return p.LinearVJP(nil, dw, bias, y, x, Weight{F32: w}, s.rows, s.in, s.out) })
		})
	}
}

func BenchmarkAttention(b *testing.B) {
	p := benchPool(b)
	for _, a := range []Attention{
		{Batch: 64, Rows: 256, Keys: 256, Heads: 4, Dim: 32, Scale: 0.2, Causal: true},
		{Batch: 192, Rows: 64, Keys: 64, Heads: 4, Dim: 32, Scale: 0.2},
		{Batch: 1, Rows: 1, Keys: 256, Heads: 4, Dim: 32, Scale: 0.2, Causal: true},
	} {
		q, k, v, o := wave(a.q()), wave(a.k()), wave(a.k()), wave(a.q())
		dq, dk, dv := wave(a.q()), wave(a.k()), wave(a.k())
		flop := 4 * float64(a.q()) * float64(a.Keys)
		if a.Causal && a.Rows > 1 {
			flop /= 2
		}
		name := fmt.Sprintf("%dx%dx%d", a.Batch, a.Rows, a.Keys)
		b.Run("o/"+name, func(b *testing.B) {
			benchmark(b, flop, int64(16*len(q)), func() error { return p.Attention(o, q, k, v, a) })
		})
		b.Run("back/"+name, func(b *testing.B) {
			benchmark(b, flop*2.5, int64(28*len(q)), func() error { return p.AttentionVJP(dq, dk, dv, o, q, k, v, a) })
		})
	}
}

func BenchmarkElements(b *testing.B) {
	p := benchPool(b)
	const rows, cols = 16384, 128
	x, y, z, g := wave(rows*cols*4), wave(rows*cols*4), wave(rows*cols*4), wave(cols)
	run := func(name string, n, arrays int, f func() error) {
		b.Run(name, func(b *testing.B) { benchmark(b, float64(n), int64(4*arrays*n), f) })
	}
	run("gelu", len(x), 2, func() error { return p.Activate(GELU, y, x) })
	run("gelu back", len(x), 3, func() error { return p.ActivateVJP(GELU, z, y, x) })
	run("add", rows*cols, 3, func() error { return p.Add(z[:rows*cols], y[:rows*cols], x[:rows*cols]) })
	run("norm", rows*cols, 2, func() error { return p.LayerNorm(y, x, g, g, rows, cols, 1e-5) })
	run("norm back", rows*cols, 3, func() error { return p.LayerNormVJP(z, g, g, y, x, g, rows, cols, 1e-5) })
	run("sum rows", rows*cols, 1, func() error { return p.SumRows(g, x, nil, rows, cols) })
	run("softmax", rows*cols, 2, func() error { return p.Softmax(y, x, rows, cols, false) })
	run("adamw", 1<<20, 7, func() error {
		return p.Update(g[:1], x[:1<<20], y[:1<<20], z[:1<<20], z[1<<20:2<<20], AdamW{1e-3, 1, 1, 0.9, 0.95, 1e-8, 0.05})
	})
}

// BenchmarkLargeLinear is float32 products with matrices of a model of 1.3 B parameters, other ones each time so that none is
// in a cache: B/s is the weights read.
func BenchmarkLargeLinear(b *testing.B) {
	p := benchPool(b)
	all := wave(1 << 28)
	for _, s := range []struct{ in, out int }{{2048, 2048}, {2048, 8192}, {8192, 2048}, {2048, 50280}} {
		size := s.in * s.out
		for _, rows := range []int{1, 2, 4, 8, 16, 64, 256, 257} {
			x, y := wave(rows*s.in), wave(rows*s.out)
			at := 0
			b.Run(fmt.Sprintf("%dx%dx%d", rows, s.in, s.out), func(b *testing.B) {
				benchmark(b, 2*float64(rows)*float64(size), int64(4*size), func() error {
					w := all[at : at+size]
					if at += size; at+size > len(all) {
						at = 0
					}
					return p.Linear(y, x, Weight{F32: w}, After{}, rows, s.in, s.out)
				})
			})
		}
	}
}
