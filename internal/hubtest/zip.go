package hubtest

import (
	"archive/zip"
	"io"
	"path"
	"slices"
	"strings"
	"testing"
)

// Zip makes a repository of the files of a folder of an archive; "" is the top, without what lies in folders.
func Zip(t *testing.T, archive, folder string) map[string]File {
	t.Helper()
	z, err := zip.OpenReader(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	out := map[string]File{}
	for _, f := range z.File {
		dir, name := path.Split(f.Name)
		if strings.TrimSuffix(dir, "/") != folder || name == "" || strings.HasPrefix(name, "golden") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		_ = r.Close()
		if err != nil {
			t.Fatal(err)
		}
		out[name] = File{data, slices.Contains([]string{".pt", ".bin", ".safetensors"}, path.Ext(name))}
	}
	return out
}
