package zoo

import (
	"archive/zip"
	"os"
	"testing"
)

// Unpack returns a folder with the files of an archive: a small model in the layout of its repository, with golden.safetensors
// among them (sdk/family/testdata, which tools/families.py makes).
func Unpack(t testing.TB, archive string) string {
	t.Helper()
	z, err := zip.OpenReader(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	dir := t.TempDir()
	if err := os.CopyFS(dir, z); err != nil {
		t.Fatal(err)
	}
	return dir
}
