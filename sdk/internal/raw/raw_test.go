package raw

import (
	"bytes"
	"reflect"
	"testing"

	"wade/sdk/tensor"
)

func TestBytesAreLittleEndian(t *testing.T) {
	for _, c := range []struct {
		dtype tensor.DType
		bytes []byte
		want  any
	}{
		{tensor.F32, []byte{0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0}, []float32{1, -2}},
		{tensor.F64, []byte{0, 0, 0, 0, 0, 0, 0xf0, 0x3f}, []float64{1}},
		{tensor.I32, []byte{1, 2, 0, 0, 0xff, 0xff, 0xff, 0xff}, []int32{513, -1}},
		{tensor.BF16, []byte{0x80, 0x3f}, []uint16{0x3f80}},
	} {
		for shift := range 3 { // an odd address is read by copying
			b := make([]byte, shift+len(c.bytes))
			copy(b[shift:], c.bytes)
			x, err := Tensor(c.dtype, b[shift:])
			if err != nil {
				t.Fatal(err)
			}
			if got := x.Dense().Data(); !reflect.DeepEqual(got, c.want) {
				t.Errorf("%s shifted by %d: %v, want %v", c.dtype, shift, got, c.want)
			}
			if got := Of(x); !bytes.Equal(got, c.bytes) {
				t.Errorf("%s: bytes %v, want %v", c.dtype, got, c.bytes)
			}
		}
	}
	if _, err := Tensor("f8", []byte{1}); err == nil || Size("f8") != 0 {
		t.Error("an unknown type was accepted")
	}
}

func TestAlignedBytesAreShared(t *testing.T) {
	b := make([]byte, 8)
	View[float32](b)[0] = 1
	if b[3] != 0x3f {
		t.Errorf("writing through the view left bytes %v", b)
	}
}
