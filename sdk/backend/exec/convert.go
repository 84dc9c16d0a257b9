package exec

import (
	"fmt"
	"unsafe"

	"wade/sdk/backend"
	shared "wade/sdk/backend/internal/arena"
	"wade/sdk/internal/raw"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// buffer makes an array of floats on the heap.
func buffer(dtype tensor.DType, shape []int) Array {
	a := Array{Shape: shape}
	switch n := a.Len(); dtype {
	case tensor.F64:
		a.F64 = make([]float64, n)
	case tensor.BF16:
		a.BF16 = make([]uint16, n)
	default:
		a.F32 = make([]float32, n)
	}
	return a
}

// packed is the type of what only kernels can read.
const packed = tensor.DType("packed")

func (a Array) dtype() tensor.DType {
	switch {
	case a.Packed != nil:
		return packed
	case a.F64 != nil:
		return tensor.F64
	case a.BF16 != nil:
		return tensor.BF16
	case a.I32 != nil:
		return tensor.I32
	}
	return tensor.F32
}

// part is the elements from a flat index on, seen with another shape.
func (a Array) part(from int, shape []int) Array {
	p := a.elements(from, Array{Shape: shape}.Len())
	p.Shape = shape
	return p
}

// elements is n of them from a flat index on, without a shape.
func (a Array) elements(from, n int) (p Array) {
	to := from + n
	switch {
	case a.F32 != nil:
		p.F32 = a.F32[from:to]
	case a.F64 != nil:
		p.F64 = a.F64[from:to]
	case a.I32 != nil:
		p.I32 = a.I32[from:to]
	case a.BF16 != nil:
		p.BF16 = a.BF16[from:to]
	}
	return p
}

// convert copies the elements of src into dst, changing the type of floats on the way.
func convert(dst, src Array) {
	switch {
	case dst.I32 != nil:
		copy(dst.I32, src.I32)
	case src.Packed != nil && dst.F32 != nil:
		src.Packed.unpack(dst.F32, src.Shape)
	case dst.F32 != nil && src.F32 != nil:
		copy(dst.F32, src.F32)
	case dst.F32 != nil && src.BF16 != nil:
		inRanges(len(src.BF16), func(from, to int) { tensor.BF16ToF32(dst.F32[from:to], src.BF16[from:to]) })
	case dst.F32 != nil:
		for i, x := range src.F64 {
			dst.F32[i] = float32(x)
		}
	case dst.F64 != nil && src.F64 != nil:
		copy(dst.F64, src.F64)
	case dst.F64 != nil && src.F32 != nil:
		for i, x := range src.F32 {
			dst.F64[i] = float64(x)
		}
	case dst.BF16 != nil && src.BF16 != nil:
		copy(dst.BF16, src.BF16)
	case dst.BF16 != nil && src.F32 != nil:
		inRanges(len(src.F32), func(from, to int) { tensor.F32ToBF16(dst.BF16[from:to], src.F32[from:to]) })
	default: // between float64 and bfloat16 or packed, through float32
		between := buffer(tensor.F32, src.Shape)
		convert(between, src)
		convert(dst, between)
	}
}

// view is a tensor as an array over the same memory.
func view(t *tensor.Tensor) Array {
	return Array{Shape: t.Shape(), F32: t.F32(), F64: t.F64(), I32: t.I32(), BF16: t.BF16()}
}

// copyOut makes a tensor of its own of a value, with the symbols of its shape as axis names; what is kept otherwise becomes float32.
// Where it is large it goes to the window, if there is room.
func copyOut(a Array, shape program.Shape, w *shared.Window) (*tensor.Tensor, error) {
	axes := make([]tensor.Axis, len(a.Shape))
	for i, n := range a.Shape {
		axes[i] = tensor.Axis{Size: n}
		if i < len(shape) {
			axes[i].Name = shape[i].Sym
		}
	}
	switch a.dtype() {
	case tensor.I32:
		return tensor.FromI32(append(room[int32](w, len(a.I32)), a.I32...), axes...)
	case tensor.F64:
		return tensor.FromF64(append(room[float64](w, len(a.F64)), a.F64...), axes...)
	case tensor.BF16, packed:
		wide := buffer(tensor.F32, a.Shape)
		convert(wide, a)
		return tensor.FromF32(wide.F32, axes...)
	default:
		return tensor.FromF32(append(room[float32](w, len(a.F32)), a.F32...), axes...)
	}
}

// largeResult is from where on a result goes to the window; smaller ones travel inside messages.
const largeResult = 16 << 10

// room is an empty slice with room for n elements in the window, nil where there is none.
func room[T int32 | float32 | float64](w *shared.Window, n int) []T {
	each := int(unsafe.Sizeof(*new(T)))
	if n*each <= largeResult {
		return nil
	}
	return raw.View[T](w.Bytes(n * each))[:0]
}

// invalid marks an error as the caller's.
func invalid(err error) error { return fmt.Errorf("backend: %w: %w", backend.ErrInvalid, err) }

func invalidf(format string, args ...any) error {
	return fmt.Errorf("backend: %w: %s", backend.ErrInvalid, fmt.Sprintf(format, args...))
}
