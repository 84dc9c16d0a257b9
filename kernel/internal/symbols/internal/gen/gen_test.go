package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// The committed files must be what the packages give now.
func TestFilesAreCurrent(t *testing.T) {
	dir := t.TempDir()
	if err := run(dir, false); err != nil {
		t.Fatal(err)
	}
	fresh, err := filepath.Glob(dir + "/*")
	if err != nil || len(fresh) < 10 {
		t.Fatalf("%d files: %v", len(fresh), err)
	}
	names := map[string]bool{}
	for _, f := range fresh {
		name := filepath.Base(f)
		names[name] = true
		want, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(filepath.Join("../..", name)); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is stale: run make symbols", name)
		}
	}
	committed, _ := filepath.Glob("../../gen_sdk*.go")
	for _, f := range committed {
		if !names[filepath.Base(f)] {
			t.Errorf("%s is of a package that is gone: remove it", filepath.Base(f))
		}
	}
}
