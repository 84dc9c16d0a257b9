package host

import (
	"bytes"
	"strings"
	"sync"

	"github.com/hashicorp/go-hclog"
)

// lastWords is how much of what a plugin printed is kept for errors.
const lastWords = 2048

// words logs what a plugin prints, line by line, and remembers the end of it.
type words struct {
	mu   sync.Mutex
	log  hclog.Logger
	line []byte
	tail []byte
}

// Write never fails: a plugin must not stall because its log is full.
func (w *words) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.tail = append(w.tail, b...)
	if n := len(w.tail); n > lastWords {
		w.tail = append(w.tail[:0], w.tail[n-lastWords:]...)
	}
	w.line = append(w.line, b...)
	for {
		i := bytes.IndexByte(w.line, '\n')
		if i < 0 && len(w.line) < lastWords {
			return len(b), nil
		}
		if i < 0 {
			i = len(w.line) - 1
		}
		if text := strings.TrimSpace(string(w.line[:i+1])); text != "" {
			w.log.Warn(text)
		}
		w.line = append(w.line[:0], w.line[i+1:]...)
	}
}

// last is what was printed at the end, for an error message; empty if nothing was.
func (w *words) last() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return strings.TrimSpace(string(w.tail))
}
