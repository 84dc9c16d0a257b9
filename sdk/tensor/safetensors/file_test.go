package safetensors

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"wade/sdk/tensor"
)

// file puts a header before some bytes of data.
func file(header string, data int) []byte {
	b := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(b, header...), make([]byte, data)...)
}

func TestPythonFile(t *testing.T) {
	f, err := Open("testdata/python.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, want := f.Names(), []string{"ids", "layer.bias", "layer.weight", "scale", "step", "truth"}; !reflect.DeepEqual(got, want) {
		t.Errorf("names %q, want %q", got, want)
	}
	if got := f.Metadata()["licence"]; got != `none, "test"` {
		t.Errorf("metadata %q", got)
	}
	for _, c := range []struct {
		name  string
		shape []int
		get   func(*tensor.Tensor) any
		want  any
	}{
		{"layer.weight", []int{2, 3}, func(t *tensor.Tensor) any { return t.F32() }, []float32{-2.5, -1.5, -0.5, 0.5, 1.5, 2.5}},
		{"layer.bias", []int{5}, func(t *tensor.Tensor) any { return t.F32() }, []float32{1.5, -2, 65504, 1.0 / (1 << 24), float32(math.Inf(1))}},
		{"ids", []int{1, 2}, func(t *tensor.Tensor) any { return t.I32() }, []int32{1, -2}},
		{"truth", []int{1}, func(t *tensor.Tensor) any { return t.F64() }, []float64{math.Pi}},
		{"scale", []int{1}, func(t *tensor.Tensor) any { return t.F32() }, []float32{0.25}},
	} {
		x, err := f.Tensor(c.name)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := c.get(x); !reflect.DeepEqual(got, c.want) || !reflect.DeepEqual(x.Shape(), c.shape) {
			t.Errorf("%s is %v %v, want %v %v", c.name, x.Shape(), got, c.shape, c.want)
		}
	}
	if info, err := f.Info("step"); err != nil || info.DType != "I64" || info.Size != 8 {
		t.Errorf("step: %+v, %v", info, err)
	}
	if _, err := f.Tensor("step"); err == nil || !strings.Contains(err.Error(), "type I64 cannot be read") {
		t.Errorf("an int64 tensor gave error %v", err)
	}
	if _, err := f.Tensor("layer.wieght"); err == nil || !strings.Contains(err.Error(), `"layer.weight"`) {
		t.Errorf("a misspelt name gave error %v, want a near match", err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if _, err := f.Tensor("truth"); err == nil {
		t.Error("a closed file gave a tensor")
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func samples() map[string]*tensor.Tensor {
	big := make([]float32, 64)
	for i := range big {
		big[i] = float32(i) / 3
	}
	return map[string]*tensor.Tensor{
		"odd/bf16": must(tensor.FromBF16([]uint16{0x3f80, 0x4000, 0xff80})),
		"odd/f64":  must(tensor.FromF64([]float64{math.Pi})),
		"odd/<i32": must(tensor.FromI32([]int32{-1, 2, 3})),
		"wide":     must(tensor.FromF32(big, tensor.Sizes(4, 16)...)),
	}
}

func TestWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.safetensors")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	meta := map[string]string{"seed": "1", "command": "test"}
	var first []byte
	for range 20 { // map order must not show
		if err := Write(path, samples(), meta); err != nil {
			t.Fatal(err)
		}
		b := must(os.ReadFile(path))
		if first == nil {
			first = b
		} else if string(b) != string(first) {
			t.Fatal("the same tensors gave other bytes")
		}
	}
	f := must(Open(path))
	defer f.Close()
	if !reflect.DeepEqual(f.Metadata(), meta) {
		t.Errorf("metadata %v, want %v", f.Metadata(), meta)
	}
	for name, want := range samples() {
		got, err := f.Tensor(name)
		if err != nil {
			t.Error(err)
			continue
		}
		if got.DType() != want.DType() || !reflect.DeepEqual(got.Shape(), want.Shape()) || !reflect.DeepEqual(got.Dense().Data(), want.Dense().Data()) {
			t.Errorf("%s came back as %v, want %v", name, got, want)
		}
		info := must(f.Info(name))
		each := map[string]int{"F32": 4, "F64": 8, "I32": 4, "BF16": 2}[info.DType]
		if info.Size%align == 0 {
			each = align
		}
		if info.Offset%each != 0 {
			t.Errorf("%s starts at byte %d, want a multiple of %d", name, info.Offset, each)
		}
	}
	if left := must(os.ReadDir(filepath.Dir(path))); len(left) != 1 {
		t.Errorf("temporary files left: %v", left)
	}
	if runtime.GOOS != "windows" {
		x := must(f.Tensor("wide"))
		x.F32()[0] = 99 // private: neither a fault nor a change of the file
		if string(must(os.ReadFile(path))) != string(first) {
			t.Error("writing to a tensor changed the file")
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	dir := t.TempDir()
	for name, tensors := range map[string]map[string]*tensor.Tensor{
		"nil":      {"x": nil},
		"metadata": {metaKey: must(tensor.FromF32([]float32{1}))},
		"not text": {"\xff": must(tensor.FromF32([]float32{1}))},
	} {
		path := filepath.Join(dir, "x")
		if err := Write(path, tensors, nil); err == nil {
			t.Errorf("%s: written", name)
		}
		if left := must(os.ReadDir(dir)); len(left) != 0 {
			t.Errorf("%s: left %v behind", name, left)
		}
	}
	if err := Write(filepath.Join(dir, "absent", "x"), nil, nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing folder gave %v", err)
	}
}

func TestEmptyFileOfNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	if err := Write(path, nil, nil); err != nil {
		t.Fatal(err)
	}
	f := must(Open(path))
	defer f.Close()
	if len(f.Names()) != 0 {
		t.Errorf("names %q", f.Names())
	}
}

func TestLies(t *testing.T) {
	one := `{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}`
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "too few"},
		{"seven bytes", make([]byte, 7), "too few"},
		{"huge header", binary.LittleEndian.AppendUint64(nil, 1<<63), "the limit is"},
		{"large header", binary.LittleEndian.AppendUint64(nil, 99_000_000), "cut short"},
		{"header cut", file(one+"}", 8)[:20], "cut short"},
		{"data cut", file(one+"}", 7), "cut short"},
		{"data left", file(one+"}", 9), "1 bytes after tensor \"x\" belong to nothing"},
		{"not an object", file(`[]`, 0), "object should begin"},
		{"unclosed", file(one, 8), "header"},
		{"text after", file(one+"}{}", 8), "follows the closing brace"},
		{"no shape", file(`{"x":{"dtype":"F32","data_offsets":[0,4]}}`, 4), "want dtype, shape"},
		{"null", file(`{"x":null}`, 4), "object should begin"},
		{"three offsets", file(`{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}`, 8), "two data_offsets"},
		{"unknown type", file(`{"x":{"dtype":"F33","shape":[1],"data_offsets":[0,4]}}`, 4), `unknown type "F33"`},
		{"wrong size", file(`{"x":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}`, 8), "takes 16 bytes, the header gives it 8"},
		{"negative size", file(`{"x":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}}`, 8), "negative size"},
		{"fraction", file(`{"x":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}`, 8), "shape"},
		{"overflow", file(`{"x":{"dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,0]}}`, 0), "too large"},
		{"many axes", file(`{"x":{"dtype":"U8","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,1]}}`, 1), "9 axes"},
		{"backwards", file(`{"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}`, 8), "outside"},
		{"negative", file(`{"x":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}`, 8), "outside"},
		{"out of range", file(`{"x":{"dtype":"F32","shape":[2],"data_offsets":[9223372036854775799,9223372036854775807]}}`, 8), "outside"},
		{"overlap", file(one+`,"y":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8), `tensor "y" shares bytes with tensor "x"`},
		{"hole", file(one+`,"y":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}}`, 16), "4 bytes between"},
		{"duplicate", file(one+`,"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`, 8), `"x" appears twice`},
		{"duplicate key", file(`{"x":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}`, 8), `"dtype" appears twice`},
		{"metadata number", file(`{"__metadata__":{"a":1}}`, 0), `metadata "a" is not a string`},
		{"metadata null", file(`{"__metadata__":{"a":null}}`, 0), `metadata "a" is not a string`},
		{"metadata twice", file(`{"__metadata__":{"a":"1","a":"2"}}`, 0), `"a" appears twice`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse(c.data)
			if !errors.Is(err, ErrFormat) || !strings.Contains(fmt.Sprint(err), c.want) {
				t.Errorf("error %v, want ErrFormat with %q", err, c.want)
			}
			path := filepath.Join(t.TempDir(), "x")
			if err := os.WriteFile(path, c.data, 0o600); err != nil {
				t.Fatal(err)
			}
			if f, err := Open(path); !errors.Is(err, ErrFormat) {
				t.Errorf("Open gave %v, %v", f, err)
			}
		})
	}
}

func TestUnalignedDataIsCopied(t *testing.T) {
	b := file(`{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`, 8)
	copy(b[len(b)-8:], []byte{0, 0, 0x80, 0x3f, 0, 0, 0, 0x40})
	for shift := range 4 {
		moved := make([]byte, len(b)+shift)
		copy(moved[shift:], b)
		x, err := must(Parse(moved[shift:])).Tensor("x")
		if err != nil || x.F32()[0] != 1 || x.F32()[1] != 2 {
			t.Errorf("shifted by %d: %v, %v", shift, x, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(must(os.ReadFile("testdata/python.safetensors")))
	f.Add(file(`{"x":{"dtype":"BF16","shape":[2,1],"data_offsets":[0,4]},"__metadata__":{"a":"b"}}`, 4))
	f.Add(file(`{"x":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}`, 0))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Parse(data)
		if err != nil {
			return
		}
		total := 0
		for _, name := range file.Names() {
			info, err := file.Info(name)
			if err != nil {
				t.Fatal(err)
			}
			total += info.Size
			if x, err := file.Tensor(name); err == nil && x.Len() == 0 {
				t.Errorf("%s is empty", name)
			}
		}
		if total > len(data) {
			t.Errorf("tensors of %d bytes in a file of %d", total, len(data))
		}
	})
}
