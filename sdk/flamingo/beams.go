package flamingo

import (
	"context"
	"slices"

	"wade/sdk/backend"
	"wade/sdk/internal/search"
)

// beams is a search for the answers to each prompt of a group, in steps of the sequences of all.
type beams struct {
	*generation
	searches []*search.Beam
	rounds   []beamRound
}

// beamRound is what is kept of a step: by its sequences, of which those of prompt k begin at offset[k].
type beamRound struct {
	offset []int
	top    [][]Choice
	traces []*Trace
}

// beamed searches. Prompts are read once each; the session's sequences become the beams by reordering, before every token.
func (g *generation) beamed(ctx context.Context, l *life, s backend.Session) error {
	g.captures = append(slices.Clone(g.captures), outLast)
	g.first = len(g.prompts)
	b := &beams{generation: g}
	for range g.prompts {
		c := search.Config{Width: g.beams, Penalty: g.penalty, Early: g.early, Limit: g.limit, Stop: g.plan.stop}
		if len(g.stops) > 0 {
			c.Ends = func(ids []int32) bool { return g.settings.stopped(g.words.Decode(ids)) >= 0 }
		}
		b.searches = append(b.searches, search.New(c))
	}
	step, err := g.begin()
	if err != nil {
		return err
	}
	of := g.each() // the prompt of each sequence
	for round := 0; ; round++ {
		values, err := g.round(ctx, l, s, step, round)
		if err != nil {
			return err
		}
		kept := beamRound{offset: make([]int, len(g.prompts))}
		for row, k := range of {
			if row == 0 || of[row-1] != k {
				kept.offset[k] = row
			}
			kept.top = append(kept.top, g.top(values, row))
			kept.traces = append(kept.traces, g.trace(values, row, k, round))
		}
		b.rounds = append(b.rounds, kept)
		var from []int
		var ids []int32
		if from, ids, of = b.advance(values[outLast].ToF32(), kept.offset); len(ids) == 0 {
			break
		}
		if err := b.reorder(ctx, l, s, from, len(kept.top)); err != nil {
			return err
		}
		if step, err = g.next(ids, of, len(g.prompts[0].Tokens)+round); err != nil {
			return err
		}
	}
	for k, a := range g.answers {
		best := b.searches[k].Best(g.settings.answers)
		if len(best) == 0 {
			return errNothing
		}
		b.fill(a, k, best[0])
		for _, h := range best[1:] {
			other := g.answer(a.Prompt, a.Encoded, a.settings, a.settings.seed)
			b.fill(other, k, h)
			a.Others = append(a.Others, other)
		}
	}
	return nil
}

// advance takes the logits of all sequences one step further, and returns the sequences of the next: the row that each comes
// from, its last token and its prompt.
func (b *beams) advance(logits []float32, offset []int) (from []int, ids []int32, of []int) {
	vocab, done := b.config.LM.Vocab, 0
	for k, s := range b.searches {
		if s.Done() {
			done++
			continue
		}
		var scores, plain [][]float32
		for i, h := range s.Live {
			row := slices.Clone(logits[(offset[k]+i)*vocab : (offset[k]+i+1)*vocab])
			search.LogSoftmax(row)
			plain = append(plain, row)
			row = slices.Clone(row)
			b.restrict(row, b.prompts[k], h.IDs)
			scores = append(scores, row)
		}
		s.Step(scores, plain)
		if best := s.Best(1); len(best) > 0 {
			b.heard(k, b.words.Decode(b.said(best[0].IDs)))
		}
		if s.Done() {
			done++
			continue
		}
		for _, h := range s.Live {
			from, ids, of = append(from, offset[k]+h.Rows[len(h.Rows)-1]), append(ids, h.IDs[len(h.IDs)-1]), append(of, k)
		}
	}
	b.stopped(done)
	return from, ids, of
}

// reorder makes the sequences of a session those that go on, unless they are already.
func (b *beams) reorder(ctx context.Context, l *life, s backend.Session, from []int, have int) error {
	same := len(from) == have
	for i, at := range from {
		same = same && i == at
	}
	if same {
		return nil
	}
	return l.Reorder(ctx, s, from)
}

// fill makes an answer of a sequence.
func (b *beams) fill(a *Answer, k int, h search.Hypothesis) {
	for i, id := range h.IDs {
		r := b.rounds[i]
		row := r.offset[k] + h.Rows[i]
		a.append(Drawn{Choice{id, b.words.Text(id), exp(h.LogP[i])}, r.top[row]}, r.traces[row])
	}
	a.Stopped, a.Score = h.Ended, h.Score
}
