//go:build cgo

package cpu

import (
	"time"

	native "wade/native/cpu"
	"wade/sdk/backend"
	"wade/sdk/backend/exec"
)

// Timed is kernels that remember how long each kind of node took.
type Timed struct {
	*kernels
	Spent map[string]time.Duration
}

// Compute runs a node and adds its time to those of its operation.
func (t *Timed) Compute(n *exec.Node) error {
	name := string(n.Op)
	if n.VJP {
		name += "-vjp"
	}
	start := time.Now()
	err := t.kernels.Compute(n)
	t.Spent[name] += time.Since(start)
	return err
}

// NewTimed makes a backend over such kernels.
func NewTimed(c Config) (backend.Backend, *Timed, error) {
	pool, err := native.New(native.Config{Variant: c.Variant, Threads: c.Threads})
	if err != nil {
		return nil, nil, err
	}
	t := &Timed{&kernels{pool: pool}, map[string]time.Duration{}}
	return exec.New(t, exec.Options{}), t, nil
}
