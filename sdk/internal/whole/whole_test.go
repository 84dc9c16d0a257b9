package whole

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// A write that fails leaves the file as it was, and nothing beside it.
func TestAllOrNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a")
	put := func(text string, end error) error {
		return Write(path, ".a-*", 0o640, func(f *os.File) error {
			_, err := f.WriteString(text)
			return errors.Join(err, end)
		})
	}
	if err := put("one", nil); err != nil {
		t.Fatal(err)
	}
	full := errors.New("disk full")
	if err := put("two", full); !errors.Is(err, full) {
		t.Fatalf("error %v, want that of the writer", err)
	}
	b, err := os.ReadFile(path)
	if err != nil || string(b) != "one" {
		t.Errorf("the file holds %q (%v) after a write that failed", b, err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("%d files are left (%v), want 1", len(entries), err)
	}
	if st, err := os.Stat(path); err != nil || st.Mode() != fs.FileMode(0o640) {
		t.Errorf("mode %v (%v)", st.Mode(), err)
	}
}
