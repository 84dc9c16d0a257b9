//go:build cgo

package cpu

/*
#include "wade.h"
*/
import "C"

import "unsafe"

// LayerNorm normalises rows of x [rows cols] to mean 0 and variance 1 (eps is added to the variance), then applies gain and
// bias [cols]; bias may be nil.
func (p *Pool) LayerNorm(y, x, gain, bias []float32, rows, cols int, eps float32) error {
	if err := check("layer norm", size{"y", len(y), rows * cols}, size{"x", len(x), rows * cols}, size{"gain", len(gain), cols}, size{"bias", len(bias), or0(len(bias), cols)}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_layer_norm(c, f32(y), f32(x), f32(gain), f32(bias), n64(rows), n64(cols), C.float(eps))
	})
}

// NormTiles is LayerNorm, or if not centred RMSNorm, with the result in the form of Tiled.
func (p *Pool) NormTiles(y, x, gain, bias []float32, rows, cols int, eps float32, centred bool) error {
	if !p.Tiled(rows, cols) {
		return errTiles
	}
	if err := check("norm", size{"y", len(y), rows * cols}, size{"x", len(x), rows * cols}, size{"gain", len(gain), cols}, size{"bias", len(bias), or0(len(bias), cols)}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_norm_tiles(c, unsafe.Pointer(f32(y)), f32(x), f32(gain), f32(bias), n64(rows), n64(cols), C.float(eps), flag(centred))
	})
}

// LayerNormVJP gives dx [rows cols], dgain and dbias [cols]; each may be nil.
func (p *Pool) LayerNormVJP(dx, dgain, dbias, dy, x, gain []float32, rows, cols int, eps float32) error {
	if err := check("layer norm gradient", size{"dx", len(dx), or0(len(dx), rows*cols)}, size{"dgain", len(dgain), or0(len(dgain), cols)}, size{"dbias", len(dbias), or0(len(dbias), cols)},
		size{"dy", len(dy), rows * cols}, size{"x", len(x), rows * cols}, size{"gain", len(gain), cols}); err != nil {
		return err
	}
	if rows == 0 {
		clear(dgain)
		clear(dbias)
		return nil
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_layer_norm_vjp(c, f32(dx), f32(dgain), f32(dbias), f32(dy), f32(x), f32(gain), n64(rows), n64(cols), C.float(eps))
	})
}

// RMSNorm divides rows of x [rows cols] by their root mean square (eps is added to the square), then applies gain [cols].
func (p *Pool) RMSNorm(y, x, gain []float32, rows, cols int, eps float32) error {
	if err := check("rms norm", size{"y", len(y), rows * cols}, size{"x", len(x), rows * cols}, size{"gain", len(gain), cols}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_rms_norm(c, f32(y), f32(x), f32(gain), n64(rows), n64(cols), C.float(eps))
	})
}

// RMSNormVJP gives dx [rows cols] and dgain [cols]; each may be nil.
func (p *Pool) RMSNormVJP(dx, dgain, dy, x, gain []float32, rows, cols int, eps float32) error {
	if err := check("rms norm gradient", size{"dx", len(dx), or0(len(dx), rows*cols)}, size{"dgain", len(dgain), or0(len(dgain), cols)},
		size{"dy", len(dy), rows * cols}, size{"x", len(x), rows * cols}, size{"gain", len(gain), cols}); err != nil {
		return err
	}
	if rows == 0 {
		clear(dgain)
		return nil
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_rms_norm_vjp(c, f32(dx), f32(dgain), f32(dy), f32(x), f32(gain), n64(rows), n64(cols), C.float(eps))
	})
}

// Normalize divides rows of x [rows cols] by their Euclidean length plus 1e-12.
func (p *Pool) Normalize(y, x []float32, rows, cols int) error {
	if err := check("normalize", size{"y", len(y), rows * cols}, size{"x", len(x), rows * cols}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int { return C.wade_normalize(c, f32(y), f32(x), n64(rows), n64(cols)) })
}

// NormalizeVJP gives dx [rows cols].
func (p *Pool) NormalizeVJP(dx, dy, x []float32, rows, cols int) error {
	if err := check("normalize gradient", size{"dx", len(dx), rows * cols}, size{"dy", len(dy), rows * cols}, size{"x", len(x), rows * cols}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_normalize_vjp(c, f32(dx), f32(dy), f32(x), n64(rows), n64(cols))
	})
}
