//go:build cgo

package cpu

/*
#include "wade.h"
*/
import "C"

import (
	"fmt"
	"unsafe"
)

// Weight is a matrix [out in] as float32, as bfloat16 or packed; exactly one is set.
type Weight struct {
	F32    []float32
	BF16   []uint16
	Packed []byte // as Pack made it
	Format Format // of Packed
	Mixed  bool   // F32's products may round their operands to bfloat16, and sum in float32, where the machine is faster at it
}

// size is the length that a matrix must have.
func (w Weight) size(name string, out, in int) size {
	if w.Packed != nil {
		return size{name, len(w.Packed), PackedSize(w.Format, out, in)}
	}
	return size{name, max(len(w.F32), len(w.BF16)), out * in}
}

func (w Weight) c() C.wade_weight {
	if w.Packed != nil {
		return C.wade_weight{_type: C.int(w.Format), data: unsafe.Pointer(unsafe.SliceData(w.Packed))}
	}
	if w.BF16 != nil {
		return C.wade_weight{_type: C.WADE_BF16, data: unsafe.Pointer(bf16(w.BF16))}
	}
	kind := C.int(C.WADE_F32)
	if w.Mixed {
		kind = C.WADE_MIXED
	}
	return C.wade_weight{_type: kind, data: unsafe.Pointer(f32(w.F32))}
}

// After is what becomes of a product x·wᵀ before it is written: Residual + Gate · (Activation(x·wᵀ + Bias) · Times). What is
// absent is left out. The bits are those of the operations done one after the other.
type After struct {
	Bias       []float32 // [out]
	Activation Activation
	Times      []float32 // [rows out]
	Gate       []float32 // [1] or [out]; needs Residual
	Residual   []float32 // [rows out]
	FromTiles  bool      // x is in the form of Tiled
	ToTiles    bool      // y will be; without Times and Residual
}

func (a After) c() C.wade_after {
	return C.wade_after{bias: f32(a.Bias), activation: C.int(a.Activation), times: f32(a.Times), gate: f32(a.Gate), gates: n64(len(a.Gate)), residual: f32(a.Residual), from_tiles: flag(a.FromTiles), to_tiles: flag(a.ToTiles)}
}

func (a After) check(rows, out int) error {
	if a.ToTiles && (a.Times != nil || a.Residual != nil) {
		return errTiles
	}
	if n := len(a.Gate); n > 0 && (n != 1 && n != out || a.Residual == nil) {
		return fmt.Errorf("cpu: linear: gate has %d elements, want 1 or %d and a residual", n, out)
	}
	return check("linear", size{"bias", len(a.Bias), or0(len(a.Bias), out)}, size{"times", len(a.Times), or0(len(a.Times), rows*out)},
		size{"residual", len(a.Residual), or0(len(a.Residual), rows*out)}, size{"activations", int(C.WADE_TANH), int(a.Activation)})
}

// size is how long a slice is and how long it must be.
type size struct {
	name       string
	have, need int
}

// check fails if a slice is too short: C would read or write past it.
func check(op string, sizes ...size) error {
	for _, s := range sizes {
		if s.have < s.need || s.need < 0 {
			return fmt.Errorf("cpu: %s: %s has %d elements, want %d", op, s.name, s.have, s.need)
		}
	}
	return nil
}

// or0 is n, or 0 for a slice that may be absent and is.
func or0(have, n int) int {
	if have == 0 {
		return 0
	}
	return n
}

func f32(s []float32) *C.float {
	if len(s) == 0 {
		return nil
	}
	return (*C.float)(unsafe.SliceData(s))
}

func i32(s []int32) *C.int32_t {
	if len(s) == 0 {
		return nil
	}
	return (*C.int32_t)(unsafe.SliceData(s))
}

func bf16(s []uint16) *C.uint16_t {
	if len(s) == 0 {
		return nil
	}
	return (*C.uint16_t)(unsafe.SliceData(s))
}

func n64(n int) C.int64_t { return C.int64_t(n) }

func flag(b bool) C.int {
	if b {
		return 1
	}
	return 0
}
