package host

import (
	"bytes"
	"strings"
	"sync"

	"github.com/hashicorp/go-hclog"
)

// keptWords is how much of what a plugin printed is kept for errors.
const keptWords = 1024

// words logs what a plugin prints, line by line, and remembers the end of it.
type words struct {
	mu   sync.Mutex
	log  hclog.Logger
	line []byte
	tail []byte
	seen crash
}

// crash is how much of the report of a crash was seen.
type crash int

const (
	reason crash = 1 + iota
	stacks
)

// Write never fails: a plugin must not stall because its log is full.
func (w *words) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.line = append(w.line, b...)
	for {
		i := bytes.IndexByte(w.line, '\n')
		if i < 0 && len(w.line) < keptWords {
			return len(b), nil
		}
		if i < 0 {
			i = len(w.line) - 1
		}
		if text := strings.TrimSpace(string(w.line[:i+1])); text != "" {
			w.log.Warn(text)
			w.keep(text)
		}
		w.line = append(w.line[:0], w.line[i+1:]...)
	}
}

// keep remembers the last lines. Of a crash it remembers the reason and not the stacks that follow.
func (w *words) keep(text string) {
	switch {
	case w.seen == 0 && (strings.HasPrefix(text, "panic: ") || strings.HasPrefix(text, "fatal error: ") || strings.HasPrefix(text, "SIG")):
		w.seen, w.tail = reason, nil
	case w.seen == reason && strings.HasPrefix(text, "goroutine "):
		w.seen = stacks
	}
	if w.seen == stacks {
		return
	}
	w.tail = append(append(w.tail, text...), '\n')
	if n := len(w.tail); n > keptWords {
		w.tail = append(w.tail[:0], w.tail[n-keptWords:]...)
	}
}

// last is what was printed at the end, for an error message; empty if nothing was.
func (w *words) last() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return strings.TrimSpace(string(w.tail) + string(w.line))
}
