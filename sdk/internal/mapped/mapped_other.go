//go:build !(linux || darwin || freebsd || netbsd || openbsd)

package mapped

import (
	"fmt"
	"io"
	"os"
)

// File reads a file: here it cannot be mapped.
func File(f *os.File) (data []byte, close func() error, err error) {
	st, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if !st.Mode().IsRegular() || st.Size() == 0 {
		return nil, nil, fmt.Errorf("%s: %w", f.Name(), ErrNotData)
	}
	data = make([]byte, st.Size())
	_, err = io.ReadFull(io.NewSectionReader(f, 0, st.Size()), data)
	return data, func() error { return nil }, err
}
