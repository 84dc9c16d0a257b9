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
	shell   *shell // of requests on the shell channel
	aborted bool   // one before it failed: it gets a reply, but does not run
}

// A queue takes any number of requests at once, so that whoever receives them
// never waits for whoever serves them.
type queue struct {
	mu     sync.Mutex
	items  []*request
	closed bool
	last   bool          // takes no more, and closes when it is empty
	failed time.Time     // when abort was last called
	ready  chan struct{} // has room for one
}

func newQueue() *queue { return &queue{ready: make(chan struct{}, 1)} }

// push returns false when the queue takes no more.
func (q *queue) push(r *request) bool {
	q.mu.Lock()
	open := !q.closed && !q.last
	if open {
		r.aborted = q.overtaken(r)
		q.items = append(q.items, r)
	}
	q.mu.Unlock()
	q.wake()
	return open
}

// serve calls f for one request after the other until the queue is closed.
func (q *queue) serve(f func(*request)) {
	for r, ok := q.pop(); ok; r, ok = q.pop() {
		f(r)
	}
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
		if q.closed || q.last && len(q.items) == 0 {
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

// finish aborts what waits and closes the queue when that has got its replies.
func (q *queue) finish() {
	q.abort()
	q.mu.Lock()
	q.last = true
	q.mu.Unlock()
	q.wake()
}

func (q *queue) close() {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	q.wake()
}
