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

// Weight is a matrix as float32 or as bfloat16; exactly one is set.
type Weight struct {
	F32  []float32
	BF16 []uint16
}

func (w Weight) len() int { return max(len(w.F32), len(w.BF16)) }

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
