//go:build !cgo

package cpu

import "fmt"

// Pool is empty in a build without C.
type Pool struct{}

// New fails: the kernels are C.
func New(Config) (*Pool, error) {
	return nil, fmt.Errorf("cpu: %w: built without C; build with CGO_ENABLED=1 and a C compiler, or use the reference backend", ErrUnavailable)
}

// Close does nothing.
func (*Pool) Close() error { return nil }

// Variants lists nothing.
func Variants() []string { return nil }
