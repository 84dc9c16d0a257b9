// Package mapped sees files as memory, where the system can do that.
package mapped

import (
	"errors"
	"os"
)

// ErrNotData is about a file that is empty or none at all, such as a folder.
var ErrNotData = errors.New("an empty or special file")

// Open maps a file by its path, see [File].
func Open(path string) (data []byte, close func() error, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	return File(f)
}
