package tensor

import (
	"errors"
	"math"
	"testing"
)

func TestFromChecksSizes(t *testing.T) {
	if _, err := FromF32(make([]float32, 5), Sizes(2, 3)...); !errors.Is(err, ErrShape) {
		t.Errorf("error %v, want ErrShape", err)
	}
	if _, err := Zeros(Axis{"rows", 0}); !errors.Is(err, ErrShape) {
		t.Errorf("error %v, want ErrShape", err)
	}
	if _, err := Zeros(Sizes(1<<30, 1<<30)...); !errors.Is(err, ErrShape) {
		t.Errorf("error %v, want ErrShape", err)
	}
}

func TestDenseSharesMemory(t *testing.T) {
	x, err := FromF32([]float32{1, 2, 3, 4}, Axis{"rows", 2}, Axis{"cols", 2})
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Dense().SetAt(float32(9), 1, 0); err != nil {
		t.Fatal(err)
	}
	if got := x.F32()[2]; got != 9 {
		t.Errorf("element is %v after writing 9 through gorgonia", got)
	}
}

func TestBF16(t *testing.T) {
	src := []float32{1, -2.5, 1.00390625, 1.01171875, float32(math.Inf(1)), 0}
	want := []float32{1, -2.5, 1, 1.015625, float32(math.Inf(1)), 0} // ties go to even
	bits, got := make([]uint16, len(src)), make([]float32, len(src))
	F32ToBF16(bits, src)
	BF16ToF32(got, bits)
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%v became %v, want %v", src[i], got[i], want[i])
		}
	}
	F32ToBF16(bits[:1], []float32{float32(math.NaN())})
	BF16ToF32(got[:1], bits[:1])
	if got[0] == got[0] {
		t.Errorf("NaN became %v", got[0])
	}
}

func TestHalf(t *testing.T) {
	widen := func(h uint16) float32 {
		var x [1]float32
		F16ToF32(x[:], []uint16{h})
		return x[0]
	}
	for h, want := range map[uint16]float32{
		0x0000: 0, 0x3c00: 1, 0xc000: -2, 0x7bff: 65504, 0x0001: 1.0 / (1 << 24), 0x83ff: -1023.0 / (1 << 24), 0x0400: 1.0 / (1 << 14),
		0x7c00: float32(math.Inf(1)), 0xfc00: float32(math.Inf(-1)),
	} {
		if got := widen(h); got != want {
			t.Errorf("%#04x is %v, want %v", h, got, want)
		}
	}
	if got := widen(0x8000); got != 0 || !math.Signbit(float64(got)) {
		t.Errorf("minus zero became %v", got)
	}
	if got := widen(0x7e00); got == got {
		t.Errorf("NaN became %v", got)
	}
}
