package server

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"wade/kernel/internal/wire"
)

// ErrNoInput means that a cell asked for a line where none can come.
var ErrNoInput = errors.New("no input: this front end does not answer questions of a cell (allow_stdin is false)")

// A sink publishes the outputs of one cell.
type sink struct {
	s      *Server
	r      *request
	parent *wire.Header
	cell   Cell
	ctx    context.Context

	mu   sync.Mutex
	held map[string]string // the beginning of a character, by stream
}

func newSink(ctx context.Context, s *Server, r *request, cell Cell) *sink {
	return &sink{s: s, r: r, parent: &r.Header, cell: cell, ctx: ctx, held: map[string]string{}}
}

func (k *sink) Stream(name, text string) {
	if k.cell.Silent || text == "" {
		return
	}
	if name != "stderr" {
		name = "stdout"
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	text = k.held[name] + text
	n := unfinished(text)
	k.held[name] = text[len(text)-n:]
	if text = text[:len(text)-n]; text != "" {
		k.s.out.stream(k.parent, name, strings.ToValidUTF8(text, "\ufffd"))
	}
}

// unfinished returns how many bytes at the end of text begin a character whose
// other bytes are still to come.
func unfinished(text string) int {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		tail := text[len(text)-n:]
		if utf8.RuneStart(tail[0]) {
			if tail[0] >= utf8.RuneSelf && !utf8.FullRuneInString(tail) {
				return n
			}
			return 0
		}
	}
	return 0
}

// end gives out what was held back.
func (k *sink) end() {
	k.mu.Lock()
	defer k.mu.Unlock()
	for name, text := range k.held {
		if text != "" {
			k.s.out.stream(k.parent, name, "\ufffd")
		}
	}
	clear(k.held)
}

func (k *sink) emit(typ string, content map[string]any) {
	if !k.cell.Silent {
		k.s.emit(k.parent, typ, content, true)
	}
}

func (k *sink) Display(b Bundle, id string) { k.emit("display_data", transient(b, id)) }

func (k *sink) Update(b Bundle, id string) { k.emit("update_display_data", transient(b, id)) }

func (k *sink) Clear(wait bool) { k.emit("clear_output", map[string]any{"wait": wait}) }

func (k *sink) Result(b Bundle) {
	k.s.of(k.r).history.result(k.cell, b)
	k.emit("execute_result", bundle(b, map[string]any{"execution_count": k.cell.Count}))
}

func (k *sink) Input(ctx context.Context, prompt string, password bool) (string, error) {
	if !k.cell.AllowStdin || k.cell.Silent {
		return "", ErrNoInput
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(k.ctx, cancel)()
	k.s.out.flush()
	return k.s.ask(ctx, k.r, prompt, password)
}

// bundle puts a Bundle into the content of a message. Every output has a form
// in plain text: not every front end can show the others.
func bundle(b Bundle, content map[string]any) map[string]any {
	data, metadata := b.Data, b.Metadata
	if _, ok := data["text/plain"]; !ok {
		data = maps.Clone(data)
		if data == nil {
			data = map[string]any{}
		}
		data["text/plain"] = "<" + strings.Join(slices.Sorted(maps.Keys(b.Data)), ", ") + ">"
	}
	if metadata == nil {
		metadata = map[string]any{}
	}
	content["data"], content["metadata"] = data, metadata
	return content
}

func transient(b Bundle, id string) map[string]any {
	t := map[string]any{}
	if id != "" {
		t["display_id"] = id
	}
	return bundle(b, map[string]any{"transient": t})
}

// A catcher is the Sink of a user expression: it keeps the value, and drops
// what would be shown.
type catcher struct {
	mu sync.Mutex
	b  Bundle
}

func (c *catcher) value() Bundle {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.b
}

func (c *catcher) Result(b Bundle) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.b = b
}

func (c *catcher) Stream(string, string)  {}
func (c *catcher) Display(Bundle, string) {}
func (c *catcher) Update(Bundle, string)  {}
func (c *catcher) Clear(bool)             {}

func (c *catcher) Input(context.Context, string, bool) (string, error) { return "", ErrNoInput }
