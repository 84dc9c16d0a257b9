package server

import (
	"strings"
	"sync"
	"time"

	"wade/kernel/internal/wire"
)

const (
	// streamInterval is the least time between two stream messages while
	// nothing else waits: a cell that prints in a loop must not make a
	// message of every line.
	streamInterval = 20 * time.Millisecond
	// streamSize is the length in bytes from which a stream message is not
	// extended any more.
	streamSize = 1 << 16
	// outboxLimit is how many bytes may wait; whoever has more to show waits
	// until front ends have taken some.
	outboxLimit = 4 << 20
)

// An item is one message on its way to IOPub: made, or text still growing.
type item struct {
	message *wire.Message
	size    int

	parent *wire.Header // of a stream
	name   string
	text   strings.Builder
}

// An outbox holds what is to be published, in order, and joins text of one
// stream while it waits. Nothing in it is lost: a full outbox makes producers
// wait.
type outbox struct {
	send func(*item)

	mu      sync.Mutex
	change  *sync.Cond
	items   []*item
	bytes   int
	sending bool
	hurry   int // callers of flush
	closed  bool
	last    time.Time // when the latest stream message was sent
	done    chan struct{}
}

func newOutbox(send func(*item)) *outbox {
	o := &outbox{send: send, done: make(chan struct{})}
	o.change = sync.NewCond(&o.mu)
	go o.run()
	return o
}

// put queues a message. patient says that the caller can wait while the outbox
// is full: outputs can, the state of the kernel cannot.
func (o *outbox) put(m *wire.Message, patient bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	size := len(m.Content)
	for _, b := range m.Buffers {
		size += len(b)
	}
	if patient {
		o.room()
	}
	if o.closed {
		return
	}
	o.items = append(o.items, &item{message: m, size: size})
	o.bytes += size
	o.change.Broadcast()
}

// stream queues text of the stream called name.
func (o *outbox) stream(parent *wire.Header, name, text string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.room()
	if o.closed {
		return
	}
	o.bytes += len(text)
	if n := len(o.items); n > 0 {
		if it := o.items[n-1]; it.message == nil && it.parent == parent && it.name == name && it.size < streamSize {
			it.text.WriteString(text)
			it.size += len(text)
			o.change.Broadcast()
			return
		}
	}
	it := &item{parent: parent, name: name, size: len(text)}
	it.text.WriteString(text)
	o.items = append(o.items, it)
	o.change.Broadcast()
}

func (o *outbox) room() {
	for o.bytes >= outboxLimit && !o.closed {
		o.change.Wait()
	}
}

// flush waits until everything queued so far, and what came meanwhile, was sent.
func (o *outbox) flush() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.hurry++
	o.change.Broadcast()
	for (len(o.items) > 0 || o.sending) && !o.closed {
		o.change.Wait()
	}
	o.hurry--
}

// close ends the outbox; what still waits is dropped.
func (o *outbox) close() {
	o.mu.Lock()
	o.closed = true
	o.change.Broadcast()
	o.mu.Unlock()
	<-o.done
}

func (o *outbox) run() {
	defer close(o.done)
	o.mu.Lock()
	defer o.mu.Unlock()
	for {
		for len(o.items) == 0 && !o.closed {
			o.change.Wait()
		}
		if o.closed {
			return
		}
		it := o.items[0]
		if it.message == nil {
			if left := streamInterval - time.Since(o.last); left > 0 && len(o.items) == 1 && it.size < streamSize && o.hurry == 0 {
				wake := time.AfterFunc(left, func() {
					o.mu.Lock() // not between the look above and Wait
					defer o.mu.Unlock()
					o.change.Broadcast()
				})
				o.change.Wait()
				wake.Stop()
				continue
			}
			o.last = time.Now()
		}
		o.items[0] = nil
		o.items = o.items[1:]
		o.sending = true
		o.mu.Unlock()
		o.send(it)
		o.mu.Lock()
		o.sending = false
		o.bytes -= it.size
		o.change.Broadcast()
	}
}
