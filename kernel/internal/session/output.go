package session

import (
	"io"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// A stream follows one output stream of a child: text goes to out, marks to
// the gate. The end of what was printed is kept for the report of a crash.
type stream struct {
	gate   *gate
	out    func(text string)
	part   func(p part, text string) // what a cell printed
	stderr bool                      // where the runtime reports a crash

	mu    sync.Mutex
	tail  []byte // the last bytes printed
	held  []byte // the beginning of a rune, or of a crash report
	crash bool   // held may be the last words of the process
	timer *time.Timer
	halfs map[part][]byte // the beginning of a rune, by whose it is
}

// maxTail is how much of the output is kept at least for an error, in bytes.
const maxTail = 64 << 10

// follow reads r to its end.
func (s *stream) follow(r io.Reader, nonce string) {
	scan := &markScanner{nonce: nonce}
	buf := make([]byte, 64<<10)
	for {
		n, err := r.Read(buf)
		scan.feed(buf[:n], s.text, s.parts, func(k int64) { s.flush(false); s.gate.arrive(k) })
		if err != nil {
			s.text(scan.rest())
			s.flush(true)
			s.gate.end()
			return
		}
	}
}

// text takes printed bytes. Half a rune waits for the rest of it. What looks
// like the runtime's report of a crash waits too: when the process dies, it
// belongs into the error, not among the outputs.
func (s *stream) text(p []byte) {
	if len(p) == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stderr {
		if !s.crash || len(s.tail) < 2*maxTail { // of a crash the beginning counts
			s.tail = append(s.tail, p...)
		}
		if len(s.tail) > 2*maxTail && !s.crash { // seldom, so that copying costs little
			s.tail = append(s.tail[:0], s.tail[len(s.tail)-maxTail:]...)
		}
	}
	p = append(s.held, p...)
	s.held = nil
	if s.crash {
		s.held = p
		return
	}
	if at := crashAt(string(p)); s.stderr && at >= 0 {
		s.crash = true
		s.emit(p[:at])
		s.held = append([]byte(nil), p[at:]...)
		s.timer = time.AfterFunc(time.Second, func() { s.flush(false) })
		return
	}
	cut := len(p) - halfRune(p)
	s.held = append([]byte(nil), p[cut:]...)
	s.emit(p[:cut])
}

// parts takes what a cell printed. Half a rune waits for the rest of it.
func (s *stream) parts(of part, p []byte) {
	if s.part == nil {
		return
	}
	if half := s.halfs[of]; half != nil {
		p = append(half, p...)
		delete(s.halfs, of)
	}
	if n := halfRune(p); n > 0 {
		if s.halfs == nil {
			s.halfs = map[part][]byte{}
		}
		s.halfs[of] = append([]byte(nil), p[len(p)-n:]...)
		p = p[:len(p)-n]
	}
	if len(p) > 0 {
		s.part(of, strings.ToValidUTF8(string(p), "\uFFFD"))
	}
}

// flush passes on what was held back; at the end of the stream a crash report
// stays out of the outputs.
func (s *stream) flush(over bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.timer != nil {
		s.timer.Stop()
		s.timer = nil
	}
	if !(over && s.crash) {
		s.emit(s.held)
		s.crash = false
	}
	s.held = nil
}

func (s *stream) emit(p []byte) {
	if len(p) > 0 && s.out != nil {
		s.out(strings.ToValidUTF8(string(p), "\uFFFD"))
	}
}

// lastWords returns the end of what was printed, from the crash report on if there is one.
func (s *stream) lastWords() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := string(s.tail)
	if at := crashAt(t); at >= 0 {
		t = t[at:]
	}
	return t
}

func (s *stream) forget() {
	s.mu.Lock()
	s.tail = nil
	s.mu.Unlock()
}

// halfRune returns how many bytes at the end of p begin a rune that is not finished.
func halfRune(p []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(p); n++ {
		if b := p[len(p)-n]; utf8.RuneStart(b) {
			if b >= utf8.RuneSelf && !utf8.FullRune(p[len(p)-n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}
