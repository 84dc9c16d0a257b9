package transport

import (
	"bufio"
	"bytes"
	"net"
	"sync"
	"time"
)

// queueLimit is how many bytes may wait for one peer before senders are held
// back, and stallTimeout how long a peer may take nothing at all before it is
// disconnected: a front end that hangs must not hold a kernel for ever.
var (
	queueLimit   = 8 << 20
	stallTimeout = 30 * time.Second
)

// A peer is one connection, with a queue of bytes on their way out.
type peer struct {
	number   uint64
	identity []byte
	conn     net.Conn
	r        *bufio.Reader

	mu     sync.Mutex
	change *sync.Cond
	queue  []byte
	closed bool
	topics map[string]int
}

func newPeer(c net.Conn, r *bufio.Reader, identity []byte, number uint64) *peer {
	p := &peer{number: number, identity: identity, conn: c, r: r, topics: map[string]int{}}
	p.change = sync.NewCond(&p.mu)
	return p
}

// send queues one encoded message. It waits while the queue is full, and
// returns false when the peer is gone.
func (p *peer) send(message []byte) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.queue) >= queueLimit && !p.closed {
		p.change.Wait()
	}
	if p.closed {
		return false
	}
	p.queue = append(p.queue, message...)
	p.change.Broadcast()
	return true
}

// write moves the queue to the connection until the peer is closed.
func (p *peer) write() {
	var spare []byte
	for {
		p.mu.Lock()
		for len(p.queue) == 0 && !p.closed {
			p.change.Wait()
		}
		if len(p.queue) == 0 {
			p.mu.Unlock()
			return
		}
		batch := p.queue
		p.queue = spare[:0]
		p.change.Broadcast()
		p.mu.Unlock()
		if err := p.writeAll(batch); err != nil {
			p.close()
			return
		}
		if spare = batch; cap(spare) > 1<<20 {
			spare = nil
		}
	}
}

// writeAll writes in pieces, each with a deadline of its own: a slow peer is
// no dead one.
func (p *peer) writeAll(b []byte) error {
	for len(b) > 0 {
		n := min(len(b), 1<<16)
		if err := p.conn.SetWriteDeadline(time.Now().Add(stallTimeout)); err != nil {
			return err
		}
		if _, err := p.conn.Write(b[:n]); err != nil {
			return err
		}
		b = b[n:]
	}
	return nil
}

// finish waits until the queue was written, or the time is over.
func (p *peer) finish(until time.Time) {
	p.mu.Lock()
	p.closed = true // nothing more is queued; write ends when it is empty
	p.change.Broadcast()
	p.mu.Unlock()
	_ = p.conn.SetWriteDeadline(until)
}

func (p *peer) close() {
	p.mu.Lock()
	p.closed = true
	p.queue = nil
	p.change.Broadcast()
	p.mu.Unlock()
	p.conn.Close()
}

// subscribe takes a subscription message or command, and returns the topic
// when it is a new one.
func (p *peer) subscribe(on bool, topic []byte) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if on {
		p.topics[string(topic)]++
		return true
	}
	if p.topics[string(topic)]--; p.topics[string(topic)] <= 0 {
		delete(p.topics, string(topic))
	}
	return false
}

func (p *peer) wants(topic []byte) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for t := range p.topics {
		if bytes.HasPrefix(topic, []byte(t)) {
			return true
		}
	}
	return false
}
