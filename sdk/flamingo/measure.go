package flamingo

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"wade/sdk/backend"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// Measure returns a target for each of many runs, in order. It is the fast way to sweep: runs of one length go together, what
// they have in common up to the first token that differs is read once, and only the words of the target are looked up. When
// it takes long it shows a bar.
func (m *Model) Measure(ctx context.Context, runs []Run, t Target) (_ []float64, err error) {
	if len(runs) == 0 {
		return nil, errors.New("flamingo: Measure needs a run")
	}
	ctx, bar := begin(ctx, "runs", len(runs))
	defer func() { bar.End(err) }()
	s := &sweep{Model: m, out: make([]float64, len(runs)), done: func(n int) { bar.Set(n, "") }}
	if err := s.prepare(runs, t); err != nil {
		return nil, err
	}
	for _, group := range m.together(s.rows, func(i int) int { return len(s.rows[i].Tokens) }) {
		if err := s.group(ctx, group); err != nil {
			return nil, err
		}
	}
	for i, x := range s.out {
		if math.IsNaN(x) {
			if _, _, err := m.read(ctx, s.rows[i:i+1], nil); err != nil {
				return nil, err
			}
			return nil, fmt.Errorf("flamingo: run %d of %d: %w", i+1, len(runs), ErrNaN)
		}
	}
	return s.out, nil
}

// sweep is a call of Measure in progress.
type sweep struct {
	*Model
	rows  []row
	terms [][]Term
	out   []float64
	ready int
	done  func(n int)
}

func (s *sweep) prepare(runs []Run, t Target) error {
	asked := make([]*prompt.Prompt, len(runs))
	for i, r := range runs {
		asked[i] = r.Prompt
	}
	encoded, err := s.Model.ready(asked...)
	if err != nil {
		return err
	}
	type aim struct {
		whole *prompt.Encoded
		terms []Term
	}
	aims := map[*prompt.Encoded]aim{}
	for i, r := range runs {
		a, ok := aims[encoded[i]]
		if !ok {
			if a.whole, a.terms, err = s.Aim(encoded[i], t); err != nil {
				return err
			}
			aims[encoded[i]] = a
		}
		row, err := s.row(a.whole, s.apart(r.Edits))
		if err != nil {
			return fmt.Errorf("run %d of %d: %w", i+1, len(runs), err)
		}
		s.rows, s.terms = append(s.rows, row), append(s.terms, a.terms)
	}
	return nil
}

// stepTokens is the number of tokens whose computation costs about as much as one more step.
const stepTokens = 128

// group measures runs of one length.
func (s *sweep) group(ctx context.Context, group []int) error {
	ps := s.engine.programs
	for _, i := range group {
		if slices.ContainsFunc(s.rows[i].edits, func(e placed) bool { return matches(ps.match(ps.read, e.Tap), "logits") }) {
			return s.whole(ctx, group)
		}
	}
	starts, err := s.starts(group)
	if err != nil {
		return err
	}
	order := make([]int, len(group))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return starts[b] - starts[a] })
	length := len(s.rows[group[0]].Tokens)
	return s.engine.use(ctx, func(l *life) error {
		return l.session(ctx, func(base backend.Session) error {
			if shared := starts[order[0]]; shared > 0 && len(group) > 1 {
				first := s.rows[group[0]]
				first.edits = first.edits[:first.common]
				if err := s.step(ctx, l, base, []row{first}, nil, window{0, shared}, nil); err != nil {
					return err
				}
			} else {
				starts[order[0]] = 0
			}
			for from := 0; from < len(order); {
				start, to := starts[order[from]], from+1
				for to < len(order) {
					next := starts[order[to]]
					if n := to - from; (n+1)*(length-next) > groupTokens || n*(start-next) > stepTokens {
						break
					}
					start = next
					to++
				}
				if err := s.chunk(ctx, l, base, group, order[from:to], window{start, length - start}); err != nil {
					return err
				}
				from = to
			}
			return nil
		})
	})
}

func (s *sweep) chunk(ctx context.Context, l *life, base backend.Session, group, order []int, w window) error {
	rows, terms, out := make([]row, len(order)), make([][]Term, len(order)), make([]int, len(order))
	for k, o := range order {
		out[k] = group[o]
		rows[k], terms[k] = s.rows[out[k]], s.terms[out[k]]
	}
	fork := backend.Session(0)
	if w.from > 0 {
		var err error
		if fork, err = l.Fork(ctx, base); err != nil {
			return err
		}
		defer func() { _ = l.Drop(context.WithoutCancel(ctx), fork) }() // with a dead backend it is gone anyway
		if err := l.Truncate(ctx, fork, w.from); err != nil {
			return err
		}
	}
	if err := s.step(ctx, l, fork, rows, terms, w, out); err != nil {
		return err
	}
	s.ready += len(rows)
	s.done(s.ready)
	return nil
}

// step reads a window of some rows, and adds up the terms of each into its place of the results.
func (s *sweep) step(ctx context.Context, l *life, session backend.Session, rows []row, terms [][]Term, w window, out []int) error {
	md, err := s.media(ctx, rows)
	if err != nil {
		return err
	}
	in, err := s.inputs(prompts(rows), md, w)
	if err != nil {
		return err
	}
	last, chosen := []int32{0}, []int32{0}
	for b, ts := range terms {
		for _, t := range ts {
			last, chosen = append(last, int32(b*w.tokens+t.At-w.from)), append(chosen, t.ID)
		}
	}
	if in[inLast], err = tensor.FromI32(last); err != nil {
		return err
	}
	if in[inChosen], err = tensor.FromI32(chosen, tensor.Sizes(len(chosen), 1)...); err != nil {
		return err
	}
	ps := s.engine.programs
	weigh, err := s.masked(ps.weigh, rows, w)
	if err == nil {
		err = s.addMasks(in, rows, w)
	}
	if err != nil {
		return err
	}
	values, err := l.step(ctx, weigh, backend.Step{Inputs: in, Session: session, Edits: ps.edits(ps.weigh, rows, w, md.of)})
	if err != nil {
		return err
	}
	logP := values[outChosen].ToF32()[1:]
	for b, ts := range terms {
		for _, t := range ts {
			s.out[out[b]] += t.Weight * float64(logP[0])
			logP = logP[1:]
		}
	}
	return nil
}

// whole measures runs whose logits are edited, by reading all of them.
func (s *sweep) whole(ctx context.Context, group []int) error {
	for _, i := range group {
		values, _, err := s.read(ctx, s.rows[i:i+1], []string{outLogP})
		if err != nil {
			return err
		}
		logP := values[outLogP].ToF32()
		for _, t := range s.terms[i] {
			s.out[i] += t.Weight * float64(logP[t.At*s.config.LM.Vocab+int(t.ID)])
		}
		s.ready++
		s.done(s.ready)
	}
	return nil
}

// starts tells for each run of a group the first token whose computation differs from the first run without edits of its
// own.
func (s *sweep) starts(group []int) ([]int, error) {
	load := s.loader()
	base := s.rows[group[0]]
	basePixels, err := load(base)
	if err != nil {
		return nil, err
	}
	starts := make([]int, len(group))
	for k, i := range group {
		r := s.rows[i]
		n := len(r.Tokens)
		for _, t := range s.terms[i] {
			n = min(n, t.At)
		}
		if r.Encoded != base.Encoded {
			px, err := load(r)
			if err != nil {
				return nil, err
			}
			n = min(n, same(base, r, basePixels, px))
		}
		for _, e := range r.edits[r.common:] {
			n = min(n, s.engine.programs.first(e, r))
		}
		starts[k] = n
	}
	return starts, nil
}

// same is the number of tokens at the beginning of two prompts that are alike, with the pictures that they see.
func same(a, b row, pa, pb []pixels) int {
	for i := range min(len(a.Tokens), len(b.Tokens)) {
		x, y := a.Tokens[i], b.Tokens[i]
		if x.ID != y.ID || (x.Image < 0) != (y.Image < 0) || x.Image >= 0 && pa[x.Image].hash != pb[y.Image].hash {
			return i
		}
	}
	return min(len(a.Tokens), len(b.Tokens))
}

// first is the first token of a row that an edit can change.
func (ps *programs) first(e placed, r row) int {
	n := len(r.Tokens)
	if e.Kind == block {
		return min(n, e.firstBlocked())
	}
	for _, v := range slices.Concat(ps.match(ps.vision, e.Tap), ps.match(ps.weigh, e.Tap)) {
		switch {
		case isPattern(v.Name):
		case ofTokens(v):
			if e.at == nil {
				return 0
			}
			n = min(n, slices.Min(append(slices.Clone(e.at), n)))
		case ofPictures(v):
			for i, t := range r.Tokens {
				if t.Image >= 0 && (e.at == nil || slices.ContainsFunc(e.at, func(row int) bool { return row/v.Shape[1].N == t.Image })) {
					n = min(n, i)
					break
				}
			}
		default:
			return 0
		}
	}
	return n
}
