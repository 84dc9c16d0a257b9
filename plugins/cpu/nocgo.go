//go:build !cgo

package cpu

import (
	"fmt"

	native "wade/native/cpu"
	"wade/sdk/backend"
	"wade/sdk/backend/exec"
)

// New fails in a build without C.
func New(Config) (backend.Backend, error) {
	_, err := native.New(native.Config{})
	return nil, fmt.Errorf("%w: %w", backend.ErrUnavailable, err)
}

// NewKernels fails likewise.
func NewKernels(Config) (exec.Kernels, error) {
	_, err := native.New(native.Config{})
	return nil, fmt.Errorf("%w: %w", backend.ErrUnavailable, err)
}
