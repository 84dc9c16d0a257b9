package session

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"wade/kernel/internal/engine"
)

// The variables that set limits where the command line does not.
const (
	MemoryVariable   = "WADE_MEMORY"
	CellTimeVariable = "WADE_CELL_TIME"
)

// Limits bound what cells may use; 0 means without limit.
type Limits struct {
	Memory   int64         // of the process of the cells, in bytes, without files in memory
	CellTime time.Duration // of one cell
}

// ParseMemory reads a size such as 800M or 1.5G, in powers of 1024.
func ParseMemory(text string) (int64, error) {
	number, unit := strings.TrimSpace(text), 1.0
	trimmed := strings.TrimSuffix(strings.TrimSuffix(strings.ToUpper(number), "B"), "I")
	if n := len(trimmed); n > 0 {
		if at := strings.IndexByte("KMGT", trimmed[n-1]); at >= 0 {
			unit = float64(int64(1) << (10 * (at + 1)))
			trimmed = trimmed[:n-1]
		}
	}
	x, err := strconv.ParseFloat(strings.TrimSpace(trimmed), 64)
	if err != nil || !(x >= 0) || x*unit > 1<<60 {
		return 0, fmt.Errorf("%q is no size: write it like 800M or 2G", text)
	}
	if size := int64(x * unit); size == 0 || size >= minMemory {
		return size, nil
	}
	return 0, fmt.Errorf("a limit of %s is too small: a session needs %s itself", text, size(minMemory))
}

// minMemory is what a session needs to live, in bytes.
const minMemory = 128 << 20

// withEnv fills in what is not set from the environment.
func (l Limits) withEnv() (_ Limits, err error) {
	if text := os.Getenv(MemoryVariable); text != "" && l.Memory == 0 {
		if l.Memory, err = ParseMemory(text); err != nil {
			return l, fmt.Errorf("%s: %w", MemoryVariable, err)
		}
	}
	if text := os.Getenv(CellTimeVariable); text != "" && l.CellTime == 0 {
		if l.CellTime, err = time.ParseDuration(text); err != nil || l.CellTime < 0 {
			return l, fmt.Errorf("%s: %q is no time: write it like 90s or 10m", CellTimeVariable, text)
		}
	}
	return l, nil
}

// size writes a number of bytes for people.
func size(n int64) string {
	if n >= 1<<30 {
		return strconv.FormatFloat(float64(n)/(1<<30), 'f', 1, 64) + " GB"
	}
	return strconv.FormatInt(n>>20, 10) + " MB"
}

// A guard enforces the limits in the child.
type guard struct {
	limits Limits
	over   atomic.Bool // a cell was stopped because of the memory
	cancel func(error) // ends the running cell
	die    func(why string)
}

// stopGrace is how long a cell that was stopped may keep its memory.
const stopGrace = 3 * time.Second

// watch looks at the memory for as long as the process lives.
func (g *guard) watch() {
	if g.limits.Memory == 0 {
		return
	}
	debug.SetMemoryLimit(g.limits.Memory - g.limits.Memory/16) // collect before it is too late
	var since time.Time
	for range time.Tick(20 * time.Millisecond) {
		used := memory()
		switch {
		case used <= g.limits.Memory:
			since = time.Time{}
		case since.IsZero():
			since = time.Now()
			g.over.Store(true)
			g.cancel(engine.Limit{Name: "MemoryLimit", Text: fmt.Sprintf(
				"the cell was stopped: the session came to %s, its limit is %s (%s)", size(used), size(g.limits.Memory), MemoryVariable)})
		case used > g.limits.Memory+g.limits.Memory/2, time.Since(since) > stopGrace:
			g.giveUp(used)
		}
	}
}

func (g *guard) giveUp(used int64) {
	g.die(fmt.Sprintf("memory limit: the session uses %s of %s and was ended (%s sets the limit)", size(used), size(g.limits.Memory), MemoryVariable))
}

// settle is called after each cell. When one came to the limit, the session
// goes on if what the variables hold leaves room, and ends otherwise.
func (g *guard) settle() {
	if g.limits.Memory == 0 || !g.over.Swap(false) && memory() <= g.limits.Memory {
		return
	}
	debug.FreeOSMemory()
	if used := memory(); used > g.limits.Memory-g.limits.Memory/8 {
		g.giveUp(used)
	}
}

// timer bounds the time of a cell; the result stops it.
func (g *guard) timer(cancel context.CancelCauseFunc) func() {
	if g.limits.CellTime == 0 {
		return func() {}
	}
	t := time.AfterFunc(g.limits.CellTime, func() {
		cancel(engine.Limit{Name: "TimeLimit", Text: fmt.Sprintf("the cell was stopped after %v (%s sets the limit)", g.limits.CellTime, CellTimeVariable)})
	})
	return func() { t.Stop() }
}

// memory returns what the process uses, in bytes, without files that are mapped:
// what the system has given it, or what Go has asked for, if that is more.
func memory() int64 {
	s := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(s)
	asked := int64(s[0].Value.Uint64() - s[1].Value.Uint64())
	if text, err := os.ReadFile("/proc/self/statm"); err == nil {
		if f := strings.Fields(string(text)); len(f) > 2 {
			resident, err1 := strconv.ParseInt(f[1], 10, 64)
			shared, err2 := strconv.ParseInt(f[2], 10, 64)
			if err1 == nil && err2 == nil {
				return max(asked, (resident-shared)*int64(os.Getpagesize()))
			}
		}
	}
	return asked
}
