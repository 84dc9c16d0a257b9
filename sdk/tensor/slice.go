package tensor

import (
	"fmt"

	"wade/internal/near"
)

// axis finds an axis by name.
func (t *Tensor) axis(name string) (int, error) {
	names := make([]string, len(t.axes))
	for i, a := range t.axes {
		if a.Name == name {
			return i, nil
		}
		names[i] = a.Name
	}
	hint := ""
	if m := near.Matches(name, names, 3); len(m) > 0 {
		hint = fmt.Sprintf(", near matches: %q", m)
	}
	return 0, fmt.Errorf("tensor: no axis %q in [%s]%s: %w", name, axisText(t.axes), hint, ErrShape)
}

// Size returns the size of a named axis.
func (t *Tensor) Size(axis string) (int, error) {
	i, err := t.axis(axis)
	if err != nil {
		return 0, err
	}
	return t.axes[i].Size, nil
}

// At fixes one index of a named axis and returns the rest, as a copy: from [layer head row], At("layer", 2) is [head row].
// The last axis that is left stays as an axis of size 1.
func (t *Tensor) At(axis string, index int) (*Tensor, error) {
	k, err := t.axis(axis)
	if err != nil {
		return nil, err
	}
	if n := t.axes[k].Size; index < 0 || index >= n {
		return nil, fmt.Errorf("tensor: index %d is outside axis %s of size %d: %w", index, axis, n, ErrShape)
	}
	u, err := t.Range(axis, index, index+1)
	if err != nil || len(t.axes) == 1 {
		return u, err
	}
	rest := append(append([]Axis(nil), t.axes[:k]...), t.axes[k+1:]...)
	return u.Reshape(rest...)
}

// Range keeps the indices from to (exclusive) of a named axis, as a copy.
func (t *Tensor) Range(axis string, from, to int) (*Tensor, error) {
	k, err := t.axis(axis)
	if err != nil {
		return nil, err
	}
	n := t.axes[k].Size
	if from < 0 || to > n || from >= to {
		return nil, fmt.Errorf("tensor: range %d to %d is empty or outside axis %s of size %d: %w", from, to, axis, n, ErrShape)
	}
	outer, inner := 1, 1
	for _, a := range t.axes[:k] {
		outer *= a.Size
	}
	for _, a := range t.axes[k+1:] {
		inner *= a.Size
	}
	axes := append([]Axis(nil), t.axes...)
	axes[k].Size = to - from
	u := &Tensor{dtype: t.dtype, axes: axes}
	switch t.dtype {
	case F32:
		u.f32 = blocks(t.f32, outer, n*inner, from*inner, to*inner)
	case F64:
		u.f64 = blocks(t.f64, outer, n*inner, from*inner, to*inner)
	case I32:
		u.i32 = blocks(t.i32, outer, n*inner, from*inner, to*inner)
	case BF16:
		u.bf16 = blocks(t.bf16, outer, n*inner, from*inner, to*inner)
	}
	return u, nil
}

// blocks copies the elements from..to of each of count blocks.
func blocks[T any](data []T, count, size, from, to int) []T {
	out := make([]T, 0, count*(to-from))
	for i := range count {
		out = append(out, data[i*size+from:i*size+to]...)
	}
	return out
}
