//go:build cgo

package cpu

/*
#include "wade.h"
*/
import "C"

// Activation is a function applied element by element.
type Activation int

// The activations. GELU is x·Φ(x), with an absolute error below 2e-7 · max(1, |x|); QuickGELU is x·σ(1.702x).
const (
	Identity    = Activation(C.WADE_IDENTITY)
	GELU        = Activation(C.WADE_GELU)
	GELUTanh    = Activation(C.WADE_GELU_TANH)
	QuickGELU   = Activation(C.WADE_QUICK_GELU)
	ReLU        = Activation(C.WADE_RELU)
	SquaredReLU = Activation(C.WADE_SQUARED_RELU)
	SiLU        = Activation(C.WADE_SILU)
	Tanh        = Activation(C.WADE_TANH)
)

// Activate writes k(x) to y, which is as long as x.
func (p *Pool) Activate(k Activation, y, x []float32) error {
	if err := check("activation", size{"y", len(y), len(x)}, size{"activations", int(C.WADE_TANH), int(k)}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int { return C.wade_activation(c, C.int(k), f32(y), f32(x), n64(len(x))) })
}

// ActivateVJP writes dy · k'(x) to dx.
func (p *Pool) ActivateVJP(k Activation, dx, dy, x []float32) error {
	if err := check("activation gradient", size{"dx", len(dx), len(x)}, size{"dy", len(dy), len(x)}, size{"activations", int(C.WADE_TANH), int(k)}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_activation_vjp(c, C.int(k), f32(dx), f32(dy), f32(x), n64(len(x)))
	})
}

// Add is y = a + b, where b repeats as often as its length fits into that of a.
func (p *Pool) Add(y, a, b []float32) error {
	if err := checkPeriod("add", y, a, b); err != nil || len(a) == 0 {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_add(c, f32(y), f32(a), f32(b), n64(len(a)), n64(len(b)))
	})
}

// Mul is y = a · b element by element, with b as in Add.
func (p *Pool) Mul(y, a, b []float32) error {
	if err := checkPeriod("mul", y, a, b); err != nil || len(a) == 0 {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_mul(c, f32(y), f32(a), f32(b), n64(len(a)), n64(len(b)))
	})
}

func checkPeriod(op string, y, a, b []float32) error {
	if len(a) > 0 && (len(b) == 0 || len(a)%len(b) != 0) {
		return check(op, size{"b", len(b), len(a)})
	}
	return check(op, size{"y", len(y), len(a)})
}

// Scale is y = x · by.
func (p *Pool) Scale(y, x []float32, by float32) error {
	if err := check("scale", size{"y", len(y), len(x)}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int { return C.wade_scale(c, f32(y), f32(x), C.float(by), n64(len(x))) })
}

// SumRows adds up the rows of a [rows cols], or of a·b where b is not nil: y [cols].
func (p *Pool) SumRows(y, a, b []float32, rows, cols int) error {
	if err := check("sum of rows", size{"y", len(y), cols}, size{"a", len(a), rows * cols}, size{"b", len(b), or0(len(b), rows*cols)}); err != nil {
		return err
	}
	if rows == 0 {
		clear(y)
		return nil
	}
	return p.run(func(c *C.wade_pool) C.int { return C.wade_sum_rows(c, f32(y), f32(a), f32(b), n64(rows), n64(cols)) })
}

// GatedAdd is y = x + gate · branch over rows [rows cols], with gate [1] or [cols]. Where the gate is 0, y is x bit for bit.
func (p *Pool) GatedAdd(y, x, branch, gate []float32, rows, cols int) error {
	if err := check("gated add", size{"y", len(y), rows * cols}, size{"x", len(x), rows * cols}, size{"branch", len(branch), rows * cols}, gateSize(gate, cols)); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_gated_add(c, f32(y), f32(x), f32(branch), f32(gate), n64(rows), n64(cols), n64(len(gate)))
	})
}

// GatedAddVJP gives dbranch [rows cols] and dgate, as long as gate; each may be nil. The
// gradient of x is dy, and branch is read for dgate only.
func (p *Pool) GatedAddVJP(dbranch, dgate, dy, branch, gate []float32, rows, cols int) error {
	if err := check("gated add gradient", size{"dbranch", len(dbranch), or0(len(dbranch), rows*cols)}, size{"dgate", len(dgate), or0(len(dgate), len(gate))},
		size{"dy", len(dy), rows * cols}, size{"branch", len(branch), or0(len(dgate), rows*cols)}, gateSize(gate, cols)); err != nil {
		return err
	}
	if rows == 0 {
		clear(dgate)
		return nil
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_gated_add_vjp(c, f32(dbranch), f32(dgate), f32(dy), f32(branch), f32(gate), n64(rows), n64(cols), n64(len(gate)))
	})
}

func gateSize(gate []float32, cols int) size {
	if len(gate) == 1 {
		cols = 1
	}
	return size{"gate", len(gate), cols}
}

// Rotary describes rotary position embedding of x [rows heads·dim]: channels i and i + rotate/2 of the first rotate channels
// of each head turn by position · base^(-2i/rotate).
type Rotary struct {
	Heads, Dim, Rotate int
	Base               float32
	Inverse            bool // turn back: the gradient
}

// Rotate writes y from x and positions [rows].
func (p *Pool) Rotate(y, x []float32, positions []int32, r Rotary) error {
	rows := len(positions)
	if err := check("rotary", size{"y", len(y), rows * r.Heads * r.Dim}, size{"x", len(x), rows * r.Heads * r.Dim}, size{"head", r.Dim, r.Rotate}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_rotary(c, f32(y), f32(x), i32(positions), n64(rows), n64(r.Heads), n64(r.Dim), n64(r.Rotate), C.float(r.Base), flag(r.Inverse))
	})
}
