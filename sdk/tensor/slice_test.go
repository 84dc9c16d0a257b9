package tensor

import (
	"errors"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
)

func cube(t *testing.T) *Tensor {
	t.Helper()
	data := make([]float32, 24)
	for i := range data {
		data[i] = float32(i)
	}
	x, err := FromF32(data, Axis{"layer", 2}, Axis{"head", 3}, Axis{"row", 4})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestAtAndRange(t *testing.T) {
	x := cube(t)
	for _, c := range []struct {
		axis  string
		index int
		want  []float32
		text  string
	}{
		{"layer", 1, []float32{12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}, "head:3 row:4"},
		{"head", 2, []float32{8, 9, 10, 11, 20, 21, 22, 23}, "layer:2 row:4"},
		{"row", 0, []float32{0, 4, 8, 12, 16, 20}, "layer:2 head:3"},
	} {
		y, err := x.At(c.axis, c.index)
		if err != nil {
			t.Fatal(err)
		}
		if got := axisText(y.Axes()); got != c.text {
			t.Errorf("At(%s) has axes %s, want %s", c.axis, got, c.text)
		}
		for i, w := range c.want {
			if y.F32()[i] != w {
				t.Fatalf("At(%s, %d) is %v, want %v", c.axis, c.index, y.F32(), c.want)
			}
		}
	}
	y, err := x.Range("row", 1, 3)
	if err != nil || y.Len() != 12 || y.F32()[2] != 5 {
		t.Errorf("Range is %v, %v", y, err)
	}
	y.F32()[0] = 99
	if x.F32()[1] != 1 {
		t.Error("Range shares memory with the original")
	}
}

func TestBadSlices(t *testing.T) {
	x := cube(t)
	_, err := x.At("heda", 0)
	if !errors.Is(err, ErrShape) || !strings.Contains(err.Error(), `"head"`) {
		t.Errorf("an unknown axis gives %v, want a near match", err)
	}
	for _, f := range []func() (*Tensor, error){
		func() (*Tensor, error) { return x.At("head", 3) },
		func() (*Tensor, error) { return x.At("head", -1) },
		func() (*Tensor, error) { return x.Range("row", 2, 2) },
		func() (*Tensor, error) { return x.Range("row", 0, 5) },
	} {
		if _, err := f(); !errors.Is(err, ErrShape) {
			t.Errorf("error %v, want ErrShape", err)
		}
	}
}

func TestGonumRoundTrip(t *testing.T) {
	x := cube(t)
	m := x.Matrix()
	if r, c := m.Dims(); r != 6 || c != 4 || m.At(5, 3) != 23 {
		t.Errorf("matrix is %d x %d with %v in the corner", r, c, m.At(5, 3))
	}
	y, err := FromMatrix(m.T(), "row", "rest")
	if err != nil || y.F64()[1] != 4 {
		t.Errorf("back from the transpose: %v, %v", y, err)
	}
	if _, err := FromMatrix(&mat.Dense{}, "a", "b"); !errors.Is(err, ErrShape) {
		t.Errorf("an empty matrix gives %v", err)
	}
}

func TestString(t *testing.T) {
	want := "f32 [layer:2 head:3 row:4] 0 1 2 3 4 5 … (min 0, max 23, mean 11.5)"
	if got := cube(t).String(); got != want {
		t.Errorf("prints %q, want %q", got, want)
	}
	x, _ := FromI32([]int32{7, 8})
	if got := x.String(); got != "i32 [2] 7 8" {
		t.Errorf("prints %q", got)
	}
}
