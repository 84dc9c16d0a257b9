package arena

import (
	"context"
	"unsafe"
)

// Window is a part of an arena that takes results one after another.
type Window struct {
	mem  []byte
	span Span // what is left
}

// NewWindow is nil, which takes nothing, where the span is not inside mem.
func NewWindow(mem []byte, span Span) *Window {
	if _, ok := span.Slice(mem); !ok || span.Length == 0 {
		return nil
	}
	return &Window{mem, span}
}

// Take finds n bytes; ok is false when they do not fit.
func (w *Window) Take(n int) (s Span, ok bool) {
	if w == nil || n <= 0 || n > w.span.Length {
		return Span{}, false
	}
	s = Span{w.span.Offset, n}
	next := (n + line - 1) / line * line
	w.span = Span{w.span.Offset + next, max(0, w.span.Length-next)}
	return s, true
}

// Bytes is Take as memory, nil when they do not fit.
func (w *Window) Bytes(n int) []byte {
	s, ok := w.Take(n)
	if !ok {
		return nil
	}
	b, _ := s.Slice(w.mem)
	return b
}

// Where tells where in mem data lies, if it does.
func Where(mem, data []byte) (Span, bool) {
	if len(mem) == 0 || len(data) == 0 {
		return Span{}, false
	}
	from, at := uintptr(unsafe.Pointer(&mem[0])), uintptr(unsafe.Pointer(&data[0]))
	if at < from || at-from > uintptr(len(mem)-len(data)) || len(data) > len(mem) {
		return Span{}, false
	}
	return Span{int(at - from), len(data)}, true
}

type key struct{}

// With is a context whose calls may write large results to a window, where their reader finds them without a copy.
func With(ctx context.Context, w *Window) context.Context { return context.WithValue(ctx, key{}, w) }

// From is the window of a context, nil without one.
func From(ctx context.Context) *Window {
	w, _ := ctx.Value(key{}).(*Window)
	return w
}
