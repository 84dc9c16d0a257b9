//go:build !linux

package arena

import "os"

// Create is not possible here.
func Create(int) (*os.File, []byte, error) { return nil, nil, ErrNone }

// Map is not possible here.
func Map(uintptr, int) ([]byte, error) { return nil, ErrNone }

// Unmap has nothing to do.
func Unmap([]byte) error { return nil }
