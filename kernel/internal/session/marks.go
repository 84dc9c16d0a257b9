package session

import (
	"bytes"
	"fmt"
	"strconv"
	"sync"
)

// A mark is a short text in an output stream, nonce + number + "\x1f", that a
// program does not print by accident: the parent draws the nonce at random for
// each child. It is shorter than PIPE_BUF, so it is never torn by other writers.

// markText returns the mark with number n.
func markText(nonce string, n int64) []byte {
	return fmt.Appendf(nil, "%s%d\x1f", nonce, n)
}

// maxMark bounds a mark in bytes: the nonce, 19 digits and the end.
func maxMark(nonce string) int { return len(nonce) + 20 }

// A markScanner separates marks from the text around them, however the stream
// is cut into reads.
type markScanner struct {
	nonce string
	held  []byte // an unfinished mark at the end of what was fed
}

// feed takes the next bytes of the stream. It calls text for what was printed
// and mark for every mark, in order. Neither may keep the slice.
func (s *markScanner) feed(p []byte, text func([]byte), mark func(int64)) {
	if len(s.held) > 0 {
		p = append(s.held, p...)
		s.held = nil
	}
	for len(p) > 0 {
		at := bytes.Index(p, []byte(s.nonce))
		if at < 0 {
			keep := partial(p, s.nonce)
			if keep < len(p) {
				text(p[:len(p)-keep])
			}
			s.held = append([]byte(nil), p[len(p)-keep:]...)
			return
		}
		if at > 0 {
			text(p[:at])
			p = p[at:]
		}
		end := bytes.IndexByte(p, 0x1f)
		if end < 0 && len(p) < maxMark(s.nonce) {
			s.held = append([]byte(nil), p...)
			return
		}
		n, err := int64(0), error(strconv.ErrSyntax)
		if end >= 0 && end < maxMark(s.nonce) {
			n, err = strconv.ParseInt(string(p[len(s.nonce):end]), 10, 64)
		}
		if err != nil { // a program that prints its own environment
			text(p[:len(s.nonce)])
			p = p[len(s.nonce):]
			continue
		}
		mark(n)
		p = p[end+1:]
	}
}

// rest returns what was held back, at the end of the stream.
func (s *markScanner) rest() []byte {
	p := s.held
	s.held = nil
	return p
}

// partial returns how many bytes at the end of p may begin a nonce.
func partial(p []byte, nonce string) int {
	for n := min(len(p), len(nonce)-1); n > 0; n-- {
		if string(p[len(p)-n:]) == nonce[:n] {
			return n
		}
	}
	return 0
}

// A gate lets goroutines wait until a stream has passed a mark.
type gate struct {
	mu   sync.Mutex
	cond *sync.Cond
	at   int64
	over bool // the stream has ended: nothing to wait for
}

func newGate() *gate {
	g := new(gate)
	g.cond = sync.NewCond(&g.mu)
	return g
}

func (g *gate) pass(n int64) {
	g.mu.Lock()
	g.at = max(g.at, n)
	g.mu.Unlock()
	g.cond.Broadcast()
}

func (g *gate) end() {
	g.mu.Lock()
	g.over = true
	g.mu.Unlock()
	g.cond.Broadcast()
}

// wait returns when the stream has passed mark n or has ended.
func (g *gate) wait(n int64) {
	g.mu.Lock()
	for g.at < n && !g.over {
		g.cond.Wait()
	}
	g.mu.Unlock()
}
