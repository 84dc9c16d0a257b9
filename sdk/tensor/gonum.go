package tensor

import (
	"fmt"

	"gonum.org/v1/gonum/mat"
)

// Matrix returns a gonum matrix of the same elements, copied; the last axis becomes columns, all others rows.
func (t *Tensor) Matrix() *mat.Dense {
	data := make([]float64, t.Len())
	for i := range data {
		data[i] = t.at(i)
	}
	cols := t.axes[len(t.axes)-1].Size
	return mat.NewDense(len(data)/cols, cols, data)
}

// FromMatrix copies a gonum matrix into an F64 tensor with axes of the two names.
func FromMatrix(m mat.Matrix, rowAxis, colAxis string) (*Tensor, error) {
	rows, cols := m.Dims()
	if rows == 0 || cols == 0 {
		return nil, fmt.Errorf("tensor: the matrix is %d x %d: %w", rows, cols, ErrShape)
	}
	data := make([]float64, 0, rows*cols)
	for i := range rows {
		for j := range cols {
			data = append(data, m.At(i, j))
		}
	}
	return FromF64(data, Axis{rowAxis, rows}, Axis{colAxis, cols})
}

// ToF32 returns the elements as float32, without copying if they are already.
func (t *Tensor) ToF32() []float32 {
	if t.dtype == F32 {
		return t.f32
	}
	out := make([]float32, t.Len())
	for i := range out {
		out[i] = float32(t.at(i))
	}
	return out
}
