package server

import (
	"context"
	"encoding/json"
	"path"
	"strings"
	"sync"
)

// onlySession is the number of the session while no archive numbers them.
const onlySession = 1

// longestOutput bounds, in bytes, what is remembered of the result of a cell.
const longestOutput = 64 << 10

// A history numbers the cells of one shell and remembers their text.
type history struct {
	record Record // nil without an archive

	mu      sync.Mutex
	entries []Entry
}

// add appends a cell and returns its number, counted from 1.
func (h *history) add(code string) int {
	h.mu.Lock()
	line := len(h.entries) + 1
	h.entries = append(h.entries, Entry{Session: onlySession, Line: line, Input: code})
	h.mu.Unlock()
	if h.record != nil {
		h.record.Input(line, code)
	}
	return line
}

// count returns the number of the latest cell.
func (h *history) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.entries)
}

func (h *history) result(c Cell, b Bundle) {
	text, ok := b.Data["text/plain"].(string)
	if !ok || !c.StoreHistory || c.Count < 1 || c.Count > h.count() {
		return
	}
	if len(text) > longestOutput {
		text = strings.ToValidUTF8(text[:longestOutput], "") + "…"
	}
	h.mu.Lock()
	h.entries[c.Count-1].Output = &text
	h.mu.Unlock()
	if h.record != nil {
		h.record.Output(c.Count, text)
	}
}

// answer serves a history_request.
func (h *history) answer(ctx context.Context, content json.RawMessage) map[string]any {
	q := struct {
		Access  string `json:"hist_access_type"`
		Output  bool   `json:"output"`
		N       *int   `json:"n"`
		Session int    `json:"session"`
		Start   int    `json:"start"`
		Stop    *int   `json:"stop"`
		Pattern string `json:"pattern"`
		Unique  bool   `json:"unique"`
	}{Access: "tail"}
	if err := json.Unmarshal(content, &q); err != nil {
		r := failure("BadRequest", "history_request: "+err.Error())
		r["history"] = []any{}
		return r
	}
	want := Query{Access: q.Access, Output: q.Output, N: -1, Session: q.Session, Start: q.Start, Pattern: q.Pattern, Unique: q.Unique}
	if want.Pattern == "" {
		want.Pattern = "*"
	}
	if q.Stop != nil {
		want.Stop = *q.Stop
	}
	switch q.Access {
	case "range", "search":
	default:
		want.Access = "tail"
		want.N = 10 // what IPython gives
	}
	if q.N != nil {
		want.N = max(*q.N, 0)
	}
	list := []any{}
	for _, e := range h.find(ctx, want) {
		var text any = e.Input
		if q.Output {
			text = []any{text, e.Output}
		}
		list = append(list, []any{e.Session, e.Line, text})
	}
	return map[string]any{"status": "ok", "history": list}
}

// find asks the archive, and without one the own memory.
func (h *history) find(ctx context.Context, q Query) []Entry {
	if h.record != nil {
		if found, err := h.record.Find(ctx, q); err == nil {
			return found
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if q.Access == "range" {
		start, stop := q.Bounds(len(h.entries))
		if q.Session != 0 && q.Session != onlySession || start >= stop {
			return nil
		}
		return append([]Entry(nil), h.entries[start-1:stop-1]...)
	}
	latest := map[string]int{}
	for _, e := range h.entries {
		latest[e.Input] = e.Line
	}
	var found []Entry
	for _, e := range h.entries {
		if q.Access == "search" && (!glob(q.Pattern, e.Input) || q.Unique && latest[e.Input] != e.Line) {
			continue
		}
		found = append(found, e)
	}
	if q.N >= 0 {
		found = found[len(found)-min(len(found), q.N):]
	}
	return found
}

// hide keeps what means something in a file name from meaning it in a cell.
var hide = strings.NewReplacer("/", "\x00", `\`, `\\`)

// glob matches the whole of text with *, ? and [..]. Unlike in file names a *
// spans everything.
func glob(pattern, text string) bool {
	ok, err := path.Match(hide.Replace(pattern), strings.ReplaceAll(text, "/", "\x00"))
	return ok && err == nil
}
