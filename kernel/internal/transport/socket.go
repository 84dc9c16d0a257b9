package transport

import (
	"bufio"
	"bytes"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"sync"
	"time"
)

// A socket listens on one address and keeps the peers that connect.
type socket struct {
	kind     string
	listener net.Listener
	log      *slog.Logger
	message  func(p *peer, frames [][]byte)          // called by the goroutine of p
	command  func(p *peer, name string, body []byte) // the same

	mu      sync.Mutex
	peers   []*peer // oldest first
	number  uint64
	closed  bool
	writers sync.WaitGroup
	readers sync.WaitGroup
}

func listen(network, address, kind string, log *slog.Logger) (*socket, error) {
	l, err := bind(network, address)
	if err != nil {
		return nil, err
	}
	return &socket{kind: kind, listener: l, log: log}, nil
}

// bindPatience is how long the kernel that had the address before may take to
// leave it: a restart uses it again.
const bindPatience = 500 * time.Millisecond

func bind(network, address string) (net.Listener, error) {
	for late := time.Now().Add(bindPatience); ; time.Sleep(20 * time.Millisecond) {
		l, err := net.Listen(network, address)
		if network == "unix" {
			if err == nil {
				_ = os.Chmod(address, 0o600)
			} else if st, failed := os.Lstat(address); failed == nil && st.Mode().Type() == fs.ModeSocket {
				if c, failed := net.Dial(network, address); failed == nil {
					_ = c.Close() // somebody is there
				} else if os.Remove(address) == nil { // left behind by a kernel that was killed
					continue
				}
			}
		}
		if err == nil || time.Now().After(late) {
			return l, err
		}
	}
}

// serve accepts peers until the socket is closed.
func (s *socket) serve() {
	for {
		c, err := s.listener.Accept()
		if err != nil {
			if errors.Is(err, net.ErrClosed) {
				return
			}
			s.log.Warn("accept failed", "socket", s.kind, "error", err)
			time.Sleep(50 * time.Millisecond) // out of file descriptors, most likely
			continue
		}
		s.readers.Add(1)
		go func() {
			defer s.readers.Done()
			s.greet(c)
		}()
	}
}

// greet shakes hands, then reads until the connection ends.
func (s *socket) greet(c net.Conn) {
	r := bufio.NewReaderSize(c, 1<<16)
	identity, err := handshake(c, r, s.kind, nil)
	if err != nil {
		s.log.Warn("connection refused", "socket", s.kind, "error", err)
		c.Close()
		return
	}
	p := s.add(c, r, identity)
	if p == nil {
		c.Close()
		return
	}
	defer s.remove(p)
	for {
		frames, command, err := readMessage(r)
		if err != nil {
			if errors.Is(err, errZMTP) {
				s.log.Warn("connection dropped", "socket", s.kind, "error", err)
			}
			return
		}
		if !command {
			s.message(p, frames)
			continue
		}
		name, body, ok := parseCommand(frames[0])
		switch {
		case !ok:
			s.log.Warn("bad command ignored", "socket", s.kind)
		case name == "PING" && len(body) >= 2:
			p.send(appendFrame(nil, flagCommand, append([]byte("\x04PONG"), body[2:]...)))
		case s.command != nil:
			s.command(p, name, body)
		}
	}
}

func (s *socket) add(c net.Conn, r *bufio.Reader, identity []byte) *peer {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.number++
	if len(identity) == 0 {
		identity = []byte{0, byte(s.number >> 24), byte(s.number >> 16), byte(s.number >> 8), byte(s.number)}
	}
	p := newPeer(c, r, identity, s.number)
	s.peers = append(s.peers, p)
	s.writers.Add(1)
	go func() {
		defer s.writers.Done()
		p.write()
	}()
	return p
}

func (s *socket) remove(p *peer) {
	p.close()
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, q := range s.peers {
		if q == p {
			s.peers = append(s.peers[:i:i], s.peers[i+1:]...)
			return
		}
	}
}

func (s *socket) snapshot() []*peer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]*peer(nil), s.peers...)
}

// route sends to the connection with this number, or else to the newest with
// the identity. Like a ROUTER it drops what nobody is there to take.
func (s *socket) route(identity []byte, number uint64, frames [][]byte) {
	var to *peer
	for _, p := range s.snapshot() {
		if bytes.Equal(p.identity, identity) {
			to = p
			if p.number == number {
				break
			}
		}
	}
	if to == nil || !to.send(appendMessage(nil, frames)) {
		s.log.Warn("nobody there to take a message", "socket", s.kind)
	}
}

// publish sends to every subscriber of the topic in the first frame.
func (s *socket) publish(frames [][]byte) {
	var message []byte
	for _, p := range s.snapshot() {
		if p.wants(frames[0]) {
			if message == nil {
				message = appendMessage(nil, frames)
			}
			p.send(message)
		}
	}
}

// close writes what is queued, for a moment at most, and ends every connection.
func (s *socket) close(until time.Time) {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.listener.Close()
	peers := s.snapshot()
	for _, p := range peers {
		p.finish(until)
	}
	done := make(chan struct{})
	go func() { s.writers.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(time.Until(until)):
	}
	for _, p := range peers {
		p.close()
	}
}
