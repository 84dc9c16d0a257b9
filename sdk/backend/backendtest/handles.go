package backendtest

import (
	"context"
	"time"

	"wade/sdk/backend"
	"wade/sdk/program"
)

// call is a method of the interface with handles filled in.
type call struct {
	name string
	do   func(ctx context.Context) error
}

// calls are all methods that take a context, on the handles given.
func calls(be backend.Backend, m backend.Model, p backend.Program, h backend.Session, q *program.Program, step backend.Step) []call {
	run := backend.Run{Step: step, Draw: "next", Feed: "ids", Advance: []string{"positions"}, Seed: "seed", Steps: 2}
	run.Step.Session, step.Session = h, h
	return []call{
		{"fetch", func(ctx context.Context) error { _, err := be.Fetch(ctx, m); return err }},
		{"store", func(ctx context.Context) error {
			return be.Store(ctx, m, tensors{"extra": floats([]float32{1}, 1)})
		}},
		{"compile", func(ctx context.Context) error { _, err := be.Compile(ctx, m, q); return err }},
		{"new session", func(ctx context.Context) error { _, err := be.NewSession(ctx, m); return err }},
		{"fork", func(ctx context.Context) error { _, err := be.Fork(ctx, h); return err }},
		{"truncate", func(ctx context.Context) error { return be.Truncate(ctx, h, 0) }},
		{"reorder", func(ctx context.Context) error { return be.Reorder(ctx, h, []int{0}) }},
		{"length", func(ctx context.Context) error { _, err := be.Length(ctx, h); return err }},
		{"step", func(ctx context.Context) error { _, err := be.Step(ctx, p, step); return err }},
		{"run", func(ctx context.Context) error { _, err := be.Run(ctx, p, run); return err }},
		{"drop", func(ctx context.Context) error { return be.Drop(ctx, h) }},
		{"release", func(ctx context.Context) error { return be.Release(ctx, p) }},
		{"unload", func(ctx context.Context) error { return be.Unload(ctx, m) }},
	}
}

// handles: an unknown or freed handle is an error, and freeing a model frees what depends on it.
func handles(s *suite) {
	q := tinyProgram("handles")
	l := s.load(s.be, backend.F32, tinyWeights(q), q)
	in := newPrompt(1, 1).whole()
	step := backend.Step{Inputs: in}
	expect := func(what string, cs []call) {
		for _, c := range cs {
			s.refused(c.name+" with "+what, c.do(s.ctx()), backend.ErrUnknownHandle)
		}
	}
	expect("handles never given", calls(s.be, 1<<60, 1<<60, 1<<60, q, step))
	zero := calls(s.be, 0, 0, 0, q, step)
	expect("handles of 0", zero)
	step.Session = 1 << 60
	_, err := s.be.Step(s.ctx(), l.program, step)
	s.refused("step with an unknown session", err, backend.ErrUnknownHandle)
	step.Session = 0

	h := l.session()
	if err := s.be.Drop(s.ctx(), h); err != nil {
		s.Fatalf("drop: %v", err)
	}
	s.refused("drop of a dropped session", s.be.Drop(s.ctx(), h), backend.ErrUnknownHandle)
	p := l.compile(q)
	if err := s.be.Release(s.ctx(), p); err != nil {
		s.Fatalf("release: %v", err)
	}
	_, err = s.be.Step(s.ctx(), p, step)
	s.refused("step of a released program", err, backend.ErrUnknownHandle)
	l.step(step) // the other program of the same model is still there

	m, err := s.be.Load(s.ctx(), backend.LoadSpec{Tensors: tinyWeights(q)})
	if err != nil {
		s.Fatal(err)
	}
	o := loaded{s, s.be, m, 0}
	p, h = o.compile(q), o.session()
	if err := s.be.Unload(s.ctx(), m); err != nil {
		s.Fatalf("unload: %v", err)
	}
	expect("handles of an unloaded model", calls(s.be, m, p, h, q, step))
	l.step(step)
}

// closed: after Close every call says so, and a second Close is nothing.
func closed(s *suite) {
	q := tinyProgram("closed")
	be := s.factory(s.T)
	m, err := be.Load(s.ctx(), backend.LoadSpec{Tensors: tinyWeights(q)})
	if err != nil {
		s.Fatal(err)
	}
	l := loaded{s, be, m, 0}
	p, h := l.compile(q), l.session()
	if err := be.Close(); err != nil {
		s.Fatalf("close: %v", err)
	}
	all := append(calls(be, m, p, h, q, backend.Step{Inputs: newPrompt(1, 1).whole()}),
		call{"describe", func(ctx context.Context) error { _, err := be.Describe(ctx); return err }},
		call{"load", func(ctx context.Context) error { _, err := be.Load(ctx, backend.LoadSpec{}); return err }})
	for _, c := range all {
		s.refused(c.name+" after close", c.do(s.ctx()), backend.ErrClosed)
	}
	if err := be.Close(); err != nil {
		s.Errorf("second close: %v, want nil", err)
	}
	s.sub("during a run", closedDuringRun)
}

// closedDuringRun: Close ends a run in progress.
func closedDuringRun(s *suite) {
	be := s.factory(s.T)
	run, l := s.endless(be)
	done := make(chan error, 1)
	go func() { _, err := be.Run(s.ctx(), l.program, run); done <- err }()
	time.Sleep(20 * time.Millisecond)
	if err := be.Close(); err != nil {
		s.Errorf("close during a run: %v", err)
	}
	select {
	case err := <-done:
		s.refused("a run that was going on at close", err, backend.ErrClosed)
	case <-time.After(patience):
		s.Fatalf("a run is still going on %v after close", patience)
	}
}
