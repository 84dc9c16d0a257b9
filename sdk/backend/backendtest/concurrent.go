package backendtest

import (
	"sync"

	"wade/sdk/backend"
	"wade/sdk/tensor"
)

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
