package backend

import (
	"context"
	"fmt"

	"wade/sdk/program"
	"wade/sdk/tensor"
)

// Unsupported answers every call with ErrUnsupported. Embed it, so that your backend still compiles when the interface grows.
type Unsupported struct{}

var _ Backend = Unsupported{}

func no(call string) error { return fmt.Errorf("backend: %s: %w", call, ErrUnsupported) }

// Describe is not supported.
func (Unsupported) Describe(context.Context) (Description, error) {
	return Description{}, no("describe")
}

// Load is not supported.
func (Unsupported) Load(context.Context, LoadSpec) (Model, error) { return 0, no("load") }

// Unload is not supported.
func (Unsupported) Unload(context.Context, Model) error { return no("unload") }

// Fetch is not supported.
func (Unsupported) Fetch(context.Context, Model, ...string) (map[string]*tensor.Tensor, error) {
	return nil, no("fetch")
}

// Store is not supported.
func (Unsupported) Store(context.Context, Model, map[string]*tensor.Tensor) error { return no("store") }

// Compile is not supported.
func (Unsupported) Compile(context.Context, Model, *program.Program) (Program, error) {
	return 0, no("compile")
}

// Release is not supported.
func (Unsupported) Release(context.Context, Program) error { return no("release") }

// NewSession is not supported.
func (Unsupported) NewSession(context.Context, Model) (Session, error) { return 0, no("new session") }

// Fork is not supported.
func (Unsupported) Fork(context.Context, Session) (Session, error) { return 0, no("fork") }

// Truncate is not supported.
func (Unsupported) Truncate(context.Context, Session, int) error { return no("truncate") }

// Reorder is not supported.
func (Unsupported) Reorder(context.Context, Session, []int) error { return no("reorder") }

// Length is not supported.
func (Unsupported) Length(context.Context, Session) (int, error) { return 0, no("length") }

// Drop is not supported.
func (Unsupported) Drop(context.Context, Session) error { return no("drop") }

// Step is not supported.
func (Unsupported) Step(context.Context, Program, Step) (*Result, error) { return nil, no("step") }

// Run is not supported.
func (Unsupported) Run(context.Context, Program, Run) (*RunResult, error) { return nil, no("run") }

// Close does nothing.
func (Unsupported) Close() error { return nil }
