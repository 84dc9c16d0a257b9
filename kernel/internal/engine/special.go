package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"wade/kernel/internal/cell"
	"wade/kernel/internal/magic"
	"wade/kernel/internal/server"
)

// special runs a cell that has lines that are not Go.
func (e *Engine) special(ctx context.Context, c server.Cell, out server.Sink) server.Result {
	page, err := magic.Run(ctx, c.Code, &host{e, c, out}, e.opt.Stdout, e.opt.Stderr)
	r := server.Result{Status: server.StatusOK}
	if err != nil {
		r = fail(e.specialError(ctx, c.Count, err))
	}
	if page != "" && !c.Silent {
		r.Payload = []map[string]any{{"source": "page", "start": 0, "data": map[string]any{"text/plain": page}}}
	}
	return r
}

func (e *Engine) specialError(ctx context.Context, count int, err error) *server.CellError {
	var failed *server.CellError
	if errors.As(err, &failed) { // of Go code
		return failed
	}
	var at *magic.Error
	line := 0
	if errors.As(err, &at) {
		line = at.Line.Number
	}
	out := &server.CellError{Name: "CommandError", Value: err.Error(), Traceback: strings.Split("CommandError: "+err.Error(), "\n")}
	if ctx.Err() != nil {
		out = e.report(reason(ctx), nil)
	}
	if line > 0 {
		out.Traceback = append(out.Traceback, e.step(call{place: count<<20 | line}, map[int]bool{})...)
	}
	return out
}

// A host is the engine as the lines of one cell see it.
type host struct {
	e   *Engine
	c   server.Cell
	out server.Sink
}

func (h *host) Run(ctx context.Context, code string) error {
	c := h.c
	c.Code = code
	if r := h.e.run(ctx, c, h.out); r.Error != nil {
		return r.Error
	}
	return nil
}

func (h *host) Variables(ctx context.Context) []magic.Variable {
	var all []magic.Variable
	r := h.e.rt.begin(ctx, h.out, h.c)
	defer h.e.rt.end(r)
	if h.e.rt.call(r, func() { all = h.e.variables() }) != nil {
		return nil
	}
	return all
}

// variables looks at the variables of the session. Methods of cells run, so it is called as part of a cell.
func (e *Engine) variables() []magic.Variable {
	values := e.in.Globals()
	var out []magic.Variable
	for _, v := range e.session.Variables() {
		text := ""
		if r, ok := values[v.Symbol]; ok && r.IsValid() && r.CanInterface() {
			text = e.rt.brief(r.Interface(), v.Type)
		}
		out = append(out, magic.Variable{Name: v.Name, Type: cell.TypeText(v.Type), Value: text})
	}
	return out
}

func (h *host) Reset() error {
	h.e.rt.haltAll()
	h.e.building.Lock()
	defer h.e.building.Unlock()
	return h.e.open()
}

func (h *host) Forget(names []string) error {
	h.e.building.Lock()
	defer h.e.building.Unlock()
	gone, err := h.e.session.Forget(names)
	h.e.in.Forget(gone...)
	return err
}

func (h *host) History() []string {
	h.e.mu.Lock()
	defer h.e.mu.Unlock()
	var out []string
	for _, n := range slices.Sorted(maps.Keys(h.e.sources)) {
		if n < h.c.Count {
			out = append(out, fmt.Sprintf("// %s\n%s\n", cell.Label(n), strings.Join(h.e.sources[n], "\n")))
		}
	}
	return out
}

// Near returns the names that could stand where name does.
func (h *host) Near(name string) []string {
	dot := strings.LastIndexByte(name, '.') + 1
	found := h.e.Complete(context.Background(), name[:dot], len([]rune(name[:dot]))).Matches
	out := make([]string, len(found))
	for i, f := range found {
		out[i] = name[:dot] + f
	}
	return out
}

func (h *host) Inspect(name string, source bool) (string, bool) {
	detail := 0
	if source {
		detail = 1
	}
	i := h.e.Inspect(context.Background(), name, len([]rune(name)), detail)
	text, _ := i.Bundle.Data["text/plain"].(string)
	return text, i.Found
}
