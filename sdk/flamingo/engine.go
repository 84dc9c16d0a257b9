package flamingo

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// Opener starts a backend. A model calls it at first and again after a backend died.
type Opener func(ctx context.Context) (backend.Backend, error)

// Shared is an Opener for a backend that others use too: closing the model leaves it running.
func Shared(b backend.Backend) Opener {
	return func(context.Context) (backend.Backend, error) { return keptOpen{b}, nil }
}

type keptOpen struct{ backend.Backend }

func (keptOpen) Close() error { return nil }

// String is for a notebook; what the backend is takes a call.
func (keptOpen) String() string { return "a backend; Describe(ctx) tells which" }

// engine keeps a backend with the model loaded, and starts another when it died.
type engine struct {
	open     Opener
	load     backend.LoadSpec
	programs *programs
	pictures pictureCache
	current  *current
	origin   *origin
}

// current is the backend that is alive. It is apart from engine so that it can be ended when nothing holds engine any more.
type current struct {
	mu     sync.Mutex // also held while one is started
	live   *life
	closed bool
}

func newEngine(open Opener, load backend.LoadSpec, ps *programs) *engine {
	e := &engine{open: open, load: load, programs: ps, current: &current{}}
	runtime.AddCleanup(e, func(c *current) { go func() { _ = c.close() }() }, e.current)
	return e
}

// life is one backend from start to end. Handles belong to it.
type life struct {
	backend.Backend
	about backend.Description
	model backend.Model

	mu       sync.Mutex
	compiled map[*program.Program]backend.Program
}

// start returns the backend that is alive.
func (e *engine) start(ctx context.Context) (*life, error) {
	c := e.current
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil, fmt.Errorf("flamingo: the model was closed: %w", backend.ErrClosed)
	}
	if c.live != nil {
		return c.live, nil
	}
	b, err := e.open(ctx)
	if err != nil {
		return nil, fmt.Errorf("flamingo: starting a backend: %w", err)
	}
	l := &life{Backend: b, compiled: map[*program.Program]backend.Program{}}
	if l.about, err = b.Describe(ctx); err == nil {
		l.model, err = b.Load(ctx, e.load)
	}
	if err != nil {
		b.Close()
		return nil, fmt.Errorf("flamingo: loading the model: %w", err)
	}
	c.live = l
	return l, nil
}

// program compiles p at its first use.
func (l *life) program(ctx context.Context, p *program.Program) (backend.Program, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if h, ok := l.compiled[p]; ok {
		return h, nil
	}
	h, err := l.Compile(ctx, l.model, p)
	if err == nil {
		l.compiled[p] = h
	}
	return h, err
}

// use calls f with a backend that is alive. If it died, the error says so and the next call starts another.
func (e *engine) use(ctx context.Context, f func(*life) error) error {
	l, err := e.start(ctx)
	if err != nil {
		return err
	}
	err = f(l)
	runtime.KeepAlive(e)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, backend.ErrDied):
		e.current.bury(l)
		return fmt.Errorf("flamingo: %w; run this again: the next call starts the backend and loads the model anew", err)
	}
	return fmt.Errorf("flamingo: %w", err)
}

func (c *current) bury(dead *life) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.live == dead {
		c.live = nil
		dead.Close() // frees what is left of it; that it died is known already
	}
}

// step runs a program once.
func (e *engine) step(ctx context.Context, p *program.Program, s backend.Step) (values map[string]*tensor.Tensor, err error) {
	err = e.use(ctx, func(l *life) error {
		values, err = l.step(ctx, p, s)
		return err
	})
	return values, err
}

func (l *life) step(ctx context.Context, p *program.Program, s backend.Step) (map[string]*tensor.Tensor, error) {
	h, err := l.program(ctx, p)
	if err != nil {
		return nil, err
	}
	r, err := l.Step(ctx, h, s)
	if err != nil {
		return nil, err
	}
	return r.Values, nil
}

// session calls f with a fresh cache and drops it after.
func (l *life) session(ctx context.Context, f func(backend.Session) error) error {
	s, err := l.NewSession(ctx, l.model)
	if err != nil {
		return err
	}
	err = f(s)
	if dropErr := l.Drop(context.WithoutCancel(ctx), s); err == nil {
		err = dropErr
	}
	return err
}

func (c *current) close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	if c.live == nil {
		return nil
	}
	l := c.live
	c.live = nil
	err := l.Unload(context.Background(), l.model)
	if errors.Is(err, backend.ErrDied) {
		err = nil
	}
	return errors.Join(err, l.Close())
}
