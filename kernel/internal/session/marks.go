package session

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
)

// A mark is a short text in an output stream, nonce + number + "\x1f", that a
// program does not print by accident: the parent draws the nonce at random for
// each child. It is shorter than PIPE_BUF, so it is never torn by other writers.
//
// What cells print comes as parts, nonce + "o" or "e" + request + ":" + length
// + "\x1f" + text: both streams of a cell in the one pipe of the standard
// output, so that their order is kept, and each with the cell that it is of.
// A part with its head is not longer than PIPE_BUF either.

// pipeBuf is what a pipe takes in one piece, in bytes: PIPE_BUF of Linux; other
// systems allow less between processes, but here one process writes.
const pipeBuf = 4096

// markText returns the mark with number n.
func markText(nonce string, n int64) []byte {
	return fmt.Appendf(nil, "%s%d\x1f", nonce, n)
}

// A part is a piece of what a cell printed.
type part struct {
	id     int64 // request of the cell
	stderr bool
}

// appendPart appends one part with text, or its beginning, and returns the rest.
func appendPart(dst []byte, nonce string, p part, text []byte) (_, rest []byte) {
	n := min(len(text), pipeBuf-maxMark(nonce))
	letter := byte('o')
	if p.stderr {
		letter = 'e'
	}
	dst = append(append(dst, nonce...), letter)
	dst = strconv.AppendInt(dst, p.id, 10)
	dst = append(dst, ':')
	dst = strconv.AppendInt(dst, int64(n), 10)
	dst = append(dst, 0x1f)
	return append(dst, text[:n]...), text[n:]
}

// maxMark bounds a mark or the head of a part in bytes: the nonce, a letter, 19 digits, a length and the end.
func maxMark(nonce string) int { return len(nonce) + 27 }

// A markScanner separates marks and parts from the text around them, however
// the stream is cut into reads.
type markScanner struct {
	nonce string
	held  []byte // an unfinished mark at the end of what was fed
	of    part   // whose text comes next
	left  int    // how many bytes of it
}

// feed takes the next bytes of the stream. It calls text for what was printed,
// part for what a cell printed, and mark for every mark, in order. None may
// keep the slice.
func (s *markScanner) feed(p []byte, text func([]byte), parts func(part, []byte), mark func(int64)) {
	if len(s.held) > 0 {
		p = append(s.held, p...)
		s.held = nil
	}
	for len(p) > 0 {
		if s.left > 0 {
			n := min(s.left, len(p))
			parts(s.of, p[:n])
			s.left -= n
			p = p[n:]
			continue
		}
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
		if end < 0 || end >= maxMark(s.nonce) || !s.head(string(p[len(s.nonce):end]), mark) { // a program that prints its own environment
			text(p[:len(s.nonce)])
			p = p[len(s.nonce):]
			continue
		}
		p = p[end+1:]
	}
}

// head reads what stands between the nonce and the end of a mark or of the head of a part.
func (s *markScanner) head(h string, mark func(int64)) bool {
	if h != "" && (h[0] == 'o' || h[0] == 'e') {
		id, length, _ := strings.Cut(h[1:], ":")
		n, err := strconv.ParseInt(id, 10, 64)
		left, err2 := strconv.ParseUint(length, 10, 16)
		if err != nil || err2 != nil {
			return false
		}
		s.of, s.left = part{n, h[0] == 'e'}, int(left)
		return true
	}
	n, err := strconv.ParseInt(h, 10, 64)
	if err == nil {
		mark(n)
	}
	return err == nil
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

// A gate holds an output stream at a mark until the message that belongs there
// was handled, so that text and displays keep their order.
type gate struct {
	mu       sync.Mutex
	change   *sync.Cond
	at       int64 // the stream has come to this mark
	passed   int64 // the message of this mark was handled
	over     bool  // the stream has ended
	deserted bool  // no more messages come
}

func newGate() *gate {
	g := new(gate)
	g.change = sync.NewCond(&g.mu)
	return g
}

// arrive tells that the stream has come to mark n, and waits for pass. Marks
// come one by one: anything else is no mark of ours.
func (g *gate) arrive(n int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if n != g.at+1 {
		return
	}
	g.at = n
	g.change.Broadcast()
	for g.passed < n && !g.deserted {
		g.change.Wait()
	}
}

// await returns when the stream has come to mark n or has ended.
func (g *gate) await(n int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for g.at < n && !g.over {
		g.change.Wait()
	}
}

// pass lets the stream go on behind mark n.
func (g *gate) pass(n int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.passed = max(g.passed, n)
	g.change.Broadcast()
}

// end tells that the stream has ended.
func (g *gate) end() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.over = true
	g.change.Broadcast()
}

// ended waits for the end of the stream.
func (g *gate) ended() { g.await(math.MaxInt64) }

// desert tells that no more messages come, so that nothing waits for them.
func (g *gate) desert() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.deserted = true
	g.change.Broadcast()
}
