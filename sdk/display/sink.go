package display

import (
	"strconv"
	"sync"
	"sync/atomic"
)

// Sink takes what is shown while a cell runs. A kernel sets one; its methods are called from any goroutine.
type Sink interface {
	// Display shows d; a non-empty id names it for Update.
	Display(d Data, id string)
	// Update replaces every display with this id.
	Update(d Data, id string)
	// Clear removes what the cell has shown, with wait only when the next output comes.
	Clear(wait bool)
}

var (
	sinkMu sync.RWMutex
	sink   Sink
	nextID atomic.Int64
)

// SetSink sets where displays go, and returns what was set before. Nil means nowhere.
func SetSink(s Sink) Sink {
	sinkMu.Lock()
	defer sinkMu.Unlock()
	old := sink
	sink = s
	return old
}

func current() Sink {
	sinkMu.RLock()
	defer sinkMu.RUnlock()
	return sink
}

// Handle is something shown that can be replaced.
type Handle struct{ id string }

// Show displays v below the running cell, before the cell ends.
func Show(v any) *Handle {
	h := &Handle{"wade-" + strconv.FormatInt(nextID.Add(1), 10)}
	if s := current(); s != nil {
		s.Display(Bundle(v), h.id)
	}
	return h
}

// Update replaces what was shown by v.
func (h *Handle) Update(v any) {
	if s := current(); s != nil {
		s.Update(Bundle(v), h.id)
	}
}

// Clear removes what the running cell has shown, with wait only when the next output comes.
func Clear(wait bool) {
	if s := current(); s != nil {
		s.Clear(wait)
	}
}
