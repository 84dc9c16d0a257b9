package flamingo

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"wade/sdk/backend"
	"wade/sdk/display"
	"wade/sdk/program"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// Option changes how a model generates.
type Option func(*settings)

type settings struct {
	limit                            int
	temperature, topK, topP, minimum float32
	seed                             uint32
	captures                         []string
}

// MaxTokens bounds the length of an answer; 32 unless told.
func MaxTokens(n int) Option { return func(s *settings) { s.limit = n } }

// Temperature divides the logits before drawing; 0, the default, always takes the likeliest token.
func Temperature(t float64) Option { return func(s *settings) { s.temperature = float32(t) } }

// TopK draws from the k likeliest tokens only; 0 means all.
func TopK(k int) Option { return func(s *settings) { s.topK = float32(k) } }

// TopP draws from the likeliest tokens that together have this probability; 0 means all.
func TopP(p float64) Option { return func(s *settings) { s.topP = float32(p) } }

// MinP leaves out tokens less likely than p times the likeliest.
func MinP(p float64) Option { return func(s *settings) { s.minimum = float32(p) } }

// Seed chooses the random numbers: the same seed draws the same answer on every backend that gives the same logits.
func Seed(seed uint32) Option { return func(s *settings) { s.seed = seed } }

// Capture keeps taps while generating (see Answer.Steps).
func Capture(taps ...string) Option {
	return func(s *settings) { s.captures = append(s.captures, taps...) }
}

func choose(opts []Option) (settings, error) {
	s := settings{limit: 32}
	for _, o := range opts {
		o(&s)
	}
	switch {
	case s.limit < 1:
		return s, fmt.Errorf("flamingo: at most %d tokens leave no room for an answer", s.limit)
	case !(s.temperature >= 0) || !(s.topK >= 0) || !(s.topP >= 0 && s.topP <= 1) || !(s.minimum >= 0 && s.minimum <= 1):
		return s, fmt.Errorf("flamingo: temperature %g and top-k %g must not be negative, top-p %g and min-p %g must be in 0..1", s.temperature, s.topK, s.topP, s.minimum)
	}
	return s, nil
}

func (s settings) params() [program.SampleParams]float32 {
	return [...]float32{s.temperature, s.topK, s.topP, s.minimum}
}

// Generate continues a prompt until the end of the chunk or MaxTokens. It is greedy unless Temperature is given.
func (m *Model) Generate(ctx context.Context, p *prompt.Prompt, opts ...Option) (*Answer, error) {
	all, err := m.GenerateAll(ctx, []*prompt.Prompt{p}, opts...)
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// GenerateAll continues many prompts, several at a time, and returns the answers in their order. The prompt at index i is
// drawn with Seed + i, so that repeating one prompt gives different samples, each of which Generate gives with its seed.
// When it takes long it shows a bar.
func (m *Model) GenerateAll(ctx context.Context, prompts []*prompt.Prompt, opts ...Option) (_ Answers, err error) {
	s, err := choose(opts)
	if err != nil {
		return nil, err
	}
	encoded, err := m.ready(prompts...)
	if err != nil {
		return nil, err
	}
	_, captures, err := m.engine.programs.captures(s.captures)
	if err != nil {
		return nil, err
	}
	if err := m.answersFit(encoded, captures, s.limit); err != nil {
		return nil, err
	}
	ctx, bar := begin(ctx, "answers", len(prompts))
	defer func() { bar.End(err) }()
	answers := make(Answers, len(prompts))
	ready := 0
	rows := make([]row, len(encoded)) // edits are placed when it is known how many tokens follow
	for i, e := range encoded {
		rows[i].Encoded = e
	}
	for _, group := range m.together(rows) {
		g := &generation{Model: m, settings: s, captures: captures}
		g.stopped = func(n int) { bar.Set(ready+n, "") }
		for _, i := range group {
			answers[i] = &Answer{Prompt: prompts[i], Encoded: encoded[i], model: m, settings: s}
			answers[i].settings.seed = s.seed + uint32(i)
			g.answers = append(g.answers, answers[i])
			g.prompts = append(g.prompts, encoded[i])
			g.seeds = append(g.seeds, s.seed+uint32(i))
		}
		if err := g.run(ctx); err != nil {
			return nil, err
		}
		ready += len(group)
		bar.Set(ready, "")
	}
	return answers, nil
}

func (a *Answer) provenance() Provenance {
	p := a.model.provenance(a.Prompt, nil)
	s := a.settings
	p.Captures, p.Seed = s.captures, s.seed
	p.Settings = fmt.Sprintf("at most %d tokens, temperature %g", s.limit, s.temperature)
	if s.topK > 0 || s.topP > 0 || s.minimum > 0 {
		p.Settings += fmt.Sprintf(", top-k %g, top-p %g, min-p %g", s.topK, s.topP, s.minimum)
	}
	return p
}

// begin starts a bar for n things; a single one may take long too, but nobody can say how long.
func begin(ctx context.Context, title string, n int) (context.Context, *display.Progress) {
	if n == 1 {
		n = 0
	}
	return display.Begin(ctx, title, n)
}

// groupTokens bounds the tokens that one step of several prompts computes.
const groupTokens = 4096

// generation is one group of prompts of equal length on the way to their answers.
type generation struct {
	*Model
	settings
	captures []string
	prompts  []*prompt.Encoded
	rows     []row // of the prompts, with places for the tokens to come
	answers  []*Answer
	seeds    []uint32
	media    *media
	stopped  func(n int) // told how many answers are ready
}

func (g *generation) run(ctx context.Context) error {
	start := time.Now()
	n := len(g.prompts[0].Tokens)
	g.limit = min(g.limit, g.config.LM.Context-n+1)
	steady := true
	for _, e := range g.prompts {
		r, err := g.row(e.Continue(make([]int32, g.limit-1), make([]string, g.limit-1)), nil)
		if err != nil {
			return err
		}
		steady = steady && r.steady(n)
		g.rows = append(g.rows, r)
	}
	var err error
	if g.media, err = g.Model.media(ctx, g.rows); err != nil {
		return err
	}
	seen := time.Now()
	err = g.engine.use(ctx, func(l *life) error {
		return l.session(ctx, func(s backend.Session) error {
			if steady && g.countUp() {
				return g.inOneCall(ctx, l, s)
			}
			return g.callByCall(ctx, l, s)
		})
	})
	if err = g.explain(ctx, err); err != nil {
		return err
	}
	for _, a := range g.answers {
		a.Provenance = a.provenance()
		a.Vision, a.Language = seen.Sub(start), time.Since(seen)
		a.finish()
	}
	return nil
}

// explain finds out whether a generation went wrong since the model gave NaN, which a draw passes over while it can.
func (g *generation) explain(ctx context.Context, err error) error {
	bad := errors.Is(err, backend.ErrInvalid) || errors.Is(err, errNothing)
	for _, a := range g.answers {
		for _, d := range a.Tokens {
			bad = bad || d.P != d.P
		}
	}
	if bad {
		if _, _, err := g.read(ctx, g.rows, nil); errors.Is(err, ErrNaN) {
			return err
		}
	}
	return err
}

var errNothing = errors.New("flamingo: nothing can be drawn, every logit is -inf or not a number")

// steady tells whether the edits of a row are the same for all tokens from the n-th on.
func (r row) steady(n int) bool {
	for _, e := range r.edits {
		after := 0
		for _, p := range e.at {
			if p >= n {
				after++
			}
		}
		if after > 0 && (e.Kind == block || after < len(r.Tokens)-n || e.each) {
			return false
		}
	}
	return true
}

// first is the step over whole prompts.
func (g *generation) first() (backend.Step, error) {
	n := len(g.prompts[0].Tokens)
	in, err := g.inputs(g.prompts, g.media, window{0, n})
	if err != nil {
		return backend.Step{}, err
	}
	last := make([]int32, len(g.prompts))
	for b := range last {
		last[b] = int32((b+1)*n - 1)
	}
	return g.step(in, last, window{0, n})
}

// next is a step over one more token of each prompt, at position at.
func (g *generation) next(ids []int32, at int) (backend.Step, error) {
	batch := len(g.prompts)
	positions, image, last := make([]int32, batch), make([]int32, batch), make([]int32, batch)
	for b, e := range g.prompts {
		positions[b], image[b], last[b] = int32(at), -1, int32(b)
		if i := e.Tokens[len(e.Tokens)-1].Image; i >= 0 {
			image[b] = g.media.index[b][i]
		}
	}
	latents := g.media.latents
	if ps := g.engine.programs; batch == 1 && !ps.touches(ps.decode, g.rows[0]) { // only the last picture is seen from here on
		var err error
		if latents, image[0], err = g.media.last(g.prompts[0]); err != nil {
			return backend.Step{}, err
		}
	}
	in, err := g.tokenInputs(batch, ids, positions, image)
	if err != nil {
		return backend.Step{}, err
	}
	in[inMedia] = latents
	return g.step(in, last, window{at, 1})
}

func (g *generation) step(in map[string]*tensor.Tensor, last []int32, w window) (backend.Step, error) {
	params, counter := g.params(), int32(0)
	if w.from > 0 { // a run counts on from its second round
		counter = 1
	}
	var err error
	for name, t := range map[string]func() (*tensor.Tensor, error){
		inLast:   func() (*tensor.Tensor, error) { return tensor.FromI32(last) },
		inParams: func() (*tensor.Tensor, error) { return tensor.FromF32(params[:]) },
		inSeed:   func() (*tensor.Tensor, error) { return tensor.FromI32([]int32{int32(g.seeds[0]), counter}) },
	} {
		if in[name], err = t(); err != nil {
			return backend.Step{}, err
		}
	}
	in[inBan] = g.ban
	if err := g.addMasks(in, g.rows, w); err != nil {
		return backend.Step{}, err
	}
	return backend.Step{Inputs: in, Captures: g.captures, Edits: g.engine.programs.edits(g.engine.programs.decode, g.rows, w, g.media.of)}, nil
}

// countUp tells whether the backend can draw for all prompts: from seeds that count up by one, and with probabilities of all
// tokens, where these are needed, that fit into one reply.
func (g *generation) countUp() bool {
	if g.temperature == 0 {
		return true
	}
	for b, seed := range g.seeds {
		if seed != g.seeds[0]+uint32(b) {
			return false
		}
	}
	return len(g.seeds)*g.limit*g.config.LM.Vocab <= 8<<20
}

// inOneCall decodes the prompts in one call of the backend.
func (g *generation) inOneCall(ctx context.Context, l *life, s backend.Session) error {
	if g.temperature > 0 {
		g.captures = append(slices.Clone(g.captures), outLogP)
	}
	first, err := g.first()
	if err != nil {
		return err
	}
	n := len(g.prompts[0].Tokens)
	then, err := g.next(make([]int32, len(g.prompts)), n)
	if err != nil {
		return err
	}
	first.Session = s
	h, err := l.program(ctx, g.engine.programs.decode)
	if err != nil {
		return err
	}
	masked, err := g.masked(g.engine.programs.decode, g.rows, window{0, n})
	if err != nil {
		return err
	}
	beginning, err := l.program(ctx, masked)
	if err != nil {
		return err
	}
	run := backend.Run{Step: first, First: beginning, Then: then, Draw: outDraw, Feed: inIDs, Seed: inSeed, Steps: g.limit, Stop: []int32{g.end}, Captures: len(g.captures) > 0}
	if g.config.LM.Position != ALiBi {
		run.Advance = []string{inPositions}
	}
	r, err := l.Run(ctx, h, run)
	if err != nil {
		return err
	}
	for i, id := range r.IDs {
		if b := i % len(g.answers); !g.answers[b].Stopped {
			g.answers[b].add(id, b, r.Rounds[i/len(g.answers)].Values, g.settings.captures)
		}
	}
	return nil
}

// callByCall decodes prompts with a call of the backend for each token, drawing here by the same rule.
func (g *generation) callByCall(ctx context.Context, l *life, s backend.Session) error {
	asked := g.captures
	g.captures = append(slices.Clone(asked), outLast, outLogP)
	step, err := g.first()
	if err != nil {
		return err
	}
	n, done := len(g.prompts[0].Tokens), 0
	ids := make([]int32, len(g.prompts))
	for round := 0; ; round++ {
		step.Session = s
		w := window{0, n}
		if round > 0 {
			w = window{n + round - 1, 1}
		}
		decode, err := g.masked(g.engine.programs.decode, g.rows, w)
		if err != nil {
			return err
		}
		values, err := l.step(ctx, decode, step)
		if err != nil {
			return err
		}
		for b, a := range g.answers {
			if a.Stopped {
				continue
			}
			if ids[b] = g.draw(values[outLast].ToF32(), b, round); ids[b] < 0 {
				return errNothing
			}
			a.add(ids[b], b, values, g.settings.captures)
			if ids[b] == g.end {
				a.Stopped = true
				done++
			}
		}
		g.stopped(done)
		if done == len(ids) || round+1 == g.limit {
			return nil
		}
		if step, err = g.next(ids, n+round); err != nil {
			return err
		}
	}
}

// draw applies the rule of the program's own draw to row b of the logits.
func (g *generation) draw(logits []float32, b, round int) int32 {
	vocab := g.config.LM.Vocab
	row := slices.Clone(logits[b*vocab : (b+1)*vocab])
	for i, x := range g.ban.F32() {
		row[i] += x
	}
	return int32(program.Draw(row, g.params(), program.Uniform(g.seeds[b], uint32(round))))
}

// probability of the drawn token.
func probability(id int32, row int, top []Choice, values map[string]*tensor.Tensor, vocab int) float32 {
	for _, c := range top {
		if c.ID == id {
			return c.P
		}
	}
	if t := values[outLogP]; t != nil {
		return float32(math.Exp(float64(t.ToF32()[row*vocab+int(id)])))
	}
	return float32(math.NaN())
}
