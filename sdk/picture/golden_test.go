package picture

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"testing"
)

// golden is what tools/pictures_golden.py wrote: a hash of the pixels for each processor.
type golden struct {
	Side  int
	Cases []struct {
		File       string
		Processors map[Processor]string
	}
}

// goldens reads the files and what Python makes of them.
func goldens(t testing.TB) (map[string][]byte, golden) {
	t.Helper()
	z, err := zip.OpenReader("testdata/pictures.zip")
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	files := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	var g golden
	if err := json.Unmarshal(files["goldens.json"], &g); err != nil {
		t.Fatal(err)
	}
	return files, g
}

func TestProcessorsAsInPython(t *testing.T) {
	files, g := goldens(t)
	if len(g.Cases) < 50 {
		t.Fatalf("%d pictures, want 50 or more", len(g.Cases))
	}
	for _, c := range g.Cases {
		p, err := Decode(files[c.File], c.File)
		if err != nil {
			t.Errorf("%s: %v", c.File, err)
			continue
		}
		for name, want := range c.Processors {
			got, err := name.Apply(p, g.Side)
			if err != nil {
				t.Errorf("%s: %s: %v", c.File, name, err)
				continue
			}
			if sum := sha256.Sum256(got.pix); hex.EncodeToString(sum[:]) != want {
				t.Errorf("%s: %s: other pixels than in Python", c.File, name)
			}
		}
	}
}
