// Package arena is memory that host and plugin both see. The host hands out spans of it; the plugin only maps it.
package arena

import (
	"errors"
	"slices"
	"sync"
)

// ErrNone says that this system has no arena; tensors travel inside messages then.
var ErrNone = errors.New("shared memory is not available on this system")

// line is the granularity of spans: a cache line, and the widest vector load.
const line = 64

// Span is a range of bytes.
type Span struct{ Offset, Length int }

func (s Span) end() int { return s.Offset + s.Length }

// Inside tells whether a span is part of another.
func (s Span) Inside(of Span) bool { return s.Offset >= of.Offset && s.end() <= of.end() }

// Slice returns the bytes of a span; it fails if the span is not inside mem.
func (s Span) Slice(mem []byte) ([]byte, bool) {
	if s.Offset < 0 || s.Length < 0 || s.Offset > len(mem) || s.Length > len(mem)-s.Offset {
		return nil, false
	}
	return mem[s.Offset:s.end():s.end()], true
}

// Free keeps the spans of an arena that are not in use.
type Free struct {
	mu    sync.Mutex
	spans []Span // by offset, never touching each other
}

// NewFree starts with size bytes, all free.
func NewFree(size int) *Free {
	return &Free{spans: []Span{{0, size / line * line}}}
}

// Take finds n bytes, aligned; the lowest that fit, so that the same warm pages serve call after call.
func (f *Free) Take(n int) (Span, bool) {
	if n <= 0 || n > 1<<62 {
		return Span{}, false
	}
	n = (n + line - 1) / line * line
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, s := range f.spans {
		if s.Length < n {
			continue
		}
		if s.Length == n {
			f.spans = slices.Delete(f.spans, i, i+1)
		} else {
			f.spans[i] = Span{s.Offset + n, s.Length - n}
		}
		return Span{s.Offset, n}, true
	}
	return Span{}, false
}

// Give returns a span that Take handed out.
func (f *Free) Give(s Span) {
	if s.Length == 0 {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	i, _ := slices.BinarySearchFunc(f.spans, s, func(a, b Span) int { return a.Offset - b.Offset })
	f.spans = slices.Insert(f.spans, i, s)
	if i+1 < len(f.spans) && f.spans[i].end() == f.spans[i+1].Offset {
		f.spans[i].Length += f.spans[i+1].Length
		f.spans = slices.Delete(f.spans, i+1, i+2)
	}
	if i > 0 && f.spans[i-1].end() == f.spans[i].Offset {
		f.spans[i-1].Length += f.spans[i].Length
		f.spans = slices.Delete(f.spans, i, i+1)
	}
}
