package backendtest

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"wade/sdk/backend"
	"wade/sdk/tensor"
)

// Stress drives a backend from many goroutines for a while: sessions that decode, long runs and training steps, many of them
// cancelled at a moment drawn by chance, and at the end the backend is closed in the middle of it all. What completes must
// give the very bits that it gives alone; what is cancelled leaves nothing behind; every call comes back.
func Stress(t *testing.T, factory func(t *testing.T) backend.Backend, users int, d time.Duration) {
	s := newSuite(t, factory)
	p := tinyProgram("stress")
	q, _ := tiny.trainer("stress training")
	st := &stress{suite: s, decoder: s.load(s.be, backend.F32, tinyWeights(p), p), trainer: s.load(s.be, backend.F32, tinyWeights(q), q)}
	st.run, _ = s.endless(s.be)
	var wg sync.WaitGroup
	for u := range users {
		st.learn(u)
	}
	for u := range users {
		wg.Go(func() { st.user(u, rand.New(rand.NewPCG(uint64(u), 7))) })
	}
	time.Sleep(d)
	if err := s.be.Close(); err != nil {
		t.Errorf("close in the middle: %v", err)
	}
	ended := make(chan struct{})
	go func() { wg.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(patience):
		t.Fatalf("calls are still going on %v after the backend was closed", patience)
	}
	t.Logf("%d steps done, %d cancelled", st.done, st.stopped)
	if st.done == 0 || st.stopped == 0 {
		t.Errorf("%d steps were done and %d cancelled, want some of both", st.done, st.stopped)
	}
}

const stressTokens = 6

type stress struct {
	*suite
	decoder, trainer loaded
	run              backend.Run
	prompts          []prompt
	want             [][]*tensor.Tensor // of each user, token by token
	took             time.Duration      // by a step alone

	mu            sync.Mutex
	done, stopped int
}

// learn computes alone what user u will compute among others.
func (s *stress) learn(u int) {
	s.prompts, s.want = append(s.prompts, newPrompt(1, stressTokens).changed(0, u)), append(s.want, nil)
	h := s.decoder.session()
	for i := range stressTokens {
		began := time.Now()
		s.want[u] = append(s.want[u], s.decoder.step(backend.Step{Inputs: s.prompts[u].part(0, 1, i, i+1), Session: h})["logits"])
		s.took = time.Since(began)
	}
}

// over counts a call and tells whether the user should stop: the backend is closed, or something is wrong.
func (s *stress) over(what string, err error) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case err == nil:
		s.done++
	case errors.Is(err, context.DeadlineExceeded):
		s.stopped++
	case errors.Is(err, backend.ErrClosed):
		return true
	default:
		s.Errorf("%s: %v", what, err)
		return true
	}
	return false
}

// maybe is a context that ends by chance during a call that takes about d, or does not end.
func maybe(rnd *rand.Rand, d time.Duration) (context.Context, context.CancelFunc) {
	if rnd.IntN(2) == 0 {
		return context.Background(), func() {}
	}
	return context.WithTimeout(context.Background(), time.Duration(rnd.Int64N(int64(4*d))))
}

func (s *stress) user(u int, rnd *rand.Rand) {
	for round := u; ; round++ {
		if round%8 == 6 {
			ctx, stop := context.WithTimeout(context.Background(), 10*s.took)
			r := s.run
			r.Step.Session = 0
			_, err := s.be.Run(ctx, s.decoder.program, r)
			stop()
			if errors.Is(err, backend.ErrClosed) {
				return
			}
			if err == nil {
				s.Error("an endless run ended without an error")
			}
		}
		if round%8 == 7 {
			ctx, stop := maybe(rnd, 10*s.took)
			_, err := s.be.Step(ctx, s.trainer.program, backend.Step{Inputs: trainingInputs(newPrompt(2, 8), 1)})
			stop()
			if s.over("training step", err) {
				return
			}
			continue
		}
		if s.sequence(u, rnd) {
			return
		}
	}
}

// sequence decodes a prompt in a session of its own, and tells whether the user should stop.
func (s *stress) sequence(u int, rnd *rand.Rand) bool {
	h, err := s.be.NewSession(context.Background(), s.decoder.model)
	if s.over("new session", err) {
		return true
	}
	for i := 0; i < stressTokens; {
		ctx, stop := maybe(rnd, s.took)
		r, err := s.be.Step(ctx, s.decoder.program, backend.Step{Inputs: s.prompts[u].part(0, 1, i, i+1), Session: h})
		stop()
		if s.over("step", err) {
			return true
		}
		if err == nil {
			if !equal(r.Values["logits"], s.want[u][i]) {
				s.Errorf("user %d: token %d among others is not what it is alone", u, i)
				return true
			}
			i++
		}
		n, err := s.be.Length(context.Background(), h)
		if err == nil && n != i {
			s.Errorf("user %d: the session has %d rows after %d steps (error of the last: %v)", u, n, i, err)
			return true
		}
	}
	return s.over("drop", s.be.Drop(context.Background(), h))
}
