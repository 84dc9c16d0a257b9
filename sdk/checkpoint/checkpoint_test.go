package checkpoint

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/backend/reference"
	"wade/sdk/internal/raw"
	"wade/sdk/tensor"
)

type golden struct {
	DType  string
	Sizes  []int
	Values []float64
}

// goldens are what tools/checkpoint_fixtures.py wrote, by file.
func goldens(t testing.TB) map[string]map[string]golden {
	t.Helper()
	text, err := os.ReadFile("testdata/values.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]map[string]golden
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// numbers decodes elements of any type, so that the places themselves are checked.
func numbers(dtype string, b []byte) []float64 {
	var out []float64
	each := raw.FileSizes[dtype]
	for ; len(b) >= each; b = b[each:] {
		var padded [8]byte
		copy(padded[:], b[:each])
		u := binary.LittleEndian.Uint64(padded[:])
		var wide [1]float32
		switch dtype {
		case "F64":
			out = append(out, math.Float64frombits(u))
		case "F32":
			out = append(out, float64(math.Float32frombits(uint32(u))))
		case "F16":
			tensor.F16ToF32(wide[:], []uint16{uint16(u)})
			out = append(out, float64(wide[0]))
		case "BF16":
			tensor.BF16ToF32(wide[:], []uint16{uint16(u)})
			out = append(out, float64(wide[0]))
		case "I64", "I32", "I16", "I8":
			out = append(out, float64(int64(u)<<(64-8*each)>>(64-8*each)))
		default:
			out = append(out, float64(u))
		}
	}
	return out
}

func TestFilesOfPyTorchAndSafetensors(t *testing.T) {
	for file, want := range goldens(t) {
		t.Run(file, func(t *testing.T) {
			f, err := Open(filepath.Join("testdata", file))
			if err != nil {
				t.Fatal(err)
			}
			for name, w := range want {
				if info, err := f.Info(name); err != nil || info.DType != w.DType || !slices.Equal(info.Sizes, w.Sizes) {
					t.Errorf("%s: %+v (%v), want %s %v", name, info, err, w.DType, w.Sizes)
					continue
				}
				e := f.entries[name]
				if len(w.Values) == 0 {
					continue
				}
				b, err := e.bytes()
				if got := numbers(e.DType, b); err != nil || !slices.Equal(got, w.Values) {
					t.Errorf("%s: %v (%v), want %v", name, got, err, w.Values)
				}
				s, err := f.Stored(name)
				if err != nil {
					t.Errorf("%s: %v", name, err)
					continue
				}
				if got := numbers(s.DType, piecesOf(t, s)); !slices.Equal(got, w.Values) {
					t.Errorf("%s at its places: %v, want %v", name, got, w.Values)
				}
			}
			if n := len(f.Names()); n != len(want) {
				t.Errorf("%d tensors %q, want %d", n, f.Names(), len(want))
			}
		})
	}
}

func piecesOf(t *testing.T, s backend.Stored) []byte {
	t.Helper()
	var b []byte
	for _, p := range s.Pieces {
		text, err := os.ReadFile(p.File)
		if err != nil {
			t.Fatal(err)
		}
		b = append(b, text[p.Offset:p.Offset+p.Length]...)
	}
	return b
}

func TestFormatsAndFiles(t *testing.T) {
	for file, want := range map[string]struct {
		format string
		files  int
	}{
		"zip.pt": {"PyTorch zip", 1}, "legacy.pt": {"PyTorch before 1.6", 1}, "script.pt": {"TorchScript", 1}, "torch": {"PyTorch zip in 2 files", 2},
		"safe": {"safetensors in 2 files", 2}, "safe/model-00001-of-00002.safetensors": {"safetensors", 1},
	} {
		f, err := Open(filepath.Join("testdata", file))
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if f.Format() != want.format || len(f.Files()) != want.files {
			t.Errorf("%s: %q in %d files, want %+v", file, f.Format(), len(f.Files()), want)
		}
	}
}

// A backend loads what a checkpoint gives it the places of.
func TestBackendLoadsPlaces(t *testing.T) {
	want := goldens(t)["zip.pt"]
	for _, file := range []string{"zip.pt", "legacy.pt"} {
		f, err := Open(filepath.Join("testdata", file))
		if err != nil {
			t.Fatal(err)
		}
		spec := backend.LoadSpec{Policy: backend.F32, Stored: map[string]backend.Stored{}}
		for _, name := range []string{"float", "half", "brain", "scalar", "base", "rows", "columns", "turned", "cube"} {
			if spec.Stored[name], err = f.Stored(name); err != nil {
				t.Fatal(err)
			}
		}
		be := reference.New()
		m, err := be.Load(t.Context(), spec)
		if err != nil {
			t.Fatal(err)
		}
		all, err := be.Fetch(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		for name := range spec.Stored {
			x, err := f.Tensor(name)
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range all[name].F32() {
				if float64(v) != want[name].Values[i] || x.ToF32()[i] != v {
					t.Errorf("%s %s: element %d is %v (Tensor: %v), want %v", file, name, i, v, x.ToF32()[i], want[name].Values[i])
					break
				}
			}
		}
		_ = be.Close()
	}
}

func TestLargeTransposedTensorsHaveNoPlaces(t *testing.T) {
	f := &File{entries: map[string]entry{"w": {Info{"F32", []int{300, 300}, "x"}, 64, []int{1, 300}}}}
	if _, err := f.Stored("w"); !errors.Is(err, ErrLayout) || !strings.Contains(err.Error(), `"w"`) {
		t.Errorf("error %v, want ErrLayout", err)
	}
}

func TestNames(t *testing.T) {
	f, err := Open("testdata/module.bin")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Info("inner.wieght"); err == nil || !strings.Contains(err.Error(), `"inner.weight"`) {
		t.Errorf("error %v, want a near match", err)
	}
	inner, err := f.Under("inner.")
	if err != nil || !slices.Equal(inner.Names(), []string{"bias", "weight"}) {
		t.Errorf("under inner.: %v, %v", inner.Names(), err)
	}
	if _, err := f.Under("outer."); err == nil {
		t.Error("a part that is not there was found")
	}
	if got := inner.Prefix("x.").Names(); !slices.Equal(got, []string{"x.bias", "x.weight"}) {
		t.Errorf("with a prefix: %q", got)
	}
	w, err := Open("testdata/training.pt")
	if err != nil {
		t.Fatal(err)
	}
	plain, err := w.Strip("module.")
	if err != nil || !slices.Equal(plain.Names(), f.Names()) {
		t.Errorf("stripped: %q, %v, want %q", plain.Names(), err, f.Names())
	}
	same, err := Join(inner, inner.Prefix("inner."))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := same.Strip("inner."); err == nil {
		t.Error("two names became one without an error")
	}
}

func TestJoin(t *testing.T) {
	base := &File{format: "a", metadata: map[string]string{"k": "1"}, entries: map[string]entry{
		"wte": {Info{"F32", []int{10, 4}, "base"}, 0, nil}, "w": {Info{"F32", []int{4}, "base"}, 160, nil},
	}}
	over := &File{format: "b", entries: map[string]entry{"wte": {Info{"F16", []int{12, 4}, "over"}, 0, nil}, "gate": {Info{"F32", []int{1}, "over"}, 96, nil}}}
	f, err := Join(base, over)
	if err != nil {
		t.Fatal(err)
	}
	if f.entries["wte"].File != "over" || f.entries["w"].File != "base" || len(f.Names()) != 3 || f.Format() != "a and b" || f.Metadata()["k"] != "1" {
		t.Errorf("joined: %+v", f)
	}
	if f.Bytes() != 12*4*2+4*4+4 {
		t.Errorf("%d bytes", f.Bytes())
	}
	over.entries["w"] = entry{Info{"F32", []int{5}, "over"}, 100, nil}
	if _, err := Join(base, over); err == nil || !strings.Contains(err.Error(), `"w"`) {
		t.Errorf("error %v about weights of another size", err)
	}
}

func TestFoldersAndPathsThatAreNot(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "model.safetensors") {
		t.Errorf("an empty folder: %v", err)
	}
	data, err := os.ReadFile("testdata/tensor.pt")
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("mine.pt", data)
	if f, err := Open(dir); err != nil || len(f.Names()) != 1 {
		t.Errorf("a folder with one file: %v", err)
	}
	write("other.pt", data)
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "2 files") {
		t.Errorf("a folder with two files: %v", err)
	}
	if _, err := Open(filepath.Join(dir, "mine.tp")); err == nil || !strings.Contains(err.Error(), `"mine.pt"`) {
		t.Errorf("a misspelt file: %v", err)
	}
	for name, c := range map[string]struct{ text, want string }{
		"empty": {"", "empty"}, "lfs": {"version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "git LFS"}, "page": {"<html>login</html>", "page"},
		"gguf": {"GGUF0000000000", "GGUF"}, "gz": {"\x1f\x8b00000", "archive"}, "text": {"hello", "neither"},
	} {
		if _, err := Open(write(name, []byte(c.text))); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one that says %q", name, err, c.want)
		}
	}
}

func TestShow(t *testing.T) {
	f, err := Open("testdata/safe")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := f.String(), "safetensors in 2 files: 4 tensors, 74 bytes"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for _, want := range []string{"d.weight", "F16", "[2 2]", "model-00002-of-00002.safetensors"} {
		if !strings.Contains(f.HTML(), want) || !strings.Contains(f.Table().String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, f.Table())
		}
	}
}
