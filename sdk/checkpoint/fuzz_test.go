package checkpoint

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// seeds adds the fixtures and the files made by hand.
func seeds(f *testing.F, files ...string) {
	f.Helper()
	for _, name := range files {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
}

func FuzzZip(f *testing.F) {
	seeds(f, "zip.pt", "tensor.pt", "script.pt")
	f.Add(torchZip(one("FloatStorage", "0", 16, 0, []int64{4, 4}, []int64{4, 1}), floats).bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		if out, err := openZip("x", bytes.NewReader(b), int64(len(b))); err == nil {
			inside(t, out, int64(len(b)))
		}
	})
}

func FuzzLegacy(f *testing.F) {
	seeds(f, "legacy.pt", "legacy4.pt")
	f.Add(legacy(one("FloatStorage", "5", 16, 0, []int64{4, 4}, []int64{4, 1}), []string{"5"}, floats))
	f.Fuzz(func(t *testing.T, b []byte) {
		if out, err := openLegacy("x", bytes.NewReader(b), int64(len(b))); err == nil {
			inside(t, out, int64(len(b)))
		}
	})
}

func FuzzIndex(f *testing.F) {
	seeds(f, "safe/model.safetensors.index.json")
	f.Add([]byte(`{"weight_map":{"w":"../../etc/passwd"}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		dir := t.TempDir()
		path := filepath.Join(dir, "model.safetensors.index.json")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := openIndex(path); err == nil {
			t.Errorf("an index of files that are not there was opened: %q", out.Files())
		}
	})
}

// FuzzPickle reads pickles without the sum that an archive has, and walks what they make.
func FuzzPickle(f *testing.F) {
	for _, d := range damagedPickles() {
		a, err := readArchive(bytes.NewReader(d.data), int64(len(d.data)))
		if err != nil {
			f.Fatal(err)
		}
		if b, err := a.read("archive/data.pkl", 1<<20); err == nil {
			f.Add(b)
		}
	}
	f.Add(one("FloatStorage", "0", 16, 0, []int64{4, 4}, []int64{4, 1}))
	f.Fuzz(func(t *testing.T, text []byte) {
		b := newBuilder("x")
		v, _, err := b.machine().Read(bufio.NewReader(bytes.NewReader(text)), int64(len(text)))
		if err != nil {
			return
		}
		for _, s := range b.storages {
			s.offset, s.size = 64, min(s.elements*s.each, 1<<20)
		}
		if out, err := b.finish(v, "x"); err == nil {
			for _, name := range out.Names() {
				_, _ = out.Stored(name)
			}
		}
	})
}
