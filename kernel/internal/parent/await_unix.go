//go:build unix

package parent

import (
	"context"
	"errors"
	"os"
	"syscall"
	"time"
)

// await returns true when process pid has ended, false when ctx has. A direct
// child looks for a new parent, which a reused number cannot feign.
func await(ctx context.Context, pid int, interval time.Duration) bool {
	direct := os.Getppid() == pid
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		if direct && os.Getppid() != pid || errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
			return true
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return false
		}
	}
}
