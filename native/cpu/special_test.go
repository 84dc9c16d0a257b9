//go:build cgo

package cpu

import (
	"fmt"
	"math"
	"testing"
)

var (
	inf     = float32(math.Inf(1))
	nan     = float32(math.NaN())
	minus0  = float32(math.Copysign(0, -1))
	special = []float32{0, minus0, 1e-40, -1e-40, 1.2e-38, -1.2e-38, 1e-20, 1, -1, 0.5, 1e4, -1e4, 1e20, -1e20, 3e38, -3e38, inf, -inf, nan}
)

const normal = 1.1754944e-38 // what is smaller may count as 0

// close32 holds a result to the truth: no number where there is none, infinite where float32 overflows, and in between within tol,
// or a denormal number away.
func close32(got float32, want, tol float64) bool {
	if want != want || got != got {
		return want != want && got != got
	}
	if math.Abs(want) > math.MaxFloat32 {
		return math.IsInf(float64(got), int(math.Copysign(1, want)))
	}
	return math.Abs(float64(got)-want) <= tol*math.Abs(want)+normal
}

// Every pair of special values through the operations of two operands, in vectors and past their ends.
func TestSpecialValuesOfElements(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		b := newBench(t, 50)
		var pairs [][2]float32
		for _, x := range special {
			for _, y := range special {
				pairs = append(pairs, [2]float32{x, y})
			}
		}
		n := len(pairs)
		x, y, r := newBlock(t, n, true).data, newBlock(t, n, true).data, b.out(n)
		flushed := func(v float32) float64 {
			if math.Abs(float64(v)) < normal {
				return 0
			}
			return float64(v)
		}
		for i, v := range pairs {
			x[i], y[i] = v[0], v[1]
		}
		for _, o := range []struct {
			name string
			do   func() error
			f    func(a, b float64) float64
		}{
			{"add", func() error { return p.Add(r, x, y) }, func(a, b float64) float64 { return a + b }},
			{"mul", func() error { return p.Mul(r, x, y) }, func(a, b float64) float64 { return a * b }},
			{"scale", func() error { return p.Scale(r, x, -2) }, func(a, _ float64) float64 { return a * -2 }},
			{"gated add", func() error { return p.GatedAdd(r, x, y, []float32{1}, 1, n) }, func(a, b float64) float64 { return a + b }},
		} {
			b.done(o.name, o.do())
			for i, v := range pairs {
				want := o.f(flushed(v[0]), flushed(v[1]))
				if exact := o.f(float64(v[0]), float64(v[1])); !close32(r[i], want, 1e-7) && !close32(r[i], exact, 1e-7) {
					t.Errorf("%s of %v and %v is %v, want %v", o.name, v[0], v[1], r[i], exact)
				}
			}
		}
		for k, f := range activations64 {
			in := newBlock(t, len(special), true).data
			copy(in, special)
			out := b.out(len(special))
			b.done("activation", p.Activate(k, out, in))
			for i, v := range special {
				want := f(float64(v))
				if math.IsInf(float64(v), -1) && k != Tanh { // x · 0
					want = 0
				}
				if got := out[i]; got != got != (want != want) || want == want && !close32(got, want, 4e-7) && math.Abs(float64(got)-want) > 2e-7*max(1, math.Abs(want)) {
					t.Errorf("activation %d of %v is %v, want %v", k, v, got, want)
				}
			}
		}
	})
}

// What is no number, or infinite, in one row spoils that row and no other, not by a bit.
func TestRowsKeepTheirNaNs(t *testing.T) {
	const rows, cols, out = 37, 64, 40
	eachVariant(t, func(t *testing.T, p *Pool) {
		b := newBench(t, 51)
		clean, w, gain := b.in(rows*cols), b.in(out*cols), b.in(cols)
		bits, _ := round(w)
		weights := map[string]Weight{"f32": {F32: w}, "bf16": {BF16: bits}}
		for name, f := range map[string]Format{"w8": W8, "w4": W4} {
			packed := make([]byte, PackedSize(f, out, cols))
			if err := p.Pack(packed, f, Weight{F32: w}, out, cols); err != nil {
				t.Fatal(err)
			}
			weights[name] = Weight{Packed: packed, Format: f}
		}
		type operation struct {
			name string
			cols int
			do   func(y, x []float32, rows int) error
		}
		ops := []operation{
			{"layer norm", cols, func(y, x []float32, n int) error { return p.LayerNorm(y, x, gain, nil, n, cols, 1e-5) }},
			{"rms norm", cols, func(y, x []float32, n int) error { return p.RMSNorm(y, x, gain, n, cols, 1e-5) }},
			{"normalize", cols, func(y, x []float32, n int) error { return p.Normalize(y, x, n, cols) }},
			{"softmax", cols, func(y, x []float32, n int) error { return p.Softmax(y, x, n, cols, false) }},
			{"log softmax", cols, func(y, x []float32, n int) error { return p.Softmax(y, x, n, cols, true) }},
			{"attention", cols, func(y, x []float32, n int) error {
				return p.Attention(y, x, clean, clean, Attention{Batch: 1, Rows: n, Keys: rows, Heads: 2, Dim: cols / 2, Scale: 0.2})
			}},
		}
		for name, m := range weights {
			ops = append(ops, operation{"linear " + name, out, func(y, x []float32, n int) error {
				return p.Linear(y, x, m, After{}, n, cols, out)
			}})
		}
		for _, o := range ops {
			want := b.out(rows * o.cols)
			b.done(o.name, o.do(want, clean, rows))
			for _, at := range []int{0, 13, rows - 1} {
				x := newBlock(t, rows*cols, true).data
				copy(x, clean)
				x[at*cols+5] = nan
				y := b.out(rows * o.cols)
				b.done(o.name, o.do(y, x, rows))
				for r := range rows {
					got := y[r*o.cols : (r+1)*o.cols]
					if r != at {
						same(t, fmt.Sprintf("%s: row %d beside row %d", o.name, r, at), got, want[r*o.cols:(r+1)*o.cols])
						continue
					}
					if o.name == "attention" {
						got = got[:cols/2] // the head that has it
					}
					for i, v := range got {
						if v == v {
							t.Fatalf("%s: element %d of a row with a NaN is %v", o.name, i, v)
						}
					}
				}
			}
			// Without rows nothing is read or written.
			if err := o.do(nil, nil, 0); err != nil {
				t.Errorf("%s without rows: %v", o.name, err)
			}
		}
	})
}

// An infinity or NaN among the weights spoils its column alone.
func TestColumnsKeepTheirNaNs(t *testing.T) {
	const rows, in, out = 19, 50, 45
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, bad := range []float32{nan, inf} {
			b := newBench(t, 52)
			x, w := b.in(rows*in), b.in(out*in)
			want := b.out(rows * out)
			b.done("linear", p.Linear(want, x, Weight{F32: w}, After{}, rows, in, out))
			w2 := append([]float32(nil), w...)
			w2[21*in+7] = bad
			bits, _ := round(w2)
			bits0, _ := round(w)
			wantBits := b.out(rows * out)
			b.done("linear", p.Linear(wantBits, x, Weight{BF16: bits0}, After{}, rows, in, out))
			for name, c := range map[string]struct {
				w    Weight
				want []float32
			}{"f32": {Weight{F32: w2}, want}, "bf16": {Weight{BF16: bits}, wantBits}} {
				y := b.out(rows * out)
				b.done("linear", p.Linear(y, x, c.w, After{}, rows, in, out))
				for i, v := range y {
					if i%out != 21 && math.Float32bits(v) != math.Float32bits(c.want[i]) {
						t.Fatalf("%s: element %d is %v beside a column with %v, want %v", name, i, v, bad, c.want[i])
					}
					if i%out == 21 && v-v == 0 {
						t.Fatalf("%s: element %d is %v in a column with %v", name, i, v, bad)
					}
				}
			}
		}
	})
}

// Denormal numbers count as 0 in kernels, and a caller's own arithmetic keeps them.
func TestDenormals(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		const rows, in, out = 20, 33, 17
		b := newBench(t, 53)
		x, w, y := newBlock(t, rows*in, true).data, b.in(out*in), b.out(rows*out)
		for i := range x {
			x[i] = 1e-40
		}
		b.done("linear", p.Linear(y, x, Weight{F32: w}, After{}, rows, in, out))
		for i, v := range y {
			if math.Abs(float64(v)) > in*4*normal {
				t.Fatalf("element %d of a product with denormal numbers is %v", i, v)
			}
		}
		if tiny := x[0]; tiny*0.5 == 0 || tiny+tiny <= tiny {
			t.Error("after a call the caller's denormal numbers are gone")
		}
	})
}
