// Package raw looks at tensors as the little-endian bytes that files and processes exchange, without copying where memory
// already has that form.
package raw

import (
	"encoding/binary"
	"fmt"
	"unsafe"

	"wade/sdk/tensor"
)

// Element is what tensors are made of; uint16 holds bfloat16 and half precision.
type Element interface {
	uint16 | int32 | float32 | float64
}

// sizes are the bytes of one element.
var sizes = map[tensor.DType]int{tensor.F32: 4, tensor.F64: 8, tensor.I32: 4, tensor.BF16: 2}

// Size is the number of bytes of an element, 0 for an unknown type.
func Size(t tensor.DType) int { return sizes[t] }

// Of returns the bytes of a tensor; they share its memory on little-endian machines.
func Of(t *tensor.Tensor) []byte {
	switch t.DType() {
	case tensor.F32:
		return Bytes(t.F32())
	case tensor.F64:
		return Bytes(t.F64())
	case tensor.I32:
		return Bytes(t.I32())
	default:
		return Bytes(t.BF16())
	}
}

// Tensor makes a tensor of bytes; it shares their memory where that is aligned and little-endian.
func Tensor(dtype tensor.DType, b []byte, axes ...tensor.Axis) (*tensor.Tensor, error) {
	switch dtype {
	case tensor.F32:
		return tensor.FromF32(View[float32](b), axes...)
	case tensor.F64:
		return tensor.FromF64(View[float64](b), axes...)
	case tensor.I32:
		return tensor.FromI32(View[int32](b), axes...)
	case tensor.BF16:
		return tensor.FromBF16(View[uint16](b), axes...)
	}
	return nil, fmt.Errorf("unknown element type %q", dtype)
}

// LittleEndian tells whether memory has the form of files.
var LittleEndian = func() bool { x := uint16(1); return *(*byte)(unsafe.Pointer(&x)) == 1 }()

// View reads elements, in place if memory allows; bytes that do not fill an element are left out.
func View[T Element](b []byte) []T {
	each := int(unsafe.Sizeof(*new(T)))
	n := len(b) / each
	if n == 0 {
		return nil
	}
	b = b[:n*each]
	if p := unsafe.Pointer(unsafe.SliceData(b)); LittleEndian && uintptr(p)%uintptr(each) == 0 {
		return unsafe.Slice((*T)(p), n)
	}
	out := make([]T, n)
	if LittleEndian {
		copy(unsafe.Slice((*byte)(unsafe.Pointer(&out[0])), len(b)), b)
		return out
	}
	_, _ = binary.Decode(b, binary.LittleEndian, out) // sizes match by construction
	return out
}

// Bytes returns the bytes of elements; they share their memory on little-endian machines.
func Bytes[T Element](data []T) []byte {
	if len(data) == 0 {
		return nil
	}
	if LittleEndian {
		return unsafe.Slice((*byte)(unsafe.Pointer(&data[0])), len(data)*int(unsafe.Sizeof(data[0])))
	}
	b, _ := binary.Append(nil, binary.LittleEndian, data) // fixed-size elements cannot fail
	return b
}
