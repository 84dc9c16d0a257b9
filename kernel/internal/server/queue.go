package server

import (
	"sync"

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
	ready  chan struct{} // has room for one
}

func newQueue() *queue { return &queue{ready: make(chan struct{}, 1)} }

func (q *queue) push(r *request) {
	q.mu.Lock()
	if !q.closed {
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

// abort marks everything that waits now.
func (q *queue) abort() {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, r := range q.items {
		r.aborted = true
	}
}

func (q *queue) close() {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	q.wake()
}
