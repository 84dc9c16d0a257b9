//go:build cgo

package cpu

import (
	"fmt"
	"math"
	"testing"
)

// An operation in float64: from operands to its result. Gradients are checked against its central differences, so that
// only forward formulas are written down.
type truth func(in [][]float64) []float64

// differences is the gradient of Σ d · f(in) with respect to operand k.
func differences(f truth, in [][]float64, k int, d []float64) []float64 {
	const h = 1e-5
	out := make([]float64, len(in[k]))
	for i, x := range in[k] {
		in[k][i] = x + h
		up := f(in)
		in[k][i] = x - h
		down := f(in)
		in[k][i] = x
		for j := range d {
			out[i] += d[j] * (up[j] - down[j]) / (2 * h)
		}
	}
	return out
}

func wide(x []float32) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = float64(v)
	}
	return out
}

// widths are row lengths around the vectors of every variant.
var widths = []int{1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 50}

// eachRow applies f to rows of cols elements.
func eachRow(x []float64, cols int, f func(row []float64) []float64) []float64 {
	var out []float64
	for r := 0; r < len(x); r += cols {
		out = append(out, f(x[r:r+cols])...)
	}
	return out
}

// over runs a forward and a backward call on operands of the given sizes and compares them with the truth. back gets one
// slice for each operand.
func over(t *testing.T, name string, f truth, sizes []int, forward func(y []float32, in [][]float32) error, back func(d, dy []float32, k int, in [][]float32, y []float32) error) {
	t.Helper()
	b := newBench(t, uint64(len(name)))
	in, exact := make([][]float32, len(sizes)), make([][]float64, len(sizes))
	for i, n := range sizes {
		in[i] = b.in(n)
		exact[i] = wide(in[i])
	}
	want := f(exact)
	y := b.out(len(want))
	b.done(name, forward(y, in))
	near(t, name, y, want, 2e-6)
	if back == nil {
		return
	}
	dy := b.in(len(want))
	for k := range sizes {
		d := b.out(sizes[k])
		b.done(name, back(d, dy, k, in, y))
		near(t, fmt.Sprintf("%s gradient %d", name, k), d, differences(f, exact, k, wide(dy)), 5e-6)
	}
}

func layerNorm64(eps float64, centred bool) func(row []float64) []float64 {
	return func(row []float64) []float64 {
		mean, v := 0.0, 0.0
		for _, x := range row {
			mean += x / float64(len(row))
		}
		if !centred {
			mean = 0
		}
		for _, x := range row {
			v += (x - mean) * (x - mean) / float64(len(row))
		}
		out := make([]float64, len(row))
		for i, x := range row {
			out[i] = (x - mean) / math.Sqrt(v+eps)
		}
		return out
	}
}

func affine(x, gain, bias []float64) []float64 {
	for i := range x {
		x[i] *= gain[i%len(gain)]
		if bias != nil {
			x[i] += bias[i%len(bias)]
		}
	}
	return x
}

func TestNorms(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		const rows, eps = 3, 1e-2
		for _, c := range widths {
			over(t, fmt.Sprintf("layer norm of %d", c), func(in [][]float64) []float64 {
				return affine(eachRow(in[0], c, layerNorm64(eps, true)), in[1], in[2])
			}, []int{rows * c, c, c}, func(y []float32, in [][]float32) error {
				return p.LayerNorm(y, in[0], in[1], in[2], rows, c, eps)
			}, func(d, dy []float32, k int, in [][]float32, _ []float32) error {
				var g [3][]float32
				g[k] = d
				return p.LayerNormVJP(g[0], g[1], g[2], dy, in[0], in[1], rows, c, eps)
			})
			over(t, fmt.Sprintf("rms norm of %d", c), func(in [][]float64) []float64 {
				return affine(eachRow(in[0], c, layerNorm64(eps, false)), in[1], nil)
			}, []int{rows * c, c}, func(y []float32, in [][]float32) error {
				return p.RMSNorm(y, in[0], in[1], rows, c, eps)
			}, func(d, dy []float32, k int, in [][]float32, _ []float32) error {
				var g [2][]float32
				g[k] = d
				return p.RMSNormVJP(g[0], g[1], dy, in[0], in[1], rows, c, eps)
			})
			over(t, fmt.Sprintf("normalize %d", c), func(in [][]float64) []float64 {
				return eachRow(in[0], c, func(row []float64) []float64 {
					n := 1e-12
					for _, x := range row {
						n += x * x
					}
					out := make([]float64, len(row))
					for i, x := range row {
						out[i] = x / math.Sqrt(n)
					}
					return out
				})
			}, []int{rows * c}, func(y []float32, in [][]float32) error {
				return p.Normalize(y, in[0], rows, c)
			}, func(d, dy []float32, _ int, in [][]float32, _ []float32) error {
				return p.NormalizeVJP(d, dy, in[0], rows, c)
			})
		}
	})
}

// Sums over many rows go through chunks.
func TestManyRows(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, s := range []struct{ rows, cols int }{{5000, 3}, {3000, 33}, {1999, 128}, {7, 5000}} {
			name := fmt.Sprintf("%d rows of %d", s.rows, s.cols)
			b := newBench(t, 5)
			x, dy, gain := b.in(s.rows*s.cols), b.in(s.rows*s.cols), b.in(s.cols)
			sum := b.out(s.cols)
			b.done(name, p.SumRows(sum, x, nil, s.rows, s.cols))
			near(t, name, sum, columnSums(x, nil, s.rows, s.cols), 3e-6)
			b.done(name, p.SumRows(sum, x, dy, s.rows, s.cols))
			near(t, name+" products", sum, columnSums(x, dy, s.rows, s.cols), 3e-6)
			dgain, dbias := b.out(s.cols), b.out(s.cols)
			b.done(name, p.LayerNormVJP(nil, dgain, dbias, dy, x, gain, s.rows, s.cols, 1e-3))
			near(t, name+" dbias", dbias, columnSums(dy, nil, s.rows, s.cols), 3e-6)
			unit := make([]float64, s.cols)
			for r := range s.rows {
				for c, h := range layerNorm64(1e-3, true)(wide(x[r*s.cols : (r+1)*s.cols])) {
					unit[c] += h * float64(dy[r*s.cols+c])
				}
			}
			near(t, name+" dgain", dgain, unit, 3e-6)
		}
	})
}

func softmax64(log bool) func(row []float64) []float64 {
	return func(row []float64) []float64 {
		sum := 0.0
		for _, x := range row {
			sum += math.Exp(x)
		}
		out := make([]float64, len(row))
		for i, x := range row {
			out[i] = x - math.Log(sum)
			if !log {
				out[i] = math.Exp(out[i])
			}
		}
		return out
	}
}

func TestSoftmaxAndLosses(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		const rows = 4
		for _, c := range widths {
			for _, log := range []bool{false, true} {
				over(t, fmt.Sprintf("softmax of %d, log %v", c, log), func(in [][]float64) []float64 {
					return eachRow(in[0], c, softmax64(log))
				}, []int{rows * c}, func(y []float32, in [][]float32) error {
					return p.Softmax(y, in[0], rows, c, log)
				}, func(d, dy []float32, _ int, _ [][]float32, y []float32) error {
					return p.SoftmaxVJP(d, dy, y, rows, c, log)
				})
			}
			targets, weights := []int32{0, int32(c - 1), int32(c / 2), -1}, []float32{1, 0.5, 2, 0}
			over(t, fmt.Sprintf("cross entropy of %d", c), func(in [][]float64) []float64 {
				lp, sum, all := eachRow(in[0], c, softmax64(true)), 0.0, 0.0
				for r, w := range weights[:3] {
					sum -= float64(w) * lp[r*c+int(targets[r])]
					all += float64(w)
				}
				return []float64{sum / all}
			}, []int{rows * c}, func(y []float32, in [][]float32) error {
				return p.CrossEntropy(y, in[0], targets, weights, rows, c)
			}, func(d, dy []float32, _ int, in [][]float32, _ []float32) error {
				return p.CrossEntropyVJP(d, dy, in[0], targets, weights, rows, c)
			})
			goal := newBench(t, 9).in(rows * c)
			for i, x := range goal {
				goal[i] = x * x
			}
			over(t, fmt.Sprintf("soft entropy of %d", c), func(in [][]float64) []float64 {
				sum := 0.0
				for i, lp := range eachRow(in[0], c, softmax64(true)) {
					sum -= float64(goal[i]) * lp / rows
				}
				return []float64{sum}
			}, []int{rows * c}, func(y []float32, in [][]float32) error {
				return p.SoftEntropy(y, in[0], goal, rows, c)
			}, func(d, dy []float32, _ int, in [][]float32, _ []float32) error {
				return p.SoftEntropyVJP(d, dy, in[0], goal, rows, c)
			})
		}
		loss := make([]float32, 1)
		if err := p.CrossEntropy(loss, make([]float32, 6), []int32{0, 0}, []float32{0, 0}, 2, 3); err != nil || loss[0] != 0 {
			t.Errorf("without any weight the loss is %v (%v), want 0", loss[0], err)
		}
		if err := p.CrossEntropy(loss, make([]float32, 6), []int32{0, 3}, []float32{1, 1}, 2, 3); err == nil {
			t.Error("a target outside the classes was accepted")
		}
	})
}
