//go:build cgo

package cpu

/*
#include "wade.h"
*/
import "C"

import (
	"errors"
	"fmt"
	"unsafe"
)

// Format is how a packed matrix keeps its elements: as integers with a scale for each 32 of a row, in an order that suits the
// kernels (quant.h).
type Format int

// The formats. An element is within half a scale of what it was: the scale is the largest of its 32 divided by 127 or 7, and
// rounded up to a bfloat16.
const (
	W8 = Format(C.WADE_W8) // 8.5 bits an element
	W4 = Format(C.WADE_W4) // 4.5 bits an element
)

// PackedForm names the layout; it changes with it.
const PackedForm = "blocks of 16 rows, groups of 32, 1"

// ErrNotFinite is about a matrix that cannot be packed, because an element is infinite, not a number, or above 3e38.
var ErrNotFinite = errors.New("an element is not finite")

// PackedSize is the length in bytes of a packed matrix [out in]: both are filled up, to 16 rows and 64 columns.
func PackedSize(f Format, out, in int) int {
	const rows, cols = 16, 64
	pair := rows*cols + rows*2*2
	if f == W4 {
		pair = rows*cols/2 + rows*2*2
	}
	return (out + rows - 1) / rows * ((in + cols - 1) / cols) * pair
}

// Pack writes a matrix [out in] to dst, which is fastest where it begins on a cache line.
func (p *Pool) Pack(dst []byte, f Format, w Weight, out, in int) error {
	if f != W8 && f != W4 || w.Packed != nil {
		return fmt.Errorf("cpu: pack: want a matrix of floats and a format W8 or W4")
	}
	if err := check("pack", size{"dst", len(dst), PackedSize(f, out, in)}, w.size("w", out, in)); err != nil {
		return err
	}
	if out == 0 || in == 0 {
		return nil
	}
	var unfit C.int
	if err := p.run(func(c *C.wade_pool) C.int {
		return C.wade_pack(c, unsafe.Pointer(unsafe.SliceData(dst)), C.int(f), w.c(), &unfit, n64(out), n64(in))
	}); err != nil {
		return err
	}
	if unfit != 0 {
		return fmt.Errorf("cpu: pack: %w", ErrNotFinite)
	}
	return nil
}

// Unpack writes the elements of a packed matrix [out in] to dst: integer times scale, exactly.
func (p *Pool) Unpack(dst []float32, w Weight, out, in int) error {
	if err := check("unpack", size{"dst", len(dst), out * in}, w.size("w", out, in)); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_unpack(c, f32(dst), w.c(), n64(out), n64(in))
	})
}
