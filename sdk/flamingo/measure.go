package flamingo

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"wade/sdk/backend"
	"wade/sdk/program"
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
	rows, terms, err := m.aimed(runs, t, false)
	if err != nil {
		return nil, err
	}
	return m.measure(ctx, rows, terms, func(n int) { bar.Set(n, "") })
}

// measure returns for each row the sum of its terms.
func (m *Model) measure(ctx context.Context, rows []row, terms [][]Term, done func(n int)) ([]float64, error) {
	s := &sweep{Model: m, rows: rows, terms: terms, out: make([]float64, len(rows)), done: done}
	for _, group := range m.together(s.rows) {
		if err := s.group(ctx, group); err != nil {
			return nil, err
		}
	}
	for i, x := range s.out {
		if math.IsNaN(x) {
			if _, _, err := m.read(ctx, s.rows[i:i+1], nil); err != nil {
				return nil, err
			}
			return nil, fmt.Errorf("flamingo: %w", of(i, len(rows), ErrNaN))
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

// forkBytes bounds what the keys and values of the beginning that runs share take when they are repeated for each run of a step.
const forkBytes = 1 << 30

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
	slices.SortStableFunc(order, func(a, b int) int {
		if d := starts[b].layer - starts[a].layer; d != 0 {
			return d
		}
		return starts[b].token - starts[a].token
	})
	length := len(s.rows[group[0]].Tokens)
	row := 8 * s.config.LM.Layers * s.config.LM.Width // bytes of keys and values
	return s.engine.use(ctx, func(l *life) error {
		return l.session(ctx, func(base backend.Session) error {
			shared := &shared{session: base}
			if len(group) > 1 {
				if err := s.share(ctx, l, shared, s.rows[group[0]], starts); err != nil {
					return err
				}
			} else {
				starts[0] = start{}
			}
			for from := 0; from < len(order); {
				at, to := starts[order[from]], from+1
				for to < len(order) && starts[order[to]].layer == at.layer {
					next := starts[order[to]].token
					if n := to - from; (n+1)*(length-next) > groupTokens || n*(at.token-next) > stepTokens || (n+1)*next*row > forkBytes {
						break
					}
					at.token = next
					to++
				}
				if err := s.chunk(ctx, l, shared, group, order[from:to], at, window{at.token, length - at.token}); err != nil {
					return err
				}
				from = to
			}
			return nil
		})
	})
}

// start is where the computation of a run begins to differ from what its group shares: a token, and a layer of the language
// model, the number of layers if it is after the last.
type start struct{ token, layer int }

// shared is the first run of a group without edits of its own, read once.
type shared struct {
	session backend.Session
	streams map[int][]float32 // what layers start from, [tokens width]
}

// share reads what the runs of a group have in common, if there is anything.
func (s *sweep) share(ctx context.Context, l *life, sh *shared, first row, starts []start) error {
	most := slices.MaxFunc(starts, func(a, b start) int { return max(a.token, a.layer) - max(b.token, b.layer) })
	if max(most.token, most.layer) == 0 {
		return nil
	}
	first.edits = first.edits[:first.common]
	var names []string
	sh.streams = map[int][]float32{}
	for _, at := range starts {
		if _, ok := sh.streams[at.layer]; !ok && at.layer > 0 {
			sh.streams[at.layer] = nil
			names = append(names, residual(at.layer))
		}
	}
	values, err := s.step(ctx, l, s.engine.programs.weigh, backend.Step{Session: sh.session, Captures: names}, []row{first}, nil, window{0, len(first.Tokens)}, nil)
	for layer := range sh.streams {
		if err == nil {
			sh.streams[layer] = values[residual(layer)].ToF32()
		}
	}
	return err
}

func (s *sweep) chunk(ctx context.Context, l *life, sh *shared, group, order []int, at start, w window) error {
	rows, terms, out := make([]row, len(order)), make([][]Term, len(order)), make([]int, len(order))
	for k, o := range order {
		out[k] = group[o]
		rows[k], terms[k] = s.rows[out[k]], s.terms[out[k]]
	}
	p, err := s.engine.programs.tail(s.config, at.layer)
	if err != nil {
		return err
	}
	step := backend.Step{Inputs: map[string]*tensor.Tensor{}}
	if at.layer > 0 {
		width := s.config.LM.Width
		if step.Inputs[inBase], err = tensor.FromF32(sh.streams[at.layer][w.from*width:], tensor.Sizes(w.tokens, width)...); err != nil {
			return err
		}
	}
	if w.from > 0 {
		if step.Session, err = l.Fork(ctx, sh.session); err != nil {
			return err
		}
		defer func() { _ = l.Drop(context.WithoutCancel(ctx), step.Session) }() // with a dead backend it is gone anyway
		if err := l.Truncate(ctx, step.Session, w.from); err != nil {
			return err
		}
	}
	if _, err := s.step(ctx, l, p, step, rows, terms, w, out); err != nil {
		return err
	}
	s.ready += len(rows)
	s.done(s.ready)
	return nil
}

// step reads a window of some rows, and adds up the terms of each into its place of the results.
func (s *sweep) step(ctx context.Context, l *life, p *program.Program, step backend.Step, rows []row, terms [][]Term, w window, out []int) (map[string]*tensor.Tensor, error) {
	md, err := s.media(ctx, rows)
	if err != nil {
		return nil, err
	}
	in, err := s.inputs(prompts(rows), md, w)
	if err != nil {
		return nil, err
	}
	maps.Copy(in, step.Inputs)
	ps := s.engine.programs
	if p == ps.weigh {
		if err := s.addMasks(in, rows, w); err != nil {
			return nil, err
		}
		if p, err = s.masked(p, rows, w); err != nil {
			return nil, err
		}
	}
	last, chosen := []int32{0}, []int32{0}
	for b, ts := range terms {
		for _, t := range ts {
			last, chosen = append(last, int32(b*w.tokens+t.At-w.from)), append(chosen, t.ID)
		}
	}
	if in[inLast], err = tensor.FromI32(last); err != nil {
		return nil, err
	}
	if in[inChosen], err = tensor.FromI32(chosen, tensor.Sizes(len(chosen), 1)...); err != nil {
		return nil, err
	}
	step.Inputs, step.Edits = in, ps.edits(p, rows, w, md.of)
	values, err := l.step(ctx, p, step)
	if err != nil {
		return nil, err
	}
	logP := values[outChosen].ToF32()[1:]
	for b, ts := range terms {
		for _, t := range ts {
			s.out[out[b]] += t.Weight * float64(logP[0])
			logP = logP[1:]
		}
	}
	return values, nil
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

// starts tells for each run of a group where its computation begins to differ from the first run without edits of its own.
func (s *sweep) starts(group []int) ([]start, error) {
	load := s.loader()
	base := s.rows[group[0]]
	basePixels, err := load(base)
	if err != nil {
		return nil, err
	}
	starts := make([]start, len(group))
	for k, i := range group {
		r := s.rows[i]
		at := start{len(r.Tokens), s.config.LM.Layers}
		for _, t := range s.terms[i] {
			at.token = min(at.token, t.At)
		}
		if r.Encoded != base.Encoded {
			px, err := load(r)
			if err != nil {
				return nil, err
			}
			if n := same(base, r, basePixels, px); n < len(r.Tokens) {
				at = start{min(at.token, n), 0}
			}
		}
		if r.blocks(window{0, len(r.Tokens)}) {
			at.layer = 0
		}
		for _, e := range r.edits[r.common:] {
			first := s.engine.programs.first(e, r)
			at = start{min(at.token, first.token), min(at.layer, first.layer)}
		}
		for at.layer > 0 && slices.ContainsFunc(r.edits[:r.common], func(e placed) bool {
			return matches(s.engine.programs.match(s.engine.programs.weigh, e.Tap), residual(at.layer))
		}) {
			at.layer-- // what it starts from was edited already
		}
		starts[k] = at
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

// first is the first token of a row, and the first layer, that an edit can change.
func (ps *programs) first(e placed, r row) start {
	if e.Kind == block { // only whole programs have masks
		return start{e.firstBlocked(), 0}
	}
	at := start{len(r.Tokens), math.MaxInt}
	vision := ps.match(ps.vision, e.Tap)
	if p, err := ps.visionFor(r.Pictures); err == nil && len(vision) > 0 {
		vision = ps.match(p, e.Tap)
	}
	for _, v := range slices.Concat(vision, ps.match(ps.weigh, e.Tap)) {
		switch {
		case isPattern(v.Name):
		case ofTokens(v):
			if e.at == nil {
				at.token = 0
			}
			for _, p := range e.at {
				at.token = min(at.token, p)
			}
			at.layer = min(at.layer, startOf(v.Name))
		case ofPictures(v):
			for i, t := range r.Tokens {
				if t.Image >= 0 && (e.at == nil || slices.ContainsFunc(e.at, func(row int) bool { return row/perPicture(v) == t.Image })) {
					at.token = min(at.token, i)
					break
				}
			}
			at.layer = min(at.layer, max(0, layerOf(v.Name)))
			if !strings.HasPrefix(v.Name, "gated.") {
				at.layer = 0
			}
		default:
			return start{}
		}
	}
	return at
}

// startOf is the layer from which on a changed value matters: a residual stream after a layer is where the next one starts.
func startOf(name string) int {
	layer := layerOf(name)
	switch {
	case name == "lm.norm":
		return math.MaxInt
	case strings.HasPrefix(name, "lm.") && strings.HasSuffix(name, ".resid"):
		return layer + 1
	}
	return max(0, layer)
}
