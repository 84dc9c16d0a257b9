package backendtest

import (
	"fmt"

	"wade/sdk/backend"
)

// sessions: a step over a cache equals a step over everything, however it was cut, forked and truncated.
func sessions(s *suite) {
	p := tinyProgram("sessions")
	both := s.pair(tinyWeights(p), p)
	l := both.be
	for _, z := range []struct{ batch, tokens int }{{1, 9}, {3, 9}, {1, 150}, {2, 70}} {
		x := newPrompt(z.batch, z.tokens)
		want := both.truth.step(backend.Step{Inputs: x.whole()})["logits"]
		for _, cuts := range [][]int{{1}, {2, 3}, {z.tokens - 1}, {5}, {7, 1, 40}} {
			what := fmt.Sprintf("%d sequences of %d tokens in steps of %v", z.batch, z.tokens, cuts)
			h := l.session()
			for at, i := 0, 0; at < z.tokens; i++ {
				to := min(at+cuts[i%len(cuts)], z.tokens)
				got := l.step(backend.Step{Inputs: x.part(0, z.batch, at, to), Session: h})["logits"]
				for b := range z.batch {
					s.near(what, rowsOf(got, b*(to-at), (b+1)*(to-at)), rowsOf(want, b*z.tokens+at, b*z.tokens+to), Forward)
				}
				at = to
				if n := l.length(h); n != at {
					s.Fatalf("%s: length %d after %d tokens", what, n, at)
				}
			}
			if s.Failed() {
				return
			}
			if err := l.be.Drop(s.ctx(), h); err != nil {
				s.Errorf("drop: %v", err)
			}
		}
	}
	s.sub("fork", func(s *suite) { fork(s, both) })
	s.sub("truncate", func(s *suite) { truncate(s, both) })
	s.sub("one goes on as many", func(s *suite) { fanOut(s, both) })
	s.sub("reorder", func(s *suite) { reorder(s, both) })
	s.sub("mixed up", mixedUp)
}

// follow extends a session token by token and compares it with the truth of the whole.
func (s *suite) follow(what string, both pair, h backend.Session, x prompt, from int) {
	s.Helper()
	both.be.suite, both.truth.suite = s, s
	want := both.truth.step(backend.Step{Inputs: x.whole()})["logits"]
	for i := from; i < x.tokens; i++ {
		got := both.be.step(backend.Step{Inputs: x.part(0, 1, i, i+1), Session: h})["logits"]
		s.near(fmt.Sprintf("%s, token %d", what, i), got, rowsOf(want, i, i+1), Forward)
	}
}

// changed is x with other tokens from a place on.
func (p prompt) changed(from, by int) prompt {
	q := p
	q.ids = append([]int32(nil), p.ids...)
	for i := from; i < len(q.ids); i++ {
		q.ids[i] = (q.ids[i] + int32(by)) % int32(p.vocab)
	}
	return q
}

// fork: forks share a past and nothing else, in whatever order they go on, and outlive each other.
func fork(s *suite, both pair) {
	l := both.be
	l.suite = s
	const common, total = 61, 70 // forks grow past 64 rows, where a cache is likely to grow
	x := newPrompt(1, total)
	parent := l.session()
	l.step(backend.Step{Inputs: x.part(0, 1, 0, common), Session: parent})
	var forks []backend.Session
	for range 3 {
		h, err := l.be.Fork(s.ctx(), parent)
		if err != nil {
			s.Fatalf("fork: %v", err)
		}
		if n := l.length(h); n != common {
			s.Fatalf("a fork has %d rows, its parent %d", n, common)
		}
		forks = append(forks, h)
	}
	s.follow("second fork", both, forks[1], x.changed(common, 2), common)
	s.follow("parent after its fork went on", both, parent, x, common)
	if err := l.be.Drop(s.ctx(), parent); err != nil {
		s.Fatal(err)
	}
	s.follow("first fork after its parent was dropped", both, forks[0], x.changed(common, 1), common)
	grandchild, err := l.be.Fork(s.ctx(), forks[1])
	if err != nil {
		s.Fatal(err)
	}
	if err := l.be.Truncate(s.ctx(), grandchild, common-20); err != nil {
		s.Fatal(err)
	}
	s.follow("fork of a fork, truncated", both, grandchild, x.changed(common-20, 5), common-20)
	s.follow("third fork", both, forks[2], x.changed(common, 3), common)
	if n := l.length(forks[1]); n != total {
		s.Errorf("a fork has %d rows after its own fork was truncated, want %d", n, total)
	}
}

// fanOut: a session of one sequence goes on as many, each with that past, and what was forked before stays one.
func fanOut(s *suite, both pair) {
	l := both.be
	l.suite, both.truth.suite = s, s
	for _, z := range []struct{ common, total, batch int }{{5, 9, 3}, {1, 3, 2}, {61, 70, 4}, {64, 66, 1}, {3, 4, 17}} {
		one := newPrompt(1, z.total)
		parent := l.session()
		l.step(backend.Step{Inputs: one.part(0, 1, 0, z.common), Session: parent})
		for _, cut := range []int{0, z.common / 2} { // a fork may also go back first
			what := fmt.Sprintf("%d sequences after %d rows", z.batch, z.common-cut)
			from := z.common - cut
			many := one
			many.batch, many.ids, many.image = z.batch, nil, nil
			for b := range z.batch {
				q := one.changed(from, b)
				many.ids, many.image = append(many.ids, q.ids...), append(many.image, q.image...)
			}
			want := both.truth.step(backend.Step{Inputs: many.whole()})["logits"]
			h, err := l.be.Fork(s.ctx(), parent)
			if err != nil {
				s.Fatalf("fork: %v", err)
			}
			if err := l.be.Truncate(s.ctx(), h, from); err != nil {
				s.Fatalf("truncate: %v", err)
			}
			for i := from; i < z.total; i++ {
				got := l.step(backend.Step{Inputs: many.part(0, z.batch, i, i+1), Session: h})["logits"]
				for b := range z.batch {
					s.near(fmt.Sprintf("%s, token %d of sequence %d", what, i, b), rowsOf(got, b, b+1), rowsOf(want, b*z.total+i, b*z.total+i+1), Forward)
				}
			}
			if n := l.length(h); n != z.total {
				s.Errorf("%s: length %d, want %d", what, n, z.total)
			}
			if n := l.length(parent); n != z.common {
				s.Errorf("%s: the session forked has %d rows, want %d", what, n, z.common)
			}
		}
		s.follow("the session forked", both, parent, one, z.common)
	}
	s.sub("failed", func(s *suite) { fanOutFails(s, both) })
}

// fanOutFails: a step or run of many that fails leaves a session of one.
func fanOutFails(s *suite, both pair) {
	l := both.be
	l.suite = s
	const common, total = 4, 7
	one, many := newPrompt(1, total), newPrompt(3, total)
	h := l.session()
	l.step(backend.Step{Inputs: one.part(0, 1, 0, common), Session: h})
	bad := many.part(0, 3, common, common+1)
	bad["rows"] = ints([]int32{3}, 1) // fails after the caches were written
	_, err := l.be.Step(s.ctx(), l.program, backend.Step{Inputs: bad, Session: h})
	s.refused("a row that is not there", err, backend.ErrInvalid)
	first := many.part(0, 3, common, common+1)
	first["rows"] = ints([]int32{2}, 1)
	_, err = l.be.Run(s.ctx(), l.program, backend.Run{Step: backend.Step{Inputs: first, Session: h}, Draw: "next", Feed: "ids", Advance: []string{"positions"}, Seed: "seed", Steps: 2})
	s.refused("a run that feeds one id to three sequences", err, backend.ErrInvalid)
	if n := l.length(h); n != common {
		s.Fatalf("length %d after failures, want the %d of before", n, common)
	}
	s.follow("after a step and a run of many that failed", both, h, one, common)
}

// truncate: the rows kept are as they were, and those cut are gone.
func truncate(s *suite, both pair) {
	l := both.be
	l.suite = s
	x := newPrompt(1, 12)
	h := l.session()
	l.step(backend.Step{Inputs: x.part(0, 1, 0, 12), Session: h})
	for _, n := range []int{7, 7, 3, 0} {
		if err := l.be.Truncate(s.ctx(), h, n); err != nil {
			s.Fatalf("truncate to %d: %v", n, err)
		}
		if got := l.length(h); got != n {
			s.Fatalf("length %d after truncation to %d", got, n)
		}
		s.follow(fmt.Sprintf("after truncation to %d", n), both, h, x.changed(n, n+1), n)
	}
	s.refused("truncate to more rows than there are", l.be.Truncate(s.ctx(), h, 13), backend.ErrInvalid, "13", "12")
	s.refused("truncate to a negative length", l.be.Truncate(s.ctx(), h, -1), backend.ErrInvalid)
}

// mixedUp: what does not belong into a session is refused and leaves it alone.
func mixedUp(s *suite) {
	p := tinyProgram("mixed up")
	l := s.load(s.be, backend.F32, tinyWeights(p), p)
	h := l.session()
	x := newPrompt(2, 4)
	l.step(backend.Step{Inputs: x.part(0, 1, 0, 3), Session: h})
	two := l.session()
	l.step(backend.Step{Inputs: x.part(0, 2, 0, 3), Session: two})
	for _, n := range []int{1, 3} {
		_, err := l.be.Step(s.ctx(), l.program, backend.Step{Inputs: newPrompt(n, 4).part(0, n, 3, 4), Session: two})
		s.refused(fmt.Sprintf("%d sequences in a session of two", n), err, backend.ErrInvalid, "cache", "2", fmt.Sprint(n), "fork")
	}

	other := s.load(s.be, backend.F32, tinyWeights(p), p)
	_, err := l.be.Step(s.ctx(), other.program, backend.Step{Inputs: x.part(0, 1, 3, 4), Session: h})
	s.refused("a session of another model", err, backend.ErrInvalid, "model")

	bad := x.part(0, 1, 3, 4)
	bad["ids"] = ints([]int32{tinyVocab}, 1, 1)
	_, err = l.be.Step(s.ctx(), l.program, backend.Step{Inputs: bad, Session: h})
	s.refused("a token that is not in the vocabulary", err, backend.ErrInvalid)
	bad = x.part(0, 1, 3, 4)
	bad["rows"] = ints([]int32{1}, 1) // fails after the caches of both layers were written
	_, err = l.be.Step(s.ctx(), l.program, backend.Step{Inputs: bad, Session: h})
	s.refused("a row that is not there", err, backend.ErrInvalid)
	if n := l.length(h); n != 3 {
		s.Fatalf("length %d after failed steps, want the 3 of before", n)
	}
	whole := l.step(backend.Step{Inputs: x.part(0, 1, 0, 4)})["logits"]
	s.near("the step after failed ones", l.step(backend.Step{Inputs: x.part(0, 1, 3, 4), Session: h})["logits"], rowsOf(whole, 3, 4), Forward)
}
