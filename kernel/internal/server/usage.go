package server

import (
	"os"
	"runtime"
	"sync"
	"time"
)

// usage answers usage_request, which panels of resources send. What the system
// does not tell is left out of the answer.
type usage struct {
	mu   sync.Mutex
	last sample
}

// A sample is what processes have used up to a time.
type sample struct {
	at        time.Time
	kernel    time.Duration // processor time of the kernel and all that it started
	busy, all time.Duration // of the machine
	memory    int64         // of the kernel and all that it started, in bytes
	total     int64         // memory of the machine, in bytes
	available int64
}

// look returns the content of the reply. Percentages are those since the last
// look, and missing from the first.
func (u *usage) look() map[string]any {
	host, _ := os.Hostname()
	content := map[string]any{"status": "ok", "hostname": host, "pid": os.Getpid(), "cpu_count": runtime.NumCPU()}
	now, ok := measure(os.Getpid())
	if !ok {
		return content
	}
	u.mu.Lock()
	before := u.last
	u.last = now
	u.mu.Unlock()
	content["kernel_memory"] = now.memory
	content["kernel_cpu"] = 0.0
	if passed := now.at.Sub(before.at); !before.at.IsZero() && passed > 0 {
		content["kernel_cpu"] = 100 * max(0, float64(now.kernel-before.kernel)/float64(passed))
	}
	if passed := now.all - before.all; !before.at.IsZero() && passed > 0 {
		content["host_cpu_percent"] = 100 * float64(now.busy-before.busy) / float64(passed)
	}
	if now.total > 0 {
		content["host_virtual_memory"] = map[string]any{
			"total": now.total, "available": now.available, "used": now.total - now.available,
			"percent": 100 * float64(now.total-now.available) / float64(now.total),
		}
	}
	return content
}
