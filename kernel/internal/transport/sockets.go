package transport

import (
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// lingers is how long Close waits for front ends to take the last messages.
const lingers = 2 * time.Second

// Sockets are the five ZeroMQ sockets of a kernel, bound to the address of its
// connection file and to no other.
//
// A published message reaches every subscriber that goes on reading: a full
// queue holds the sender back. A front end that takes no byte for half a minute
// is disconnected.
type Sockets struct {
	byChannel map[Channel]*socket
	heartbeat *socket
	received  chan Packet
	done      chan struct{}
	once      sync.Once
}

// Listen binds the sockets of a connection file.
func Listen(c Connection, log *slog.Logger) (*Sockets, error) {
	s := &Sockets{
		byChannel: map[Channel]*socket{},
		received:  make(chan Packet, 16),
		done:      make(chan struct{}),
	}
	var bound []*socket
	bind := func(name string, port int, kind string) (*socket, error) {
		network, address := c.address(port)
		k, err := listen(network, address, kind, log)
		if err != nil {
			for _, b := range bound {
				b.close(time.Now())
			}
			return nil, fmt.Errorf("bind the %s socket: %w", name, err)
		}
		bound = append(bound, k)
		return k, nil
	}
	for ch, port := range map[Channel]int{Shell: c.Shell, Control: c.Control, Stdin: c.Stdin} {
		k, err := bind(string(ch), port, "ROUTER")
		if err != nil {
			return nil, err
		}
		k.message = func(p *peer, frames [][]byte) {
			s.receive(Packet{ch, append([][]byte{p.identity}, frames...), p.number})
		}
		s.byChannel[ch] = k
	}
	k, err := bind("iopub", c.IOPub, "XPUB")
	if err != nil {
		return nil, err
	}
	s.byChannel[IOPub] = k
	k.message = func(p *peer, frames [][]byte) {
		if len(frames) == 1 && len(frames[0]) > 0 && frames[0][0] <= 1 {
			s.subscribe(p, frames[0][0] == 1, frames[0][1:])
		}
	}
	k.command = func(p *peer, name string, body []byte) {
		if name == "SUBSCRIBE" || name == "CANCEL" {
			s.subscribe(p, name == "SUBSCRIBE", body)
		}
	}
	if s.heartbeat, err = bind("heartbeat", c.Heartbeat, "REP"); err != nil {
		return nil, err
	}
	s.heartbeat.message = func(p *peer, frames [][]byte) { p.send(appendMessage(nil, frames)) }
	for _, b := range bound {
		go b.serve()
	}
	return s, nil
}

func (s *Sockets) subscribe(p *peer, on bool, topic []byte) {
	if p.subscribe(on, topic) {
		s.receive(Packet{IOPub, [][]byte{topic}, p.number})
	}
}

func (s *Sockets) receive(p Packet) {
	select {
	case s.received <- p:
	case <-s.done:
	}
}

// Receive gives what front ends send. It must be drained without delay. It is
// never closed; Done tells the end.
func (s *Sockets) Receive() <-chan Packet { return s.received }

// Done is closed by Close.
func (s *Sockets) Done() <-chan struct{} { return s.done }

// Send sends p. On IOPub it goes to every subscriber, and the first frame is
// the topic; elsewhere the first frame says to whom, and is not sent. It waits
// while a queue is full.
func (s *Sockets) Send(p Packet) error {
	select {
	case <-s.done:
		return ErrClosed
	default:
	}
	k := s.byChannel[p.Channel]
	if k == nil || len(p.Frames) == 0 {
		return fmt.Errorf("cannot send %d frames on channel %q", len(p.Frames), p.Channel)
	}
	if p.Channel == IOPub {
		k.publish(p.Frames)
		return nil
	}
	k.route(p.Frames[0], p.Peer, p.Frames[1:])
	return nil
}

// Close sends what is still queued, for two seconds at most, and ends every
// connection.
func (s *Sockets) Close() error {
	s.once.Do(func() {
		close(s.done)
		until := time.Now().Add(lingers)
		var all sync.WaitGroup
		for _, k := range s.byChannel {
			all.Go(func() { k.close(until) })
		}
		all.Go(func() { s.heartbeat.close(until) })
		all.Wait()
	})
	return nil
}
