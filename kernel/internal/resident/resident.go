// Package resident keeps the memory of idle processes small.
package resident

import (
	"runtime/debug"
	"time"
)

// settle is how long after its start a process is trimmed: not while the first cells run.
const settle = 400 * time.Millisecond

// TrimLater gives back, some time after the start of the process, what only starting needed: garbage, and the pages of
// the program that package initialisation has touched. A page that is used again comes back from the cache of the
// system.
func TrimLater() { time.AfterFunc(settle, trim) }

func trim() {
	debug.FreeOSMemory()
	dropProgram()
}
