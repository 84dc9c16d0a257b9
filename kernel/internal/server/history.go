package server

import (
	"encoding/json"
	"path"
	"strings"
	"sync"
)

// thisSession is the number that history entries carry; earlier sessions are
// not kept.
const thisSession = 1

// A history numbers the cells of one kernel and keeps their text.
type history struct {
	mu      sync.Mutex
	entries []entry
}

type entry struct {
	input  string
	output any // nil or the text of the result
}

// add appends a cell and returns its number, counted from 1.
func (h *history) add(code string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.entries = append(h.entries, entry{input: code})
	return len(h.entries)
}

// count returns the number of the latest cell.
func (h *history) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.entries)
}

func (h *history) result(c Cell, b Bundle) {
	text, ok := b.Data["text/plain"]
	h.mu.Lock()
	defer h.mu.Unlock()
	if ok && c.StoreHistory && c.Count >= 1 && c.Count <= len(h.entries) {
		h.entries[c.Count-1].output = text
	}
}

// answer serves a history_request.
func (h *history) answer(content json.RawMessage) map[string]any {
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
	h.mu.Lock()
	defer h.mu.Unlock()
	var at []int // indices of the entries to give
	switch q.Access {
	case "range":
		if q.Session == 0 || q.Session == thisSession {
			stop := len(h.entries) + 1
			if q.Stop != nil && *q.Stop < stop {
				stop = *q.Stop
			}
			for i := max(q.Start, 1); i < stop; i++ {
				at = append(at, i-1)
			}
		}
	case "search":
		last := map[string]int{}
		for i, e := range h.entries {
			last[e.input] = i
		}
		for i, e := range h.entries {
			if glob(q.Pattern, e.input) && (!q.Unique || last[e.input] == i) {
				at = append(at, i)
			}
		}
	default:
		for i := range h.entries {
			at = append(at, i)
		}
	}
	if q.N != nil && q.Access != "range" {
		at = at[len(at)-min(len(at), max(*q.N, 0)):]
	}
	list := make([]any, 0, len(at))
	for _, i := range at {
		var text any = h.entries[i].input
		if q.Output {
			text = []any{text, h.entries[i].output}
		}
		list = append(list, []any{thisSession, i + 1, text})
	}
	return map[string]any{"status": "ok", "history": list}
}

// glob matches the whole of text with *, ? and [..]. Unlike in file names a *
// spans everything.
func glob(pattern, text string) bool {
	if pattern == "" {
		pattern = "*"
	}
	hide := strings.NewReplacer("/", "\x00")
	ok, err := path.Match(hide.Replace(pattern), hide.Replace(text))
	return ok && err == nil
}
