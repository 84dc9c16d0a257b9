package backendtest

import (
	"context"
	"errors"
	"sync"
	"time"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
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

// patience is how long a call may take to notice that it should end; far more than any needs.
const patience = 20 * time.Second

// endless is a run that no machine finishes while a test waits.
func (s *suite) endless(be backend.Backend) (backend.Run, loaded) {
	s.Helper()
	q := tinyProgram("endless")
	m, err := be.Load(s.ctx(), backend.LoadSpec{Tensors: tinyWeights(q)})
	if err != nil {
		s.Fatal(err)
	}
	l := loaded{s, be, m, 0}
	l.program = l.compile(q)
	return backend.Run{
		Step: backend.Step{Inputs: newPrompt(1, 1).whole(), Session: l.session()},
		Draw: "next", Feed: "ids", Advance: []string{"positions"}, Seed: "seed", Steps: 1 << 30,
	}, l
}

// cancel: a call whose context has ended does nothing; a run that is cancelled leaves the session as it was.
func cancel(s *suite) {
	q := tinyProgram("cancel")
	l := s.load(s.be, backend.F32, tinyWeights(q), q)
	h := l.session()
	x := newPrompt(1, 4)
	l.step(backend.Step{Inputs: x.part(0, 1, 0, 3), Session: h})
	before := l.fetch()
	gone, stop := context.WithCancel(s.ctx())
	stop()
	all := append(calls(s.be, l.model, l.program, h, q, backend.Step{Inputs: x.part(0, 1, 3, 4)}), call{"load", func(ctx context.Context) error {
		_, err := s.be.Load(ctx, backend.LoadSpec{Tensors: tinyWeights(q)})
		return err
	}})
	for _, c := range all {
		if err := c.do(gone); !errors.Is(err, context.Canceled) {
			s.Errorf("%s with a cancelled context: error %v, want context.Canceled", c.name, err)
		}
	}
	if n := l.length(h); n != 3 {
		s.Fatalf("length %d after calls with a cancelled context, want 3", n)
	}
	if after := l.fetch(); len(after) != len(before) {
		s.Errorf("the model has %d tensors after calls with a cancelled context, want %d", len(after), len(before))
	}
	want := l.step(backend.Step{Inputs: x.part(0, 1, 0, 4)})["logits"]
	s.near("the step after cancelled calls", l.step(backend.Step{Inputs: x.part(0, 1, 3, 4), Session: h})["logits"], rowsOf(want, 3, 4), Forward)

	s.sub("run", cancelRun)
	s.sub("waiting", cancelWaiting)
	s.sub("training", cancelTraining)
}

// cancelRun: a long run ends soon and leaves no rows.
func cancelRun(s *suite) {
	run, l := s.endless(s.be)
	l.step(backend.Step{Inputs: newPrompt(1, 1).whole(), Session: run.Step.Session})
	ctx, stop := context.WithTimeout(s.ctx(), 30*time.Millisecond)
	defer stop()
	done := make(chan error, 1)
	go func() { _, err := s.be.Run(ctx, l.program, run); done <- err }()
	select {
	case err := <-done:
		if !errors.Is(err, context.DeadlineExceeded) {
			s.Fatalf("a run past its deadline: error %v, want context.DeadlineExceeded", err)
		}
	case <-time.After(patience):
		s.Fatalf("a run is still going on %v after its deadline", patience)
	}
	if n := l.length(run.Step.Session); n != 1 {
		s.Errorf("the session has %d rows after a cancelled run, want the 1 of before", n)
	}
}

// cancelWaiting: a call that waits for another one can be cancelled.
func cancelWaiting(s *suite) {
	run, l := s.endless(s.be)
	long, stopLong := context.WithCancel(s.ctx())
	done := make(chan error, 1)
	go func() { _, err := s.be.Run(long, l.program, run); done <- err }()
	time.Sleep(20 * time.Millisecond)
	short, stop := context.WithTimeout(s.ctx(), 30*time.Millisecond)
	defer stop()
	waited := make(chan error, 1)
	go func() {
		_, err := s.be.Step(short, l.program, backend.Step{Inputs: newPrompt(1, 1).whole()})
		waited <- err
	}()
	select {
	case err := <-waited: // a backend that runs both at once answers without an error
		if err != nil && !errors.Is(err, context.DeadlineExceeded) {
			s.Errorf("a step past its deadline behind a long run: error %v, want context.DeadlineExceeded", err)
		}
	case <-time.After(patience):
		s.Errorf("a step is still waiting %v after its deadline", patience)
	}
	stopLong()
	select {
	case err := <-done:
		if !errors.Is(err, context.Canceled) {
			s.Errorf("a cancelled run: error %v, want context.Canceled", err)
		}
	case <-time.After(patience):
		s.Fatalf("a run is still going on %v after it was cancelled", patience)
	}
}

// cancelTraining: a training step happens as a whole or not at all, whenever it is cancelled.
func cancelTraining(s *suite) {
	p, trained := tiny.trainer("training")
	l := s.load(s.be, backend.F32, tinyWeights(p), p)
	in := trainingInputs(newPrompt(2, 24), 1)
	began := time.Now()
	l.step(backend.Step{Inputs: in})
	took := time.Since(began)
	done, stopped := 0, 0
	for i := range 24 {
		before := l.fetch()
		ctx, stop := context.WithTimeout(s.ctx(), took*time.Duration(i)/20)
		_, err := s.be.Step(ctx, l.program, backend.Step{Inputs: in})
		stop()
		after := l.fetch()
		changed := 0
		for name := range before {
			if !equal(before[name], after[name]) {
				changed++
			}
		}
		switch {
		case err == nil:
			done++
			if changed < len(trained) {
				s.Fatalf("a step without an error changed %d tensors, want at least the %d weights", changed, len(trained))
			}
		case !errors.Is(err, context.DeadlineExceeded):
			s.Fatalf("a cancelled step: error %v, want context.DeadlineExceeded", err)
		default:
			stopped++
			if changed > 0 {
				s.Fatalf("a cancelled step changed %d tensors, want none", changed)
			}
		}
	}
	s.Logf("%d steps done, %d cancelled", done, stopped)
}

func equal(a, b *tensor.Tensor) bool {
	x, y := a.F32(), b.F32()
	for i := range x {
		if x[i] != y[i] {
			return false
		}
	}
	return len(x) == len(y)
}

// concurrent: calls from many goroutines give what each would give alone.
func concurrent(s *suite) {
	p := tinyProgram("concurrent")
	l := s.load(s.be, backend.F32, tinyWeights(p), p)
	const users, tokens = 6, 8
	want := make([]*tensor.Tensor, users)
	prompts := make([]prompt, users)
	for u := range users {
		prompts[u] = newPrompt(1, tokens).changed(0, u)
		want[u] = l.step(backend.Step{Inputs: prompts[u].whole()})["logits"]
	}
	var wg sync.WaitGroup
	for u := range users {
		wg.Go(func() {
			h, err := s.be.NewSession(s.ctx(), l.model)
			if err != nil {
				s.Errorf("new session: %v", err)
				return
			}
			for i := range tokens {
				r, err := s.be.Step(s.ctx(), l.program, backend.Step{Inputs: prompts[u].part(0, 1, i, i+1), Session: h, Captures: []string{"0.pattern", "1.gated"}[:i%3%2]})
				if err != nil {
					s.Errorf("step: %v", err)
					return
				}
				s.near("token of a session among others", r.Values["logits"], rowsOf(want[u], i, i+1), Forward)
				if i == tokens/2 {
					fork, err := s.be.Fork(s.ctx(), h)
					if err == nil {
						err = s.be.Drop(s.ctx(), h)
					}
					if err != nil {
						s.Errorf("fork and drop: %v", err)
						return
					}
					h = fork
				}
				if _, err := s.be.Fetch(s.ctx(), l.model, "wte"); err != nil {
					s.Errorf("fetch: %v", err)
				}
				if _, err := s.be.Compile(s.ctx(), l.model, p); err != nil {
					s.Errorf("compile: %v", err)
				}
			}
		})
	}
	wg.Wait()
}
