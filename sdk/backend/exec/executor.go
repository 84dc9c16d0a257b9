package exec

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"

	"wade/sdk/backend"
)

// Options are what an executor may be told besides its kernels. The zero value is right for almost everybody.
type Options struct {
	// Memory is the most bytes of activations that one step may need; a step above it is ErrOutOfMemory instead of a killed
	// process. 0 means the memory of the machine where that is known, no limit elsewhere.
	Memory int64
}

// New makes a backend of kernels. Close of the backend closes the kernels.
func New(k Kernels, opts Options) backend.Backend {
	if opts.Memory == 0 {
		opts.Memory = machineMemory()
	}
	e := &executor{
		kernels:  k,
		turn:     make(chan struct{}, 1),
		closing:  make(chan struct{}),
		programs: map[backend.Program]*compiled{},
		models:   map[backend.Model]*model{},
		sessions: map[backend.Session]*session{},
		arena:    arena{limit: opts.Memory},
		memo:     newMemo(opts.Memory),
		spares:   spares{limit: opts.Memory / 32},
	}
	e.arena.moves = e.forget
	return e
}

// executor implements backend.Backend. Everything below turn belongs to the call that holds it.
type executor struct {
	kernels Kernels
	once    sync.Once
	closing chan struct{} // closed when Close begins
	turn    chan struct{} // one call at a time

	handles  uint64 // the last one given; all kinds share the count, so a handle of one kind is never one of another
	models   map[backend.Model]*model
	programs map[backend.Program]*compiled
	sessions map[backend.Session]*session
	arena    arena
	memo     memo
	spares   spares

	mu     sync.Mutex
	memory map[string]int64 // what Describe told last
}

var _ backend.Backend = (*executor)(nil)

// enter waits for the turn; the caller must call leave unless there was an error.
func (e *executor) enter(ctx context.Context) error {
	if err := e.alive(ctx); err != nil {
		return err
	}
	select {
	case e.turn <- struct{}{}:
	case <-ctx.Done():
		return fmt.Errorf("backend: %w while waiting for another call", ctx.Err())
	case <-e.closing:
		return closed()
	}
	if err := e.alive(ctx); err != nil {
		e.leave()
		return err
	}
	return nil
}

func (e *executor) leave() { <-e.turn }

// alive tells why a call should stop: its context has ended or the backend is closing.
func (e *executor) alive(ctx context.Context) error {
	select {
	case <-e.closing:
		return closed()
	default:
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("backend: stopped: %w", err)
	}
	return nil
}

func closed() error { return fmt.Errorf("backend: %w", backend.ErrClosed) }

// guard turns a panic into an error: no panic may cross an exported method.
func guard(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("backend: internal error: %v\n%s", r, debug.Stack())
	}
}

func (e *executor) handle() uint64 {
	e.handles++
	return e.handles
}

func find[K ~uint64, V any](in map[K]V, kind string, h K) (V, error) {
	v, ok := in[h]
	if !ok {
		return v, fmt.Errorf("backend: %s %d: %w", kind, h, backend.ErrUnknownHandle)
	}
	return v, nil
}

// Describe passes on what the kernels say, and adds the memory in use.
func (e *executor) Describe(ctx context.Context) (d backend.Description, err error) {
	defer guard(&err)
	if err := e.alive(ctx); err != nil {
		return d, err
	}
	d = e.kernels.Describe()
	e.addMemory(&d)
	return d, nil
}

// Close stops the call in progress, frees everything and closes the kernels.
func (e *executor) Close() (err error) {
	defer guard(&err)
	e.once.Do(func() {
		close(e.closing)
		if h, able := e.kernels.(Halter); able {
			h.Halt(true)
		}
		e.turn <- struct{}{}
		defer e.leave()
		for h := range e.models {
			e.drop(h)
		}
		e.arena.release()
		e.memo, e.spares = memo{}, spares{}
		err = e.kernels.Close()
	})
	return err
}
