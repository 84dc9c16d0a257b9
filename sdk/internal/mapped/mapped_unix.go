//go:build linux || darwin || freebsd || netbsd || openbsd

package mapped

import (
	"fmt"
	"os"
	"syscall"
)

// File maps a file privately: a write to it changes neither the file nor what others see. The memory is gone after close; the
// file may be closed before.
func File(f *os.File) (data []byte, close func() error, err error) {
	st, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	size := int(st.Size())
	if !st.Mode().IsRegular() || size == 0 {
		return nil, nil, fmt.Errorf("%s: %w", f.Name(), ErrNotData)
	}
	data, err = syscall.Mmap(int(f.Fd()), 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE)
	if err != nil { // larger than memory under strict accounting: without the right to write nothing is reserved
		data, err = syscall.Mmap(int(f.Fd()), 0, size, syscall.PROT_READ, syscall.MAP_PRIVATE)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("map %s: %w", f.Name(), err)
	}
	return data, func() error { return syscall.Munmap(data) }, nil
}
