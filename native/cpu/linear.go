//go:build cgo

package cpu

/*
#include "wade.h"
*/
import "C"

import "errors"

var errTiles = errors.New("cpu: linear: tiles are for bfloat16 matrices and sizes that Tiled names, and nothing but an activation goes with them")

// Linear is y [rows out] = x [rows in] · wᵀ with w [out in], and what comes after. y overlaps no operand.
func (p *Pool) Linear(y, x []float32, w Weight, after After, rows, in, out int) error {
	if err := after.check(rows, out); err != nil {
		return err
	}
	if (after.FromTiles || after.ToTiles) && w.BF16 == nil || after.FromTiles && !p.Tiled(rows, in) || after.ToTiles && !p.Tiled(rows, out) {
		return errTiles
	}
	if err := check("linear", size{"y", len(y), rows * out}, size{"x", len(x), rows * in}, w.size("w", out, in)); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_linear(c, f32(y), f32(x), w.c(), after.c(), n64(rows), n64(in), n64(out))
	})
}

// Tiled tells whether what Linear multiplies with bfloat16 matrices may have a form of its own, which it reads faster: an x [rows cols]
// written by NormTiles or by Linear with ToTiles, in the memory of rows·cols floats. No result differs in a bit.
func (p *Pool) Tiled(rows, cols int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.p != nil && C.wade_tiled(p.p, n64(rows), n64(cols)) == 1
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
