package transport

import "sync"

// A Pipe is a transport in memory: packets sent by the kernel's end come out at
// the client's, and back. It is for tests.
type Pipe struct {
	in, out chan Packet
	done    chan struct{}
	once    *sync.Once
}

// NewPipe returns the two ends of a pipe.
func NewPipe() (kernel, client *Pipe) {
	a, b := make(chan Packet, 1<<14), make(chan Packet, 1<<14)
	done, once := make(chan struct{}), new(sync.Once)
	return &Pipe{a, b, done, once}, &Pipe{b, a, done, once}
}

// Receive gives what the other end sends.
func (p *Pipe) Receive() <-chan Packet { return p.in }

// Done is closed by Close of either end.
func (p *Pipe) Done() <-chan struct{} { return p.done }

// Send gives a packet to the other end. It waits while 16,384 are unread.
func (p *Pipe) Send(packet Packet) error {
	select {
	case <-p.done:
		return ErrClosed
	default:
	}
	select {
	case p.out <- packet:
		return nil
	case <-p.done:
		return ErrClosed
	}
}

// Close ends both ends. What was sent can still be received.
func (p *Pipe) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}
