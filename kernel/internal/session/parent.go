package session

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"wade/kernel/internal/cell"
	"wade/kernel/internal/magic"
	"wade/kernel/internal/resident"
	"wade/kernel/internal/server"
)

// parentHalf is the Engine: it keeps one child running and asks it.
type parentHalf struct {
	opt Options

	run  sync.Mutex // held while a cell of the main shell runs
	mu   sync.Mutex
	proc *process
	over bool
}

// NewEngine starts a child process and returns the Engine that runs cells in it.
// The executable must call Main when its first argument is "session".
func NewEngine(opt Options) (_ server.Engine, err error) {
	if opt.Limits, err = opt.Limits.withEnv(); err != nil {
		return nil, err
	}
	p, err := startProcess(opt)
	if err != nil {
		return nil, err
	}
	return &parentHalf{opt: opt, proc: p}, nil
}

// process returns the running child, or a fresh one after a crash, which it
// tells to out unless the cell that crashed has told it.
func (e *parentHalf) process(out server.Sink) (*process, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.over {
		return nil, errors.New("the session was shut down")
	}
	if !e.proc.alive() {
		if e.proc.idle {
			out.Stream("stderr", "the session has ended since the last cell: variables are lost, this cell runs in a fresh one\n")
		}
		p, err := startProcess(e.opt)
		if err != nil {
			return nil, err
		}
		e.proc = p
	}
	return e.proc, nil
}

// current returns the child as it is, which may be gone.
func (e *parentHalf) current() *process {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.proc
}

func (e *parentHalf) Execute(ctx context.Context, req server.Cell, out server.Sink) server.Result {
	if req.Shell == 0 {
		e.run.Lock()
		defer e.run.Unlock()
	}
	resident.Busy()
	defer resident.Quiet()
	if ctx.Err() != nil {
		return failed("Interrupted", "the cell was interrupted before it began", "")
	}
	p, err := e.process(out)
	if err == nil {
		select {
		case <-p.ready:
		case <-p.gone:
			err = fmt.Errorf("the interpreter process did not start: %s\n%s", p.how, p.std[1].lastWords())
		case <-ctx.Done():
			return failed("Interrupted", "the cell was interrupted before it began", "")
		}
	}
	if err != nil {
		return failed("SessionDied", err.Error(), "")
	}
	if req.Shell == 0 {
		for _, s := range p.std {
			s.forget()
		}
		p.mu.Lock()
		p.sink = out
		p.mu.Unlock()
	}
	defer p.settle(out)
	ask := &message{Kind: kindExecute, Cell: &req, out: out}
	done := p.post(ask)
	defer context.AfterFunc(ctx, func() { p.interrupt(ask.ID) })()
	m, err := p.await(context.WithoutCancel(ctx), ask, done)
	if err != nil {
		return p.lastWords()
	}
	if m.Result == nil {
		return failed("SessionDied", "the interpreter process answered without a result", "")
	}
	return *m.Result
}

func (e *parentHalf) Complete(ctx context.Context, code string, cursor int) server.Completion {
	m, err := e.current().call(ctx, &message{Kind: kindComplete, Code: code, Cursor: cursor})
	if err != nil || m.Completion == nil {
		return server.Completion{Start: cursor, End: cursor}
	}
	return *m.Completion
}

func (e *parentHalf) Inspect(ctx context.Context, code string, cursor, detail int) server.Inspection {
	m, err := e.current().call(ctx, &message{Kind: kindInspect, Code: code, Cursor: cursor, Detail: detail})
	if err != nil || m.Inspection == nil {
		return server.Inspection{}
	}
	return *m.Inspection
}

// IsComplete needs no interpreter and asks no child.
func (e *parentHalf) IsComplete(_ context.Context, code string) server.Completeness {
	if magic.Open(code) {
		return server.Completeness{State: "incomplete"}
	}
	state, indent := cell.IsComplete(magic.Go(code))
	return server.Completeness{State: state, Indent: indent}
}

func (e *parentHalf) Interrupt() error {
	e.current().interrupt(0)
	return nil
}

func (e *parentHalf) Shutdown(bool) error {
	e.mu.Lock()
	e.over = true
	p := e.proc
	e.mu.Unlock()
	p.leave()
	return nil
}
