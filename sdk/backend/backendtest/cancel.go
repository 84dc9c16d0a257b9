package backendtest

import (
	"context"
	"errors"
	"time"

	"wade/sdk/backend"
	"wade/sdk/tensor"
)

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
