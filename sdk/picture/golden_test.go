package picture

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"path/filepath"
	"testing"
)

// golden is what tools/pictures_golden.py wrote.
type golden struct {
	Side  int
	At    []int
	Cases []struct {
		File       string
		Processors map[Processor]struct {
			SHA256 string
			Values string
		}
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

// Every pixel is Python's, but for JPEG, whose decoder in Go rounds a few otherwise.
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
			if sum := sha256.Sum256(got.pix); hex.EncodeToString(sum[:]) == want.SHA256 {
				continue
			}
			if filepath.Ext(c.File) != ".jpg" {
				t.Errorf("%s: %s: other pixels than in Python", c.File, name)
				continue
			}
			values, err := hex.DecodeString(want.Values)
			if err != nil || len(values) != 3*len(g.At) {
				t.Fatalf("%s: %d values, error %v", c.File, len(values), err)
			}
			worst, off := 0, 0
			for i, at := range g.At {
				for k := range 3 {
					d := int(got.pix[3*at+k]) - int(values[3*i+k])
					worst = max(worst, d, -d)
					if d != 0 {
						off++
					}
				}
			}
			if worst > 3 {
				t.Errorf("%s: %s: off by %d levels at worst, %d of %d values are off", c.File, name, worst, off, len(values))
			}
		}
	}
}
