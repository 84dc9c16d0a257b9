// Package whole writes files that are there as a whole or not at all.
package whole

import (
	"os"
	"path/filepath"
)

// Write replaces path by what write puts into a file beside it, once that is on the disk. pattern names the file beside it, as in
// os.CreateTemp. If anything fails, path is as it was.
func Write(path, pattern string, mode os.FileMode, write func(*os.File) error) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), pattern)
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // fails, as it should, once renamed
	err = write(tmp)
	if err == nil {
		err = tmp.Chmod(mode)
	}
	if err == nil {
		err = tmp.Sync()
	}
	if e := tmp.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err == nil {
		err = syncDir(filepath.Dir(path))
	}
	return err
}
