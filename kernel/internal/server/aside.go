package server

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"wade/kernel/internal/wire"
)

// asideTimeout bounds the help for writing code and looks into the history: an
// answer that comes later helps nobody.
const asideTimeout = 10 * time.Second

// aside serves one request that is no cell: all of the control channel, and
// what the shell channel can answer while a cell runs.
func (s *Server) aside(ctx context.Context, r *request) {
	if r.Header.Type == "interrupt_request" {
		s.interrupt() // before anything that may wait for a full queue
	}
	s.busy(r)
	defer s.idle(r)
	defer func() {
		if p := recover(); p != nil {
			s.log.Error("request failed", "type", r.Header.Type, "panic", p, "stack", string(debug.Stack()))
			s.reply(r, failure("KernelError", fmt.Sprintf("the kernel itself failed: %v", p)))
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, asideTimeout)
	defer cancel()
	switch r.Header.Type {
	case "kernel_info_request":
		s.reply(r, s.info())
	case "complete_request", "inspect_request", "is_complete_request":
		s.reply(r, s.help(ctx, r))
	case "history_request":
		s.reply(r, s.of(r).history.answer(ctx, r.Content))
	case "comm_info_request":
		s.reply(r, s.comms.info(r.Content))
	case "interrupt_request":
		s.reply(r, map[string]any{"status": "ok"})
	case "shutdown_request":
		s.shutdown(r)
	case "execute_request":
		s.reply(r, failure("BadRequest", "send execute_request on the shell channel"))
	case "debug_request":
		s.reply(r, s.debug(ctx, r))
	case "usage_request":
		s.reply(r, s.usage.look())
	case "create_subshell_request", "delete_subshell_request", "list_subshell_request":
		s.reply(r, s.subshell(r))
	default:
		// The protocol asks to ignore what a kernel does not know; a reply
		// spares the front end a wait.
		s.log.Info("unknown request", "type", r.Header.Type)
		if strings.HasSuffix(r.Header.Type, "_request") {
			s.reply(r, failure("NotSupported", fmt.Sprintf("this kernel does not know %s", r.Header.Type)))
		}
	}
}

// info is the content of kernel_info_reply.
func (s *Server) info() map[string]any {
	features := []string{"kernel subshells"}
	_, inspects := s.engine.(Inspector)
	if inspects {
		features = append(features, "debugger")
	}
	return map[string]any{
		"status":                 "ok",
		"protocol_version":       wire.Version,
		"implementation":         "wade",
		"implementation_version": s.cfg.Version,
		"language_info": map[string]any{
			"name":               "go",
			"version":            strings.TrimPrefix(runtime.Version(), "go"),
			"mimetype":           "text/x-go",
			"file_extension":     ".go",
			"pygments_lexer":     "go",
			"codemirror_mode":    "go",
			"nbconvert_exporter": "script",
		},
		"banner":             s.cfg.Banner,
		"debugger":           inspects,
		"supported_features": features,
		"help_links": []map[string]string{
			{"text": "Go language specification", "url": "https://go.dev/ref/spec"},
			{"text": "Go standard library", "url": "https://pkg.go.dev/std"},
			{"text": "Flamingo: a visual language model for few-shot learning", "url": "https://arxiv.org/abs/2204.14198"},
		},
	}
}

// help serves complete, inspect and is_complete.
func (s *Server) help(ctx context.Context, r *request) map[string]any {
	var q struct {
		Code   string `json:"code"`
		Cursor *int   `json:"cursor_pos"`
		Detail int    `json:"detail_level"`
	}
	if err := json.Unmarshal(r.Content, &q); err != nil {
		return failure("BadRequest", r.Header.Type+": "+err.Error())
	}
	length := len([]rune(q.Code))
	cursor := length
	if q.Cursor != nil {
		cursor = min(max(*q.Cursor, 0), length)
	}
	switch r.Header.Type {
	case "complete_request":
		return completion(s.engine.Complete(ctx, q.Code, cursor), cursor)
	case "inspect_request":
		i := s.engine.Inspect(ctx, q.Code, cursor, q.Detail)
		if !i.Found {
			return map[string]any{"status": "ok", "found": false, "data": map[string]any{}, "metadata": map[string]any{}}
		}
		return bundle(i.Bundle, map[string]any{"status": "ok", "found": true})
	}
	c := s.engine.IsComplete(ctx, q.Code)
	switch c.State {
	case "complete", "invalid":
		return map[string]any{"status": c.State}
	case "incomplete":
		return map[string]any{"status": c.State, "indent": c.Indent}
	}
	return map[string]any{"status": "unknown"}
}

func completion(c Completion, cursor int) map[string]any {
	matches := c.Matches
	if len(matches) == 0 {
		return map[string]any{"status": "ok", "matches": []string{}, "cursor_start": cursor, "cursor_end": cursor, "metadata": map[string]any{}}
	}
	metadata := map[string]any{}
	if len(c.Types) == len(matches) {
		types := make([]map[string]any, len(matches))
		for i, t := range c.Types {
			types[i] = map[string]any{"start": c.Start, "end": c.End, "text": matches[i], "type": t.Type, "signature": t.Signature}
		}
		metadata["_jupyter_types_experimental"] = types
	}
	return map[string]any{"status": "ok", "matches": matches, "cursor_start": c.Start, "cursor_end": c.End, "metadata": metadata}
}

// interrupt stops the cells that run, in every shell, a question that they wait for, and callbacks of comms.
func (s *Server) interrupt() {
	if err := s.engine.Interrupt(); err != nil {
		s.log.Error("interrupt failed", "error", err)
	}
	// The context reaches also a cell that the engine is only about to start.
	s.cancel()
}

// shutdown ends the engine, answers and ends the server.
func (s *Server) shutdown(r *request) {
	var q struct {
		Restart bool `json:"restart"`
	}
	_ = json.Unmarshal(r.Content, &q) // without the field it is no restart
	for _, sh := range s.shells() {
		sh.cells.abort()
	}
	content := map[string]any{"status": "ok", "restart": q.Restart}
	if err := s.stop(q.Restart); err != nil {
		s.log.Error("shutdown", "error", err)
		content = failure("ShutdownError", err.Error())
		content["restart"] = q.Restart
	}
	s.reply(r, content)
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.over:
	default:
		close(s.over)
	}
}

// replyType names the reply to a request.
func replyType(request string) string {
	return strings.TrimSuffix(request, "_request") + "_reply"
}
