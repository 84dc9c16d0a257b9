// Package parent ends a kernel whose parent is gone: a Jupyter server that was
// killed cannot tell its kernels to leave.
package parent

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"time"
)

// Var names the variable in which Jupyter passes its process number.
const Var = "JPY_PARENT_PID"

// interval is the time between two looks.
const interval = time.Second

// Context returns a context that ends when the process named by Var does.
// Without one, as in a container, it is ctx itself.
func Context(ctx context.Context) context.Context {
	pid, err := strconv.Atoi(os.Getenv(Var))
	if err != nil || pid <= 1 {
		return ctx
	}
	ctx, cancel := context.WithCancelCause(ctx)
	go func() {
		if await(ctx, pid, interval) {
			cancel(fmt.Errorf("the parent process %d has ended", pid))
		}
	}()
	return ctx
}
