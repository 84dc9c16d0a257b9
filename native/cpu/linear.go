//go:build cgo

package cpu

/*
#include "wade.h"
*/
import "C"

// Linear is y [rows out] = x [rows in] · wᵀ with w [out in], and what comes after. y overlaps no operand.
func (p *Pool) Linear(y, x []float32, w Weight, after After, rows, in, out int) error {
	if err := after.check(rows, out); err != nil {
		return err
	}
	if err := check("linear", size{"y", len(y), rows * out}, size{"x", len(x), rows * in}, w.size("w", out, in)); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_linear(c, f32(y), f32(x), w.c(), after.c(), n64(rows), n64(in), n64(out))
	})
}

// LinearVJP gives dx [rows in] = dy · w, dw [out in] = dyᵀ · x and db [out] = the sum of dy's rows; each may be nil. w is
// read for dx only, x for dw only.
func (p *Pool) LinearVJP(dx, dw, db, dy, x []float32, w Weight, rows, in, out int) error {
	if err := check("linear gradient", size{"dx", len(dx), or0(len(dx), rows*in)}, size{"dw", len(dw), or0(len(dw), out*in)}, size{"db", len(db), or0(len(db), out)},
		size{"dy", len(dy), rows * out}, size{"x", len(x), or0(len(dw), rows*in)}, w.size("w", or0(len(dx), out), in)); err != nil {
		return err
	}
	if rows == 0 {
		clear(dw)
		clear(db)
		return nil
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_linear_vjp(c, f32(dx), f32(dw), f32(db), f32(dy), f32(x), w.c(), n64(rows), n64(in), n64(out))
	})
}
