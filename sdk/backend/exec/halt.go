package exec

import (
	"context"
	"errors"
	"sync"
)

// Halter is implemented by kernels that can end in the middle of an operation: a node may take seconds, and whoever
// cancels should not wait for it.
type Halter interface {
	// Halt may be called from any goroutine. After Halt(true), Compute ends soon with ErrHalted, now and when it is called
	// again, until Halt(false).
	Halt(bool)
}

// ErrHalted is in the chain of Compute's error when it was ended by Halt; the results of the node are void.
var ErrHalted = errors.New("halted")

// watch halts the kernels when ctx ends, until the function that it returns is called, which may be more than once.
func watch(ctx context.Context, k Kernels) (end func()) {
	h, able := k.(Halter)
	if !able || ctx.Done() == nil {
		return func() {}
	}
	var mu sync.Mutex
	over := false
	stop := context.AfterFunc(ctx, func() {
		mu.Lock()
		defer mu.Unlock()
		if !over {
			h.Halt(true)
		}
	})
	return func() {
		if stop() {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		if !over {
			over = true
			h.Halt(false)
		}
	}
}
