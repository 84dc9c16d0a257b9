//go:build cgo

package cpu

import (
	"fmt"
	"testing"
)

// What comes after a product gives the bits of the same operations one by one, and a closed gate hides what its branch holds.
func TestAfterIsTheOperationsOneByOne(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, s := range []struct{ rows, in, out int }{{1, 5, 3}, {7, 600, 37}, {33, 64, 128}, {500, 40, 70}} {
			for kind := Identity; kind <= Tanh; kind++ {
				name := fmt.Sprintf("%d rows, %d to %d, activation %d", s.rows, s.in, s.out, kind)
				b := newBench(t, 3)
				n := s.rows * s.out
				x, w, bias, times, residual := b.in(s.rows*s.in), b.in(s.out*s.in), b.in(s.out), b.in(n), b.in(n)
				gates := b.in(s.out)
				plain, act, mul, add := b.out(n), b.out(n), b.out(n), b.out(n)
				b.done(name, p.Linear(plain, x, Weight{F32: w}, After{Bias: bias}, s.rows, s.in, s.out))
				b.done(name, p.Activate(kind, act, plain))
				b.done(name, p.Mul(mul, act, times))
				b.done(name, p.Add(add, residual, act))

				y := b.out(n)
				b.done(name, p.Linear(y, x, Weight{F32: w}, After{Bias: bias, Activation: kind}, s.rows, s.in, s.out))
				same(t, name, y, act)
				b.done(name, p.Linear(y, x, Weight{F32: w}, After{Bias: bias, Activation: kind, Residual: residual}, s.rows, s.in, s.out))
				same(t, name+", residual", y, add)
				for _, gate := range [][]float32{gates, gates[:1], {0}} {
					gated := b.out(n)
					b.done(name, p.GatedAdd(gated, residual, mul, gate, s.rows, s.out))
					b.done(name, p.Linear(y, x, Weight{F32: w}, After{Bias: bias, Activation: kind, Times: times, Residual: residual, Gate: gate}, s.rows, s.in, s.out))
					same(t, fmt.Sprintf("%s, %d gates", name, len(gate)), y, gated)
				}
			}
		}
	})
}
