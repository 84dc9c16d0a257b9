package parent

import (
	"context"
	"syscall"
	"time"
)

// await returns true when process pid has ended, false when ctx has. On Windows
// the number stands for an inherited handle.
func await(ctx context.Context, pid int, interval time.Duration) bool {
	for {
		event, err := syscall.WaitForSingleObject(syscall.Handle(pid), uint32(interval/time.Millisecond))
		switch {
		case ctx.Err() != nil || err != nil:
			return false
		case event == syscall.WAIT_OBJECT_0:
			return true
		}
	}
}
