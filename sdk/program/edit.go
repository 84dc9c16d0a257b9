package program

import "fmt"

// EditKind tells what an edit does to a value after it was computed.
type EditKind string

// The edits. Data has the shape of the edited rows, or a single element that is broadcast.
const (
	EditReplace EditKind = "replace"
	EditScale   EditKind = "scale"
	EditAdd     EditKind = "add"
)

// Edit changes a named value during one run, before anything reads it. Edits on weights and states act on a copy: the
// model stays as it was. Several edits of one value apply in order.
//
// Rows selects positions: indices into the value seen as a matrix whose last axis is the columns (all axes but the last
// flattened); nil means every row. Data is nil only for no values at all; one element broadcasts to all, one row's worth
// of elements broadcasts over rows, otherwise it must fit rows × columns exactly. Only F32 values can be edited.
type Edit struct {
	Value string
	Kind  EditKind
	Rows  []int
	Data  []float32
}

// Check tells whether e fits a value of concrete sizes.
func (e Edit) Check(v Value, sizes []int) error {
	if v.DType != F32 {
		return fmt.Errorf("program: edit of %s: only f32 values can be edited, it is %s", e.Value, v.DType)
	}
	switch e.Kind {
	case EditReplace, EditScale, EditAdd:
	default:
		return fmt.Errorf("program: edit of %s: unknown kind %q, want replace, scale or add", e.Value, e.Kind)
	}
	cols := sizes[len(sizes)-1]
	rows := 1
	for _, n := range sizes[:len(sizes)-1] {
		rows *= n
	}
	picked := rows
	if e.Rows != nil {
		picked = len(e.Rows)
		for _, r := range e.Rows {
			if r < 0 || r >= rows {
				return fmt.Errorf("program: edit of %s: row %d is outside its %d rows (shape %v)", e.Value, r, rows, sizes)
			}
		}
	}
	if n := len(e.Data); n != 1 && n != cols && n != picked*cols {
		return fmt.Errorf("program: edit of %s: %d elements fit neither one, nor a row of %d, nor %d rows (shape %v)", e.Value, n, cols, picked, sizes)
	}
	return nil
}

// Apply performs e in place on the dense row-major data of a value whose last axis has cols elements. Call Check first.
func (e Edit) Apply(data []float32, cols int) { apply(e, data, cols) }

// Apply64 is Apply for a backend that computes in float64.
func (e Edit) Apply64(data []float64, cols int) { apply(e, data, cols) }

func apply[T float32 | float64](e Edit, data []T, cols int) {
	row := func(r, k int) {
		dst := data[r*cols : (r+1)*cols]
		for c := range dst {
			var x T
			switch {
			case len(e.Data) == 1:
				x = T(e.Data[0])
			case len(e.Data) == cols:
				x = T(e.Data[c])
			default:
				x = T(e.Data[k*cols+c])
			}
			switch e.Kind {
			case EditReplace:
				dst[c] = x
			case EditScale:
				dst[c] *= x
			case EditAdd:
				dst[c] += x
			}
		}
	}
	if e.Rows == nil {
		for r := 0; r*cols < len(data); r++ {
			row(r, r)
		}
		return
	}
	for k, r := range e.Rows {
		row(r, k)
	}
}
