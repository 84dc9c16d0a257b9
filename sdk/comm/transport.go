package comm

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
)

// Why a message cannot be sent.
var (
	ErrNoFrontEnd = errors.New("comm: no front end listens here: channels need a notebook")
	ErrClosed     = errors.New("comm: the channel is closed: open another")
)

// An Event is one message on its way between kernel and this package.
type Event struct {
	Kind     string // "open", "msg" or "close"
	Comm     string // identifier of the channel
	Target   string // of "open"
	Data     json.RawMessage
	Metadata map[string]any
	Buffers  [][]byte
}

// A Transport is what a kernel sets. Its methods are called from any goroutine.
type Transport interface {
	// Publish sends e to the front ends.
	Publish(e Event) error
	// Context ends when what the calling goroutine runs for is interrupted.
	Context() context.Context
	// Bind returns what runs a function on behalf of the running cell, later: what the function shows goes to that cell,
	// and its failure is reported there and ends nothing else.
	Bind() (run func(func()))
}

var (
	mu        sync.Mutex
	transport Transport
	open      = map[string]*Comm{}
	targets   = map[string]func(*Comm, Message) func(){}
	ends      []func()
)

// SetTransport sets where events go, and returns what was set before. Nil means nowhere.
func SetTransport(t Transport) Transport {
	mu.Lock()
	defer mu.Unlock()
	old := transport
	transport = t
	return old
}

func current() Transport {
	mu.Lock()
	defer mu.Unlock()
	return transport
}

// Live tells whether a kernel has set a transport.
func Live() bool { return current() != nil }

func publish(e Event) error {
	t := current()
	if t == nil {
		return ErrNoFrontEnd
	}
	return t.Publish(e)
}

// Bind returns what runs a function on behalf of the cell that runs now, for code that is called later because of a
// message: what it shows goes to that cell.
func Bind() (run func(func())) {
	if t := current(); t != nil {
		return t.Bind()
	}
	return func(f func()) { f() }
}

// Context ends when the running cell or callback is interrupted.
func Context() context.Context {
	if t := current(); t != nil {
		return t.Context()
	}
	return context.Background()
}

// AtEnd sets a function that is called whenever a cell has ended, for messages that were held back while it ran: a program
// that only follows the cell must have them.
func AtEnd(f func()) {
	mu.Lock()
	defer mu.Unlock()
	ends = append(ends, f)
}

// End is called by a kernel when a cell has ended, in a goroutine of the cell.
func End() {
	mu.Lock()
	list := ends
	mu.Unlock()
	for _, f := range list {
		f()
	}
}

// Receive takes an event from a front end, and does not wait. in runs a function as part of serving the event; done is
// called when all of that has ended.
func Receive(e Event, in func(func()), done func()) {
	m, err := decode(e)
	mu.Lock()
	c, serve := open[e.Comm], targets[e.Target]
	if e.Kind == "open" && c == nil && serve != nil && err == nil {
		c = &Comm{id: e.Comm, target: e.Target}
		open[e.Comm] = c
	} else if e.Kind == "open" {
		c = nil
	}
	mu.Unlock()
	if c == nil || err != nil {
		if e.Kind != "close" { // the other side must not go on talking to nobody
			in(func() { _ = publish(Event{Kind: "close", Comm: e.Comm}) })
		}
		done()
		return
	}
	var later func()
	in(func() {
		switch e.Kind {
		case "open":
			later = serve(c, m)
		case "close":
			later = c.ended(m)
		default:
			later = c.received(m)
		}
	})
	if later == nil {
		done()
		return
	}
	c.tasks.add(func() {
		defer done()
		in(later)
	})
}

// A line runs functions one after the other, in a goroutine that lives while there is work.
type line struct {
	mu      sync.Mutex
	waiting []func()
	busy    bool
}

func (l *line) add(f func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting = append(l.waiting, f)
	if l.busy {
		return
	}
	l.busy = true
	go func() {
		for {
			l.mu.Lock()
			if len(l.waiting) == 0 {
				l.busy = false
				l.mu.Unlock()
				return
			}
			f := l.waiting[0]
			l.waiting = l.waiting[1:]
			l.mu.Unlock()
			f()
		}
	}()
}
