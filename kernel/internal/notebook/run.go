package notebook

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"wade/kernel/internal/server"
)

// ErrTimeout is the cause of a CellError whose cell took too long.
var ErrTimeout = errors.New("the cell took longer than it may")

// A Runner executes notebooks.
type Runner struct {
	Engine  server.Engine
	Timeout time.Duration         // for each cell; 0 means none
	Before  func(Progress)        // may be nil; called before a code cell runs
	After   func(Progress, error) // may be nil; called when it has ended
}

// Progress says which cell runs.
type Progress struct {
	Index, Total int // among the code cells, from 1
	Cell         *Cell
	Took         time.Duration // for After
}

// A CellError tells which cell of a notebook failed, and how.
type CellError struct {
	Index   int // among the code cells, from 1
	Cell    *Cell
	Failure *server.CellError
	Cause   error // ErrTimeout, an error of the context, or nil
}

func (e *CellError) Error() string {
	return fmt.Sprintf("code cell %d failed: %v", e.Index, e.Failure)
}

// Unwrap returns the cause.
func (e *CellError) Unwrap() error { return e.Cause }

// Run executes the code cells of n in order, from empty outputs, and stops at the first
// that fails with a *CellError; the cells behind it are then without outputs.
// A cell with the tag "raises-exception" may fail, one with "skip-execution"
// is not run. The state of widgets is saved in the metadata of n.
func (r Runner) Run(ctx context.Context, n *Notebook) error {
	var code []*Cell
	for _, c := range n.Cells {
		if c.Type != Code {
			continue
		}
		c.Outputs, c.Count = nil, 0
		if !c.HasTag("skip-execution") && strings.TrimSpace(c.Source) != "" {
			code = append(code, c)
		}
	}
	screen := newScreen()
	err := r.cells(ctx, code, screen)
	screen.widgets.settle(ctx, r.Engine, screen.open(&Cell{}), n)
	if e := screen.widgets.save(n); err == nil {
		err = e
	}
	return err
}

func (r Runner) cells(ctx context.Context, code []*Cell, screen *screen) error {
	for i, c := range code {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		p := Progress{Index: i + 1, Total: len(code), Cell: c}
		if r.Before != nil {
			r.Before(p)
		}
		start := time.Now()
		err := r.cell(ctx, c, i+1, screen)
		p.Took = time.Since(start)
		if r.After != nil {
			r.After(p, err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r Runner) cell(ctx context.Context, c *Cell, index int, screen *screen) error {
	if r.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, r.Timeout, fmt.Errorf("%w: limit %v", ErrTimeout, r.Timeout))
		defer cancel()
	}
	c.Count = index
	out := screen.open(c)
	result := r.Engine.Execute(ctx, server.Cell{Code: c.Source, StoreHistory: true, Count: index}, out)
	if result.Status == server.StatusOK || result.Status == "" && result.Error == nil {
		return nil
	}
	failure := result.Error
	if failure == nil {
		failure = &server.CellError{Name: "Error", Value: "the cell failed and gave no reason"}
	}
	cause := context.Cause(ctx)
	if errors.Is(cause, ErrTimeout) {
		failure = &server.CellError{Name: "Timeout", Value: cause.Error(), Traceback: append([]string{"Timeout: " + cause.Error()}, failure.Traceback...)}
	}
	out.fail(failure)
	if cause == nil && c.HasTag("raises-exception") {
		return nil
	}
	return &CellError{Index: index, Cell: c, Failure: failure, Cause: cause}
}
