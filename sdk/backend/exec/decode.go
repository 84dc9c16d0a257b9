package exec

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// Run repeats a program, feeding back what it draws. If it fails, the session is cut to what it was before.
func (e *executor) Run(ctx context.Context, h backend.Program, r backend.Run) (out *backend.RunResult, err error) {
	defer guard(&err)
	if err := e.enter(ctx); err != nil {
		return nil, err
	}
	defer e.leave()
	c, err := find(e.programs, "program", h)
	if err != nil {
		return nil, err
	}
	first := c
	if r.First != 0 {
		if first, err = find(e.programs, "program", r.First); err != nil {
			return nil, err
		}
	}
	s, err := e.sessionOf(c, r.Step.Session)
	if err != nil {
		return nil, err
	}
	if first.model != c.model {
		return nil, invalidf("run: programs %s and %s belong to different models", first.Name(), c.Name())
	}
	d, err := newDecode(first, c, r)
	if err != nil {
		return nil, err
	}
	if s != nil {
		rows, caches := s.rows, maps.Clone(s.caches)
		defer func() {
			if err != nil {
				s.restore(rows, caches)
			}
		}()
	}
	out = &backend.RunResult{}
	for len(out.Rounds) < r.Steps && !d.over() {
		values, err := d.round(ctx, e, s)
		if err != nil {
			return nil, fmt.Errorf("backend: run: round %d of %d: %w", len(out.Rounds)+1, r.Steps, err)
		}
		out.IDs = append(out.IDs, d.drawn...)
		out.Rounds = append(out.Rounds, values)
	}
	return out, nil
}

// decode is a run in progress: the program and inputs of the next round.
type decode struct {
	run     backend.Run
	then    *compiled
	program *compiled
	step    backend.Step
	moves   []string // inputs that change from round to round: those in Advance, and the seed
	rounds  int      // that are over
	drawn   []int32  // in the last of them, by sequence
	hashed  map[*tensor.Tensor]signature
}

func newDecode(first, then *compiled, r backend.Run) (*decode, error) {
	if r.Steps < 1 {
		return nil, invalidf("run: %d steps, want at least 1", r.Steps)
	}
	for _, c := range []*compiled{first, then} {
		id, err := c.Lookup(r.Draw)
		if err != nil {
			return nil, fmt.Errorf("backend: run: draw: %w", err)
		}
		if v := c.Value(id); v.DType != program.I32 || len(v.Shape) != 1 || !slices.Contains(c.Outputs(), id) {
			return nil, invalidf("run: draw: %q of program %s is %s%v, want an output i32[rows]", r.Draw, c.Name(), v.DType, v.Shape)
		}
	}
	moves := slices.Clone(r.Advance)
	if r.Seed != "" {
		moves = append(moves, r.Seed)
	}
	for _, name := range append([]string{r.Feed}, moves...) {
		id, err := then.Lookup(name)
		if err != nil {
			return nil, fmt.Errorf("backend: run: %w", err)
		}
		if v := then.Value(id); v.Kind != program.KindInput {
			return nil, invalidf("run: %q of program %s is a %s, want an input", name, then.Name(), v.Kind)
		}
	}
	if id, _ := then.Lookup(r.Feed); then.Value(id).DType != program.I32 {
		return nil, invalidf("run: feed: %q is %s, want i32", r.Feed, then.Value(id).DType)
	}
	d := &decode{run: r, then: then, program: first, step: r.Step, moves: moves, hashed: map[*tensor.Tensor]signature{}}
	if !r.Captures {
		d.step.Captures = nil
	}
	return d, nil
}

// over tells whether every sequence has stopped.
func (d *decode) over() bool {
	for _, id := range d.drawn {
		if !slices.Contains(d.run.Stop, id) {
			return false
		}
	}
	return d.rounds > 0
}

// round computes the next step and takes the ids drawn out of its result.
func (d *decode) round(ctx context.Context, e *executor, s *session) (*backend.Result, error) {
	if d.rounds > 0 {
		if err := d.feed(); err != nil {
			return nil, err
		}
	}
	d.rounds++
	res, err := e.step(ctx, d.program, s, d.step, d.hashed)
	if err != nil {
		return nil, err
	}
	drawn := res.Values[d.run.Draw].I32()
	if d.drawn != nil && len(drawn) != len(d.drawn) {
		return nil, invalidf("run: %q has %d elements, %d in the round before", d.run.Draw, len(drawn), len(d.drawn))
	}
	for i, id := range d.drawn {
		if slices.Contains(d.run.Stop, id) {
			drawn[i] = id
		}
	}
	if slices.Contains(drawn, -1) {
		return nil, invalidf("run: nothing can be drawn, every logit is -inf or not a number")
	}
	d.drawn = drawn
	delete(res.Values, d.run.Draw)
	return res, nil
}

// feed makes the inputs of the next round.
func (d *decode) feed() error {
	token, err := tensor.FromI32(d.drawn, tensor.Sizes(len(d.drawn), 1)...)
	if err != nil {
		return err
	}
	inputs := maps.Clone(d.step.Inputs)
	given := map[string]*tensor.Tensor{}
	if d.rounds == 1 {
		given = d.run.Then.Inputs
		inputs = d.start(given)
	}
	for _, name := range d.moves {
		if given[name] != nil || inputs[name] == nil {
			continue
		}
		if inputs[name], err = next(inputs[name], name == d.run.Seed); err != nil {
			return fmt.Errorf("input %q: %w", name, err)
		}
	}
	inputs[d.run.Feed] = token
	d.step.Inputs = inputs
	return nil
}

// start moves to the program of the later rounds: inputs are those of Then, and those of the first round that it lacks.
func (d *decode) start(given map[string]*tensor.Tensor) map[string]*tensor.Tensor {
	inputs := maps.Clone(given)
	if inputs == nil {
		inputs = map[string]*tensor.Tensor{}
	}
	for _, v := range d.then.Of(program.KindInput) {
		if t := d.step.Inputs[v.Name]; t != nil && inputs[v.Name] == nil {
			inputs[v.Name] = t
		}
	}
	d.program, d.step = d.then, d.run.Then
	if !d.run.Captures {
		d.step.Captures = nil
	}
	return inputs
}

// next is t with every element, or for a seed only the counter, one larger.
func next(t *tensor.Tensor, seed bool) (*tensor.Tensor, error) {
	switch t.DType() {
	case tensor.I32:
		data := slices.Clone(t.I32())
		for i := range data {
			if !seed || i == 1 {
				data[i]++
			}
		}
		return tensor.FromI32(data, t.Axes()...)
	case tensor.F32:
		data := slices.Clone(t.F32())
		for i := range data {
			data[i]++
		}
		return tensor.FromF32(data, t.Axes()...)
	}
	return nil, invalidf("cannot advance %s", t.DType())
}
