package server

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"strings"
)

// execute serves one execute_request.
func (s *Server) execute(ctx context.Context, r *request) {
	s.busy(r)
	defer s.idle(r)
	sh := s.of(r)
	q := struct {
		Code            string            `json:"code"`
		Silent          bool              `json:"silent"`
		StoreHistory    bool              `json:"store_history"`
		UserExpressions map[string]string `json:"user_expressions"`
		AllowStdin      bool              `json:"allow_stdin"`
		StopOnError     bool              `json:"stop_on_error"`
	}{StoreHistory: true, AllowStdin: true, StopOnError: true}
	if err := json.Unmarshal(r.Content, &q); err != nil {
		content := failure("BadRequest", "execute_request: "+err.Error())
		content["execution_count"] = sh.history.count()
		s.reply(r, content)
		return
	}
	q.StoreHistory = q.StoreHistory && !q.Silent
	if r.aborted || s.ending() || ctx.Err() != nil {
		content := failure("Aborted", "a cell before this one failed")
		content["status"] = StatusAborted
		content["execution_count"] = sh.history.count()
		s.reply(r, content)
		return
	}
	blank := strings.TrimSpace(q.Code) == ""
	cell := Cell{Code: q.Code, Silent: q.Silent, StoreHistory: q.StoreHistory, AllowStdin: q.AllowStdin, Shell: sh.place}
	if q.StoreHistory && !blank {
		cell.Count = sh.history.add(q.Code)
	} else {
		cell.Count = sh.history.count()
	}
	if !q.Silent {
		s.emit(&r.Header, "execute_input", map[string]any{"code": q.Code, "execution_count": cell.Count}, true)
	}
	result := Result{Status: StatusOK}
	expressions := map[string]any{}
	if !blank || len(q.UserExpressions) > 0 {
		cellCtx, cancel := context.WithCancel(ctx)
		s.start(sh, &run{parent: &r.Header, cancel: cancel})
		if !blank {
			out := newSink(cellCtx, s, r, cell)
			result = s.guarded(cellCtx, cell, out)
			out.end()
		}
		if result.Status == StatusOK {
			expressions = s.expressions(cellCtx, q.UserExpressions, cell)
		}
		s.start(sh, nil)
		cancel()
	}
	content := map[string]any{"status": result.Status, "execution_count": cell.Count}
	switch {
	case s.ending() && result.Status != StatusOK:
		content = failure("Aborted", "the kernel was shut down")
		content["status"] = StatusAborted
		content["execution_count"] = cell.Count
	case result.Status == StatusOK:
		content["user_expressions"] = expressions
		content["payload"] = payload(result.Payload)
	default:
		e := result.Error
		if e == nil {
			e = &CellError{Name: "Error", Value: "the cell failed and gave no reason"}
		}
		shown := map[string]any{"ename": e.Name, "evalue": e.Value, "traceback": e.Painted()}
		if !q.Silent {
			s.emit(&r.Header, "error", shown, true)
		}
		for k, v := range shown {
			content[k] = v
		}
		content["payload"] = payload(result.Payload)
		if q.StopOnError && !q.Silent {
			sh.cells.abort()
		}
	}
	s.reply(r, content)
}

// guarded runs a cell; a panic of the engine fails the cell, not the kernel.
func (s *Server) guarded(ctx context.Context, cell Cell, out Sink) (result Result) {
	defer func() {
		if p := recover(); p != nil {
			s.log.Error("engine panicked", "panic", p, "stack", string(debug.Stack()))
			result = Result{Status: StatusError, Error: &CellError{
				Name: "KernelError", Value: fmt.Sprintf("the kernel itself failed: %v", p),
				Traceback: strings.Split(string(debug.Stack()), "\n"),
			}}
		}
	}()
	result = s.engine.Execute(ctx, cell, out)
	if result.Status == "" {
		result.Status = StatusOK
		if result.Error != nil {
			result.Status = StatusError
		}
	}
	return result
}

// expressions evaluates what the request wants to know after the cell.
func (s *Server) expressions(ctx context.Context, want map[string]string, after Cell) map[string]any {
	got := map[string]any{}
	for name, code := range want {
		k := &catcher{}
		result := s.guarded(ctx, Cell{Code: code, Count: after.Count, Shell: after.Shell}, k)
		switch {
		case result.Status != StatusOK:
			e := result.Error
			if e == nil {
				e = &CellError{Name: "Error", Value: string(result.Status)}
			}
			got[name] = map[string]any{"status": "error", "ename": e.Name, "evalue": e.Value, "traceback": e.Painted()}
		default:
			got[name] = bundle(k.value(), map[string]any{"status": "ok"})
		}
	}
	return got
}

// start notes which cell of a shell runs.
func (s *Server) start(sh *shell, r *run) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if sh.running = r; r != nil && s.closing {
		r.cancel()
	}
}

func (s *Server) ending() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.closing
}

func payload(p []map[string]any) []map[string]any {
	if p == nil {
		return []map[string]any{}
	}
	return p
}
