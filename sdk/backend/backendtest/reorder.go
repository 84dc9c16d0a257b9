package backendtest

import (
	"fmt"
	"slices"

	"wade/sdk/backend"
)

// take is a prompt of sequences of p, up to a token, and of sequences of others from there on.
func (p prompt) take(from []int, until int, others prompt) prompt {
	q := others
	q.batch, q.ids, q.image = len(from), nil, nil
	for i, at := range from {
		q.ids = append(append(q.ids, p.ids[at*p.tokens:at*p.tokens+until]...), others.ids[i*p.tokens+until:(i+1)*p.tokens]...)
		q.image = append(append(q.image, p.image[at*p.tokens:at*p.tokens+until]...), others.image[i*p.tokens+until:(i+1)*p.tokens]...)
	}
	return q
}

// reorder: a sequence goes on from the past of the one it was made, whatever the order, as often as it is taken, and forks see
// nothing of it.
func reorder(s *suite, both pair) {
	l := both.be
	l.suite, both.truth.suite = s, s
	const common, total = 30, 75 // past 64 rows, where a cache is likely to grow
	start := newPrompt(2, total)
	h := l.session()
	l.step(backend.Step{Inputs: start.part(0, 2, 0, common), Session: h})
	now, at := start, common
	var forks []backend.Session
	var pasts []prompt
	orders := [][]int{{0, 0, 0, 1, 1, 1}, {0, 1, 2, 3, 4, 5}, {1, 0, 0, 5, 5, 4}, {2, 2, 1, 3, 3, 3}, {5, 4, 3, 2, 1, 0}, {1, 1, 4, 3, 5, 2}, {4}, {0, 0}, {1, 0}, {1, 1}}
	for i, order := range orders {
		if i == 3 { // from here on a fork has what is reordered
			f, err := l.be.Fork(s.ctx(), h)
			if err != nil {
				s.Fatalf("fork: %v", err)
			}
			forks, pasts = append(forks, f), append(pasts, now)
		}
		if err := l.be.Reorder(s.ctx(), h, order); err != nil {
			s.Fatalf("reorder to %v: %v", order, err)
		}
		if n := l.length(h); n != at {
			s.Fatalf("length %d after reordering, want %d as before", n, at)
		}
		next := newPrompt(len(order), total).changed(0, i)
		now = now.take(order, at, next)
		want := both.truth.step(backend.Step{Inputs: now.whole()})["logits"]
		for range 1 + 3*(i%2) {
			got := l.step(backend.Step{Inputs: now.part(0, now.batch, at, at+1), Session: h})["logits"]
			for b := range now.batch {
				s.near(fmt.Sprintf("reordered to %v, sequence %d, token %d", order, b, at), rowsOf(got, b, b+1), rowsOf(want, b*total+at, b*total+at+1), Forward)
			}
			at++
		}
		if s.Failed() {
			return
		}
	}
	for i, f := range forks {
		n, want := l.length(f), both.truth.step(backend.Step{Inputs: pasts[i].whole()})["logits"]
		got := l.step(backend.Step{Inputs: pasts[i].part(0, pasts[i].batch, n, n+1), Session: f})["logits"]
		for b := range pasts[i].batch {
			s.near("a fork from before", rowsOf(got, b, b+1), rowsOf(want, b*total+n, b*total+n+1), Forward)
		}
	}
	s.sub("cut and written anew", func(s *suite) { reorderCut(s, both) })
	s.refused("a sequence that is not there", l.be.Reorder(s.ctx(), h, []int{0, 2}), backend.ErrInvalid, "2")
	s.refused("a negative sequence", l.be.Reorder(s.ctx(), h, []int{-1}), backend.ErrInvalid, "-1")
	s.refused("no sequence", l.be.Reorder(s.ctx(), h, nil), backend.ErrInvalid)
	s.refused("an empty session", l.be.Reorder(s.ctx(), l.session(), []int{0}), backend.ErrInvalid, "empty")
	if n := l.length(h); n != at {
		s.Errorf("length %d after refusals, want %d", n, at)
	}
}

// reorderCut: what sequences had in common counts no more once it was cut and each has gone on differently.
func reorderCut(s *suite, both pair) {
	l := both.be
	l.suite, both.truth.suite = s, s
	const total = 12
	one := newPrompt(1, total)
	h := l.session()
	l.step(backend.Step{Inputs: one.part(0, 1, 0, 8), Session: h})
	now := newPrompt(3, total).changed(0, 4)
	now = one.take([]int{0, 0, 0}, 3, now)
	order := []int{2, 0, 0}
	for _, do := range []func() error{
		func() error { return l.be.Reorder(s.ctx(), h, []int{0, 0, 0}) },
		func() error { return l.be.Truncate(s.ctx(), h, 3) },
		func() error { l.step(backend.Step{Inputs: now.part(0, 3, 3, 8), Session: h}); return nil },
		func() error { return l.be.Reorder(s.ctx(), h, order) },
	} {
		if err := do(); err != nil {
			s.Fatal(err)
		}
	}
	now = now.take(order, 8, newPrompt(3, total))
	if slices.Equal(now.ids[:8], now.ids[total:total+8]) {
		s.Fatal("the sequences do not differ")
	}
	want := both.truth.step(backend.Step{Inputs: now.whole()})["logits"]
	got := l.step(backend.Step{Inputs: now.part(0, 3, 8, 9), Session: h})["logits"]
	for b := range 3 {
		s.near("cut and reordered", rowsOf(got, b, b+1), rowsOf(want, b*total+8, b*total+9), Forward)
	}
}
