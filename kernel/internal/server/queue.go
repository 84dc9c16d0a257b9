package server

import (
	"sync"
	"time"

	"wade/kernel/internal/transport"
	"wade/kernel/internal/wire"
)

// A request is one message with the way back to its sender.
type request struct {
	*wire.Message
	channel transport.Channel
	peer    uint64
	aborted bool // one before it failed: it gets a reply, but does not run
}

// A queue takes any number of requests at once, so that whoever receives them
// never waits for whoever serves them.
type queue struct {
	mu     sync.Mutex
	items  []*request
	closed bool
	failed time.Time     // when abort was last called
	ready  chan struct{} // has room for one
}

func newQueue() *queue { return &queue{ready: make(chan struct{}, 1)} }

func (q *queue) push(r *request) {
	q.mu.Lock()
	if !q.closed {
		r.aborted = q.overtaken(r)
		q.items = append(q.items, r)
	}
	q.mu.Unlock()
	q.wake()
}

func (q *queue) wake() {
	select {
	case q.ready <- struct{}{}:
	default:
	}
}

// pop waits for the next request; false means that the queue was closed.
func (q *queue) pop() (*request, bool) {
	for {
		q.mu.Lock()
		if q.closed {
			q.mu.Unlock()
			return nil, false
		}
		if len(q.items) > 0 {
			r := q.items[0]
			q.items[0] = nil
			q.items = q.items[1:]
			q.mu.Unlock()
			return r, true
		}
		q.mu.Unlock()
		<-q.ready
	}
}

// abort marks everything that waits now, and what is still on its way.
func (q *queue) abort() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.failed = time.Now()
	for _, r := range q.items {
		r.aborted = true
	}
}

// overtaken tells whether r was sent before its sender could know of the failure and comes only now. The clock of the
// sender may be another one, so this holds for a second only: nobody reads an error and runs a cell faster than that.
func (q *queue) overtaken(r *request) bool {
	if time.Since(q.failed) > time.Second {
		return false
	}
	sent, err := time.Parse(time.RFC3339Nano, r.Header.Date)
	return err == nil && !sent.After(q.failed)
}

func (q *queue) close() {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	q.wake()
}
