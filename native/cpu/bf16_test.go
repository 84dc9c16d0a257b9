//go:build cgo

package cpu

import (
	"fmt"
	"math"
	"testing"
	"unsafe"
)

// Rows around the ways that a product takes: few rows in place up to 48, tiles of 16, groups of three, blocks of 288.
var bf16Rows = []int{1, 2, 3, 4, 5, 8, 15, 16, 17, 33, 48, 49, 64, 100, 256, 289}

// Sizes around tiles of 32 by 16, pairs, and blocks of the inner dimension.
var bf16Sizes = []struct{ in, out int }{{1, 1}, {2, 16}, {31, 15}, {32, 32}, {33, 47}, {63, 33}, {96, 64}, {130, 100}, {515, 17}, {1024, 80}}

// Products with bfloat16 matrices against float64 of the same operands; each row alone gives the same bits.
func TestBF16(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, s := range bf16Sizes {
			b := newBench(t, 40)
			most := bf16Rows[len(bf16Rows)-1]
			bits, w := round(b.in(s.out * s.in))
			_, x := round(b.in(most * s.in))
			bias := b.in(s.out)
			want := matmul(x, w, most, s.in, s.out, false, true)
			for i := range want {
				want[i] += float64(bias[i%s.out])
			}
			whole := b.out(most * s.out)
			for i := len(bf16Rows) - 1; i >= 0; i-- {
				rows := bf16Rows[i]
				name := fmt.Sprintf("%d rows, %d to %d", rows, s.in, s.out)
				y := whole
				if rows < most {
					y = b.out(rows * s.out)
				}
				b.done(name, p.Linear(y, x, Weight{BF16: bits}, After{Bias: bias}, rows, s.in, s.out))
				near(t, name, y, want[:rows*s.out], 2e-6)
				same(t, name, y, whole[:rows*s.out])
			}
		}
	})
}

// A long inner dimension goes in blocks, with the results kept in between, and results of whole lines go past the caches.
func TestBF16InBlocks(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, s := range []struct{ rows, in, out int }{{270, 4500, 96}, {300, 4496, 80}, {1100, 64, 272}, {70, 20000, 33}} {
			name := fmt.Sprintf("%d rows, %d to %d", s.rows, s.in, s.out)
			b := newBench(t, 41)
			bits, w := round(b.in(s.out * s.in))
			_, x := round(b.in(s.rows * s.in))
			y, last := lines(s.rows*s.out), b.out(s.out)
			b.done(name, p.Linear(y, x, Weight{BF16: bits}, After{}, s.rows, s.in, s.out))
			at := s.rows - 1
			b.done(name, p.Linear(last, x[at*s.in:], Weight{BF16: bits}, After{}, 1, s.in, s.out))
			same(t, name, last, y[at*s.out:])
			for _, r := range []int{0, 15, s.rows / 2, at} {
				near(t, name, y[r*s.out:(r+1)*s.out], matmul(x[r*s.in:(r+1)*s.in], w, 1, s.in, s.out, false, true), 4e-6)
			}
		}
	})
}

// lines is a slice that begins with a cache line.
func lines(n int) []float32 {
	all := make([]float32, n+16)
	for i := range all {
		if uintptr(unsafe.Pointer(&all[i]))%64 == 0 {
			return all[i : i+n : i+n]
		}
	}
	return nil
}

// Activations are rounded to bfloat16 where the machine multiplies such: every term is off by at most 2⁻⁸ of itself (half a
// unit of 8 bits on one side; weights are exact), which adds up to that part of the sum of sizes.
func TestBF16Rounding(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		const rows, in, out = 60, 300, 50
		b := newBench(t, 42)
		bits, w := round(b.in(out * in))
		x, y := b.in(rows*in), b.out(rows*out)
		b.done("linear", p.Linear(y, x, Weight{BF16: bits}, After{}, rows, in, out))
		want := matmul(x, w, rows, in, out, false, true)
		for r := range rows {
			for c := range out {
				sizes := 0.0
				for k := range in {
					sizes += math.Abs(float64(x[r*in+k]) * float64(w[c*in+k]))
				}
				if d := math.Abs(float64(y[r*out+c]) - want[r*out+c]); !(d <= sizes*(1.0/256+1e-6)) {
					t.Fatalf("row %d, column %d: off by %g, more than 2⁻⁸ of %g", r, c, d, sizes)
				}
			}
		}
	})
}

// What is no number stays in its row and column, and what fills up tiles is not seen.
func TestBF16NotANumber(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		nan, inf := float32(math.NaN()), float32(math.Inf(1))
		for _, rows := range []int{1, 3, 17, 60, 100} {
			for _, s := range []struct{ in, out int }{{33, 35}, {64, 64}, {95, 17}} {
				name := fmt.Sprintf("%d rows, %d to %d", rows, s.in, s.out)
				b := newBench(t, 43)
				_, x := round(b.in(rows * s.in))
				bits, w := round(b.in(s.out * s.in))
				badRow, badColumn := rows-1, s.out/2
				x[badRow*s.in+s.in-1] = inf
				w[badColumn*s.in] = nan
				bits[badColumn*s.in] = uint16(math.Float32bits(nan) >> 16)
				want := matmul(x, w, rows, s.in, s.out, false, true)
				y := b.out(rows * s.out)
				b.done(name, p.Linear(y, x, Weight{BF16: bits}, After{}, rows, s.in, s.out))
				for i, v := range y {
					w := float32(want[i])
					if bad := w != w || math.IsInf(want[i], 0); bad && !(v == w || v != v && w != w) || !bad && !(math.Abs(float64(v-w)) < 1e-3) {
						t.Fatalf("%s: row %d, column %d is %v, want %v", name, i/s.out, i%s.out, v, w)
					}
				}
			}
		}
	})
}

// After a product of bfloat16 come the same operations as one by one.
func TestBF16After(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, s := range []struct{ rows, in, out int }{{1, 64, 35}, {20, 600, 37}, {70, 64, 64}, {1030, 33, 256}} {
			for kind := Identity; kind <= Tanh; kind++ {
				name := fmt.Sprintf("%d rows, %d to %d, activation %d", s.rows, s.in, s.out, kind)
				b := newBench(t, 44)
				n := s.rows * s.out
				bits, _ := round(b.in(s.out * s.in))
				x, bias, times, residual, gates := b.in(s.rows*s.in), b.in(s.out), b.in(n), b.in(n), b.in(s.out)
				plain, act, mul, gated, y := b.out(n), b.out(n), b.out(n), b.out(n), b.out(n)
				b.done(name, p.Linear(plain, x, Weight{BF16: bits}, After{Bias: bias}, s.rows, s.in, s.out))
				b.done(name, p.Activate(kind, act, plain))
				b.done(name, p.Mul(mul, act, times))
				b.done(name, p.GatedAdd(gated, residual, mul, gates, s.rows, s.out))
				b.done(name, p.Linear(y, x, Weight{BF16: bits}, After{Bias: bias, Activation: kind, Times: times, Residual: residual, Gate: gates}, s.rows, s.in, s.out))
				same(t, name, y, gated)
			}
		}
	})
}

// Products read and write the form of operands with the bits of plain ones: a norm, a product with an activation, a product.
func TestBF16Tiles(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		if p.Tiled(48, 64) || p.Tiled(64, 48) {
			t.Error("few rows, or rows that do not fill tiles, have a form of their own")
		}
		if want := p.Variant() == "amx"; p.Tiled(49, 64) != want {
			t.Errorf("tiles for 49 rows: %t, want %t", !want, want)
		}
		if !p.Tiled(49, 64) {
			if p.Linear(make([]float32, 49*64), make([]float32, 49*64), Weight{BF16: make([]uint16, 64*64)}, After{FromTiles: true}, 49, 64, 64) == nil {
				t.Error("a variant without tiles took them")
			}
			return
		}
		for _, s := range []struct{ rows, in, middle, out int }{{49, 32, 64, 33}, {64, 96, 32, 64}, {257, 64, 4512, 48}, {300, 2080, 1056, 16}, {1100, 32, 96, 17}} {
			name := fmt.Sprintf("%d rows, %d to %d to %d", s.rows, s.in, s.middle, s.out)
			b := newBench(t, 45)
			x, gain, bias, up := b.in(s.rows*s.in), b.in(s.in), b.in(s.in), b.in(s.middle)
			first, _ := round(b.in(s.middle * s.in))
			second, _ := round(b.in(s.out * s.middle))
			for kind := Identity; kind <= Tanh; kind++ {
				centred, shift := kind%2 == 0, []float32(nil)
				normed, middle, want := b.out(s.rows*s.in), b.out(s.rows*s.middle), b.out(s.rows*s.out)
				if centred {
					shift = bias
					b.done(name, p.LayerNorm(normed, x, gain, shift, s.rows, s.in, 1e-5))
				} else {
					b.done(name, p.RMSNorm(normed, x, gain, s.rows, s.in, 1e-5))
				}
				b.done(name, p.Linear(middle, normed, Weight{BF16: first}, After{Bias: up, Activation: kind}, s.rows, s.in, s.middle))
				b.done(name, p.Linear(want, middle, Weight{BF16: second}, After{}, s.rows, s.middle, s.out))
				tiles, between, got := b.out(s.rows*s.in), b.out(s.rows*s.middle), b.out(s.rows*s.out)
				b.done(name, p.NormTiles(tiles, x, gain, shift, s.rows, s.in, 1e-5, centred))
				b.done(name, p.Linear(between, tiles, Weight{BF16: first}, After{Bias: up, Activation: kind, FromTiles: true, ToTiles: true}, s.rows, s.in, s.middle))
				b.done(name, p.Linear(got, between, Weight{BF16: second}, After{FromTiles: true}, s.rows, s.middle, s.out))
				same(t, fmt.Sprintf("%s, activation %d", name, kind), got, want)
			}
		}
		if p.Linear(make([]float32, 64*64), make([]float32, 64*64), Weight{BF16: make([]uint16, 64*64)}, After{ToTiles: true, Residual: make([]float32, 64*64)}, 64, 64, 64) == nil {
			t.Error("tiles with a residual are taken")
		}
	})
}

// Matrices of files begin anywhere: what is read in place and what is copied gives the same bits.
func TestBF16Anywhere(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, s := range []struct{ rows, in, out int }{{50, 64, 100}, {100, 1024, 70}, {60, 2048, 64}, {300, 4096, 33}} {
			b := newBench(t, 46)
			bits, _ := round(b.in(s.out * s.in))
			x := b.in(s.rows * s.in)
			var want []float32
			for _, skip := range []int{0, 1, 4, 32} { // elements after a page
				all := make([]uint16, len(bits)+2048+skip)
				for uintptr(unsafe.Pointer(&all[skip]))%4096 != uintptr(2*skip) {
					all = all[1:]
				}
				w := all[skip : skip+len(bits)]
				copy(w, bits)
				y := b.out(s.rows * s.out)
				b.done("linear", p.Linear(y, x, Weight{BF16: w}, After{}, s.rows, s.in, s.out))
				if want == nil {
					want = y
				}
				same(t, fmt.Sprintf("%d rows, %d to %d, %d elements after a page", s.rows, s.in, s.out, skip), y, want)
			}
		}
	})
}
