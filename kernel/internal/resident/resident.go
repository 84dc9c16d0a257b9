// Package resident keeps the memory of idle processes small.
package resident

import (
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

const (
	// quiet is how long nothing happens before a process is trimmed.
	quiet = 400 * time.Millisecond
	// worth is how many bytes were allocated since the last time, at least, for another trim to pay.
	worth = 8 << 20
	// always is how many trims come in any case: what a start has touched, and what the first work has.
	always = 2
)

var (
	mu    sync.Mutex
	timer *time.Timer
	trims int
	then  uint64 // bytes allocated at the last trim
)

// Busy says that the process has work: it is left alone.
func Busy() {
	mu.Lock()
	defer mu.Unlock()
	if timer != nil {
		timer.Stop()
	}
}

// Quiet says that the process waits for work. When it goes on waiting, it gives back what it does not need: garbage, and
// at first the pages of the program that were touched by starting it. A page that is used again comes back
// from the cache of the system.
func Quiet() {
	mu.Lock()
	defer mu.Unlock()
	if timer == nil {
		timer = time.AfterFunc(quiet, trim)
		return
	}
	timer.Reset(quiet)
}

func trim() {
	mu.Lock()
	defer mu.Unlock()
	now := allocated()
	if trims >= always && now-then < worth {
		return
	}
	debug.FreeOSMemory()
	if trims < always {
		dropProgram()
	}
	trims++
	then = now
}

// allocated returns how many bytes of heap there ever were.
func allocated() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}
