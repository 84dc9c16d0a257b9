package tensor

import (
	"errors"
	"fmt"
	"strings"

	gorgonia "gorgonia.org/tensor"

	_ "go4.org/unsafe/assume-no-moving-gc" // gorgonia's memory handling needs the version pinned in go.mod
)

// ErrShape is in the chain of errors about sizes that do not fit.
var ErrShape = errors.New("shape does not fit")

// DType is the element type.
type DType string

// The element types. BF16 is a storage type: see BF16ToF32.
const (
	F32  DType = "f32"
	F64  DType = "f64"
	I32  DType = "i32"
	BF16 DType = "bf16"
)

// Axis is one dimension: a name, which may be empty, and a size.
type Axis struct {
	Name string
	Size int
}

// Tensor is a dense row-major array with named axes over a gorgonia Dense. Reading is safe from several goroutines.
type Tensor struct {
	dtype DType
	axes  []Axis
	dense *gorgonia.Dense
	f32   []float32
	f64   []float64
	i32   []int32
	bf16  []uint16
}

// Sizes makes unnamed axes.
func Sizes(sizes ...int) []Axis {
	axes := make([]Axis, len(sizes))
	for i, n := range sizes {
		axes[i].Size = n
	}
	return axes
}

func count(axes []Axis) (int, error) {
	n := 1
	for _, a := range axes {
		if a.Size <= 0 {
			return 0, fmt.Errorf("tensor: axis %q has size %d, want at least 1: %w", a.Name, a.Size, ErrShape)
		}
		if n > 1<<40/a.Size {
			return 0, fmt.Errorf("tensor: axes [%s] hold too many elements: %w", axisText(axes), ErrShape)
		}
		n *= a.Size
	}
	return n, nil
}

func check(have int, axes []Axis) error {
	n, err := count(axes)
	if err == nil && n != have {
		err = fmt.Errorf("tensor: %d elements do not fill axes [%s]: %w", have, axisText(axes), ErrShape)
	}
	return err
}

// FromF32 wraps data without copying it. Without axes the result has one unnamed axis.
func FromF32(data []float32, axes ...Axis) (*Tensor, error) {
	if len(axes) == 0 {
		axes = Sizes(len(data))
	}
	if err := check(len(data), axes); err != nil {
		return nil, err
	}
	return &Tensor{dtype: F32, axes: append([]Axis(nil), axes...), f32: data}, nil
}

// FromF64 wraps data without copying it.
func FromF64(data []float64, axes ...Axis) (*Tensor, error) {
	if len(axes) == 0 {
		axes = Sizes(len(data))
	}
	if err := check(len(data), axes); err != nil {
		return nil, err
	}
	return &Tensor{dtype: F64, axes: append([]Axis(nil), axes...), f64: data}, nil
}

// FromI32 wraps data without copying it.
func FromI32(data []int32, axes ...Axis) (*Tensor, error) {
	if len(axes) == 0 {
		axes = Sizes(len(data))
	}
	if err := check(len(data), axes); err != nil {
		return nil, err
	}
	return &Tensor{dtype: I32, axes: append([]Axis(nil), axes...), i32: data}, nil
}

// FromBF16 wraps bfloat16 bits without copying them.
func FromBF16(data []uint16, axes ...Axis) (*Tensor, error) {
	if len(axes) == 0 {
		axes = Sizes(len(data))
	}
	if err := check(len(data), axes); err != nil {
		return nil, err
	}
	return &Tensor{dtype: BF16, axes: append([]Axis(nil), axes...), bf16: data}, nil
}

// Zeros makes a float32 tensor of zeros.
func Zeros(axes ...Axis) (*Tensor, error) {
	n, err := count(axes)
	if err != nil {
		return nil, err
	}
	return FromF32(make([]float32, n), axes...)
}

// DType returns the element type.
func (t *Tensor) DType() DType { return t.dtype }

// Axes returns names and sizes, outermost first. Do not modify.
func (t *Tensor) Axes() []Axis { return t.axes }

// Shape returns the sizes.
func (t *Tensor) Shape() []int {
	s := make([]int, len(t.axes))
	for i, a := range t.axes {
		s[i] = a.Size
	}
	return s
}

// Len is the number of elements.
func (t *Tensor) Len() int {
	n := 1
	for _, a := range t.axes {
		n *= a.Size
	}
	return n
}

// F32 returns the elements without copying, nil if the type is not F32.
func (t *Tensor) F32() []float32 { return t.f32 }

// F64 returns the elements without copying, nil if the type is not F64.
func (t *Tensor) F64() []float64 { return t.f64 }

// I32 returns the elements without copying, nil if the type is not I32.
func (t *Tensor) I32() []int32 { return t.i32 }

// BF16 returns the bits without copying, nil if the type is not BF16.
func (t *Tensor) BF16() []uint16 { return t.bf16 }

// Dense returns the gorgonia tensor over the same memory (bfloat16 as uint16).
func (t *Tensor) Dense() *gorgonia.Dense {
	if t.dense == nil {
		var backing any
		switch t.dtype {
		case F32:
			backing = t.f32
		case F64:
			backing = t.f64
		case I32:
			backing = t.i32
		default:
			backing = t.bf16
		}
		t.dense = gorgonia.New(gorgonia.WithShape(t.Shape()...), gorgonia.WithBacking(backing))
	}
	return t.dense
}

// Named returns the same data with axes named in order.
func (t *Tensor) Named(names ...string) (*Tensor, error) {
	if len(names) != len(t.axes) {
		return nil, fmt.Errorf("tensor: %d names for %d axes: %w", len(names), len(t.axes), ErrShape)
	}
	u := *t
	u.axes = append([]Axis(nil), t.axes...)
	for i, n := range names {
		u.axes[i].Name = n
	}
	return &u, nil
}

// Reshape returns the same data with other axes.
func (t *Tensor) Reshape(axes ...Axis) (*Tensor, error) {
	if err := check(t.Len(), axes); err != nil {
		return nil, err
	}
	u := *t
	u.axes, u.dense = append([]Axis(nil), axes...), nil
	return &u, nil
}

func axisText(axes []Axis) string {
	parts := make([]string, len(axes))
	for i, a := range axes {
		parts[i] = fmt.Sprint(a.Size)
		if a.Name != "" {
			parts[i] = fmt.Sprintf("%s:%d", a.Name, a.Size)
		}
	}
	return strings.Join(parts, " ")
}
