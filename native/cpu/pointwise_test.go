//go:build cgo

package cpu

import (
	"fmt"
	"math"
	"testing"
)

var activations64 = map[Activation]func(x float64) float64{
	GELU:        func(x float64) float64 { return x / 2 * math.Erfc(-x/math.Sqrt2) },
	GELUTanh:    func(x float64) float64 { return x / 2 * (1 + math.Tanh(math.Sqrt(2/math.Pi)*(x+0.044715*x*x*x))) },
	QuickGELU:   func(x float64) float64 { return x / (1 + math.Exp(-1.702*x)) },
	ReLU:        func(x float64) float64 { return max(x, 0) },
	SquaredReLU: func(x float64) float64 { return max(x, 0) * max(x, 0) },
	SiLU:        func(x float64) float64 { return x / (1 + math.Exp(-x)) },
	Tanh:        math.Tanh,
}

// Over a dense grid the error stays below 2e-7 times the larger of 1 and |x| (2.5 units in the last place of tanh near 1),
// in the function and its derivative.
func TestActivations(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		var x, ones []float32
		for v := -20.0; v < 20; v += 1.0 / 512 {
			x, ones = append(x, float32(v+1e-4)), append(ones, 1)
		}
		for k, f := range activations64 {
			y, d := make([]float32, len(x)), make([]float32, len(x))
			if err := p.Activate(k, y, x); err != nil {
				t.Fatal(err)
			}
			if err := p.ActivateVJP(k, d, ones, x); err != nil {
				t.Fatal(err)
			}
			for i, v := range x {
				v := float64(v)
				if e := math.Abs(float64(y[i]) - f(v)); !(e <= 2e-7*max(1, math.Abs(f(v)))) {
					t.Fatalf("activation %d of %v is %v, want %v", k, v, y[i], f(v))
				}
				slope := (f(v+1e-6) - f(v-1e-6)) / 2e-6
				if e := math.Abs(float64(d[i]) - slope); !(e <= 1e-6*max(1, math.Abs(slope))) {
					t.Fatalf("slope of activation %d at %v is %v, want %v", k, v, d[i], slope)
				}
			}
			edge := []float32{float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN()), 3e38, -3e38, 0}
			got := make([]float32, len(edge))
			if err := p.Activate(k, got, edge); err != nil {
				t.Fatal(err)
			}
			for i, v := range edge {
				want := float32(f(float64(v)))
				if math.IsInf(float64(v), -1) && k != Tanh { // x · 0
					want = 0
				}
				if got[i] != want && !(got[i] != got[i] && v != v) {
					t.Errorf("activation %d of %v is %v, want %v", k, v, got[i], want)
				}
			}
		}
	})
}

// softmax shows the exponential: of two classes, one at 0.
func TestExponential(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		var x []float32
		for v := -86.0; v <= 0; v += 1.0 / 256 {
			x = append(x, float32(v), 0)
		}
		y := make([]float32, len(x))
		if err := p.Softmax(y, x, len(x)/2, 2, false); err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(x); i += 2 {
			e := math.Exp(float64(x[i]))
			if want := e / (1 + e); math.Abs(float64(y[i])-want) > 4e-7*want {
				t.Fatalf("e^%v/(1+e^%v) is %v, want %v", x[i], x[i], y[i], want)
			}
		}
	})
}

func TestElements(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, n := range []int{1, 7, 16, 33, 1000, 70001} {
			b := newBench(t, 6)
			x, y := b.in(n), b.in(n)
			z := b.out(n)
			b.done("add", p.Add(z, x, y))
			for i := range z {
				if z[i] != x[i]+y[i] {
					t.Fatalf("add: element %d of %d", i, n)
				}
			}
			b.done("mul", p.Mul(z, x, y))
			for i := range z {
				if z[i] != x[i]*y[i] {
					t.Fatalf("mul: element %d of %d", i, n)
				}
			}
			b.done("scale", p.Scale(z, x, -1.5))
			for i := range z {
				if z[i] != x[i]*-1.5 {
					t.Fatalf("scale: element %d of %d", i, n)
				}
			}
			b.done("copy", p.Copy(z, x))
			same(t, "copy", z, x)
			sum, err := p.SumSquares(x)
			want := 0.0
			for _, v := range x {
				want += float64(v) * float64(v)
			}
			if b.done("sum of squares", err); math.Abs(sum-want) > 1e-12*want {
				t.Errorf("sum of %d squares is %v, want %v", n, sum, want)
			}
		}
		for _, s := range []struct{ rows, cols int }{{1, 5}, {6, 1}, {50, 17}, {700, 128}} {
			b := newBench(t, 7)
			x, y := b.in(s.rows*s.cols), b.in(s.cols)
			z := b.out(s.rows * s.cols)
			b.done("add", p.Add(z, x, y))
			for i := range z {
				if z[i] != x[i]+y[i%s.cols] {
					t.Fatalf("add of %d columns: element %d", s.cols, i)
				}
			}
			b.done("mul", p.Mul(z, x, y))
			for i := range z {
				if z[i] != x[i]*y[i%s.cols] {
					t.Fatalf("mul of %d columns: element %d", s.cols, i)
				}
			}
		}
		if err := p.Add(make([]float32, 6), make([]float32, 6), make([]float32, 4)); err == nil {
			t.Error("an operand that does not fit was accepted")
		}
		if err := p.Add(make([]float32, 5), make([]float32, 6), make([]float32, 6)); err == nil {
			t.Error("a result that is too short was accepted")
		}
	})
}

func TestGatedAdd(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, c := range widths {
			for _, gates := range []int{1, c} {
				const rows = 5
				over(t, fmt.Sprintf("%d gates of %d", gates, c), func(in [][]float64) []float64 {
					out := make([]float64, rows*c)
					for i := range out {
						out[i] = in[0][i] + in[2][i%c%gates]*in[1][i]
					}
					return out
				}, []int{rows * c, rows * c, gates}, func(y []float32, in [][]float32) error {
					return p.GatedAdd(y, in[0], in[1], in[2], rows, c)
				}, func(d, dy []float32, k int, in [][]float32, _ []float32) error {
					switch k {
					case 0:
						copy(d, dy)
						return nil
					case 1:
						return p.GatedAddVJP(d, nil, dy, in[1], in[2], rows, c)
					}
					return p.GatedAddVJP(nil, d, dy, in[1], in[2], rows, c)
				})
			}
		}
		// A closed gate gives the residual bit for bit, denormal numbers included, whatever the branch holds.
		x, branch := []float32{1e-40, float32(math.Copysign(0, -1)), 3, 1}, []float32{float32(math.Inf(1)), float32(math.NaN()), 3e38, 2}
		y := make([]float32, 4)
		if err := p.GatedAdd(y, x, branch, []float32{0}, 1, 4); err != nil {
			t.Fatal(err)
		}
		same(t, "closed gate", y, x)
		if err := p.GatedAdd(y, x, branch, []float32{0, 0, float32(math.NaN()), 1}, 1, 4); err != nil || y[0] != x[0] || y[2] == y[2] || y[3] != 3 {
			t.Errorf("gates 0, 0, NaN, 1 give %v (%v)", y, err)
		}
	})
}

func TestRotary(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, r := range []Rotary{{Heads: 1, Dim: 2, Rotate: 2, Base: 10000}, {Heads: 3, Dim: 40, Rotate: 36, Base: 10000}, {Heads: 2, Dim: 9, Rotate: 4, Base: 500}} {
			pos := []int32{0, 1, 7, 100, 5000, 1 << 20}
			over(t, fmt.Sprintf("rotary %+v", r), func(in [][]float64) []float64 {
				out := append([]float64(nil), in[0]...)
				for row, at := range pos {
					for h := range r.Heads {
						x, y := in[0][(row*r.Heads+h)*r.Dim:], out[(row*r.Heads+h)*r.Dim:]
						for i := range r.Rotate / 2 {
							sin, cos := math.Sincos(float64(at) * math.Pow(float64(r.Base), -2*float64(i)/float64(r.Rotate)))
							y[i], y[i+r.Rotate/2] = x[i]*cos-x[i+r.Rotate/2]*sin, x[i+r.Rotate/2]*cos+x[i]*sin
						}
					}
				}
				return out
			}, []int{len(pos) * r.Heads * r.Dim}, func(y []float32, in [][]float32) error {
				return p.Rotate(y, in[0], pos, r)
			}, func(d, dy []float32, _ int, _ [][]float32, _ []float32) error {
				r.Inverse = true
				return p.Rotate(d, dy, pos, r)
			})
		}
	})
}

func TestUpdate(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, n := range []int{1, 5, 16, 50, 40000} {
			b := newBench(t, 8)
			a := AdamW{Rate: 0.02, Scale: 0.5, Beta1: 0.9, Beta2: 0.95, Eps: 1e-8, Decay: 0.1}
			w, m, v := newBlock(t, n, true), newBlock(t, n, true), newBlock(t, n, false)
			copy(w.data, b.in(n))
			clear(m.data)
			clear(v.data)
			w64, m64, v64 := wide(w.data), make([]float64, n), make([]float64, n)
			for step := range 3 {
				g, change := b.in(n), b.out(1)
				a.Step = float32(step + 1)
				b.done("update", p.Update(change, w.data, g, m.data, v.data, a))
				b1, b2, most := float64(a.Beta1), float64(a.Beta2), 0.0
				for i, d := range wide(g) {
					d *= 0.5
					m64[i] = b1*m64[i] + (1-b1)*d
					v64[i] = b2*v64[i] + (1-b2)*d*d
					by := 0.02 * (m64[i]/(1-math.Pow(b1, float64(step+1)))/(math.Sqrt(v64[i]/(1-math.Pow(b2, float64(step+1))))+1e-8) + 0.1*w64[i])
					w64[i] -= by
					most = max(most, math.Abs(by))
				}
				near(t, "weights", w.data, w64, 2e-6)
				near(t, "first moment", m.data, m64, 2e-6)
				near(t, "second moment", v.data, v64, 2e-6)
				near(t, "change", change, []float64{most}, 1e-5)
			}
			for _, x := range []*block{w, m, v} {
				x.check(t, "update")
			}
			m.data[n-1] = float32(math.NaN())
			change := []float32{0}
			if err := p.Update(change, w.data, b.in(n), m.data, v.data, a); err != nil || change[0] == change[0] {
				t.Errorf("a moment that is no number gives a change of %v (%v)", change[0], err)
			}
		}
	})
}
