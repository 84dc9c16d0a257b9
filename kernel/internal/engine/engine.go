package engine

import (
	"context"
	"fmt"

	"github.com/traefik/yaegi/interp"
	"github.com/traefik/yaegi/stdlib"

	"wade/kernel/internal/server"
)

// Options configure an engine.
type Options struct {
	// Input asks the person at the front end for a line.
	Input func(ctx context.Context, prompt string, password bool) (string, error)
}

// An Engine runs cells, one at a time.
type Engine struct {
	opt Options
	in  *interp.Interpreter
}

// New returns an engine with an empty session.
func New(opt Options) (*Engine, error) {
	in := interp.New(interp.Options{})
	if err := in.Use(stdlib.Symbols); err != nil {
		return nil, fmt.Errorf("engine: load the standard library: %w", err)
	}
	return &Engine{opt: opt, in: in}, nil
}

// Execute runs one cell.
func (e *Engine) Execute(ctx context.Context, c server.Cell, out server.Sink) server.Result {
	v, err := e.in.EvalWithContext(ctx, c.Code)
	if err != nil {
		return server.Result{Status: server.StatusError, Error: &server.CellError{Name: "Error", Value: err.Error()}}
	}
	if v.IsValid() && v.CanInterface() && !c.Silent {
		out.Result(server.Bundle{Data: map[string]any{"text/plain": fmt.Sprint(v.Interface())}})
	}
	return server.Result{Status: server.StatusOK}
}

// Complete proposes continuations for the text before cursor.
func (e *Engine) Complete(ctx context.Context, code string, cursor int) server.Completion {
	return server.Completion{Start: cursor, End: cursor}
}

// Inspect describes what stands at cursor.
func (e *Engine) Inspect(ctx context.Context, code string, cursor, detail int) server.Inspection {
	return server.Inspection{}
}
