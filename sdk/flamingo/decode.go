package flamingo

import (
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// groupTokens bounds the tokens that one step of several prompts computes.
const groupTokens = 4096

// generation is one group of prompts of equal length on the way to their answers.
type generation struct {
	*Model
	settings
	plan
	captures []string
	decoder  *program.Program
	answers  []*Answer
	prompts  []*prompt.Encoded // of the answers
	rows     []row             // of the prompts, with places for the tokens to come
	first    int               // prompts that the first step reads: one, if all are the same
	media    *media
	stopped  func(n int)              // told how many answers are ready
	heard    func(k int, text string) // told what answer k is so far
}

func (g *generation) run(ctx context.Context) error {
	start := time.Now()
	n := len(g.answers[0].Encoded.Tokens)
	g.limit = min(g.limit, g.config.LM.Context-n+1)
	steady := true
	for _, a := range g.answers {
		e := a.Encoded
		r, err := g.row(e.Continue(make([]int32, g.limit-1), make([]string, g.limit-1)), nil)
		if err != nil {
			return err
		}
		steady = steady && r.steady(n)
		g.prompts, g.rows = append(g.prompts, e), append(g.rows, r)
	}
	if g.first = len(g.prompts); !slices.ContainsFunc(g.prompts, func(e *prompt.Encoded) bool { return e != g.prompts[0] }) {
		g.first = 1
	}
	g.decoder = g.engine.programs.decoder(g.captures, g.rows)
	var err error
	if g.media, err = g.Model.media(ctx, g.rows); err != nil {
		return err
	}
	seen := time.Now()
	err = g.engine.use(ctx, func(l *life) error {
		return l.session(ctx, func(s backend.Session) error {
			switch {
			case g.beams > 1:
				return g.beamed(ctx, l, s)
			case steady && g.countUp() && g.rules.None() && len(g.stops) == 0 && !g.watched():
				return g.inOneCall(ctx, l, s)
			}
			return g.callByCall(ctx, l, s)
		})
	})
	if err = g.explain(ctx, err); err != nil {
		return err
	}
	for _, a := range g.answers {
		for _, a := range append(Answers{a}, a.Others...) {
			a.Provenance = a.provenance()
			a.Vision, a.Language = seen.Sub(start), time.Since(seen)
			a.finish(g.plan.stop)
		}
	}
	return nil
}

// decoder is the program to answer rows with: one that computes all logits only if somebody looks at them or edits them.
func (ps *programs) decoder(captures []string, rows []row) *program.Program {
	const logits = "logits"
	looked := slices.Contains(captures, logits)
	for _, r := range rows {
		for _, e := range r.edits {
			looked = looked || matches(ps.match(ps.decode, e.Tap), logits)
		}
	}
	if looked {
		return ps.decode
	}
	return ps.draw
}

// watched tells whether somebody wants to see the answer grow: a notebook does where tokens take so long that a call for each
// does not matter.
func (g *generation) watched() bool {
	c := g.config.LM
	return g.told != nil || g.live || len(g.answers) == 1 && 12*c.Layers*c.Width*c.Width > slowWeights
}

// slowWeights is the size of a language model whose tokens take more than a few milliseconds.
const slowWeights = 200_000_000

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

// begin is the step over whole prompts, from whose last tokens each answer draws.
func (g *generation) begin() (backend.Step, error) {
	n := len(g.prompts[0].Tokens)
	in, err := g.inputs(g.prompts[:g.first], g.media, window{0, n})
	if err != nil {
		return backend.Step{}, err
	}
	last, of := make([]int32, len(g.prompts)), make([]int, g.first)
	for b := range last {
		last[b] = int32((min(b, g.first-1)+1)*n - 1)
	}
	for b := range of {
		of[b] = b
	}
	return g.step(in, last, of, window{0, n})
}

// next is a step over one more token of sequences, at position at; of tells which prompt each of them follows.
func (g *generation) next(ids []int32, of []int, at int) (backend.Step, error) {
	batch := len(ids)
	positions, image, last := make([]int32, batch), make([]int32, batch), make([]int32, batch)
	prompts, pictures := make([]*prompt.Encoded, batch), make([][]int32, batch)
	for b, k := range of {
		e := g.prompts[k]
		prompts[b], pictures[b] = e, g.media.of(k)
		positions[b], image[b], last[b] = int32(at), -1, int32(b)
		if i := e.Tokens[len(e.Tokens)-1].Image; i >= 0 {
			image[b] = g.media.index[k][i]
		}
	}
	latents := g.media.latents
	if ps := g.engine.programs; g.first == 1 && !g.config.Gated.All && !ps.touches(ps.decode, g.rows[0]) { // only the last picture is seen from here on
		one, index, err := g.media.last(g.prompts[0])
		if err != nil {
			return backend.Step{}, err
		}
		latents = one
		for b := range image {
			image[b] = index
		}
	}
	in, err := g.tokenInputs(batch, ids, positions, image)
	if err != nil {
		return backend.Step{}, err
	}
	in[inMedia] = latents
	if err := g.addSight(in, prompts, pictures, window{at, 1}); err != nil {
		return backend.Step{}, err
	}
	return g.step(in, last, of, window{at, 1})
}

func (g *generation) step(in map[string]*tensor.Tensor, last []int32, of []int, w window) (backend.Step, error) {
	rows := make([]row, len(of))
	for b, k := range of {
		rows[b] = g.rows[k]
	}
	params, counter := g.params(), int32(0)
	if w.from > 0 { // a run counts on from its second round
		counter = 1
	}
	var err error
	for name, t := range map[string]func() (*tensor.Tensor, error){
		inLast:   func() (*tensor.Tensor, error) { return tensor.FromI32(last) },
		inParams: func() (*tensor.Tensor, error) { return tensor.FromF32(params[:]) },
		inSeed: func() (*tensor.Tensor, error) {
			return tensor.FromI32([]int32{int32(g.answers[0].settings.seed), counter})
		},
	} {
		if in[name], err = t(); err != nil {
			return backend.Step{}, err
		}
	}
	in[inBan] = g.plan.ban
	if err := g.addMasks(in, rows, w); err != nil {
		return backend.Step{}, err
	}
	return backend.Step{Inputs: in, Captures: g.captures, Edits: g.engine.programs.edits(g.decoder, rows, w, func(b int) []int32 { return g.media.of(of[b]) })}, nil
}

// countUp tells whether the backend can draw for all prompts: from seeds that count up by one, and with probabilities of all
// tokens, where these are needed, that fit into one reply.
func (g *generation) countUp() bool {
	if g.temperature == 0 {
		return true
	}
	for b, a := range g.answers {
		if a.settings.seed != g.answers[0].settings.seed+uint32(b) {
			return false
		}
	}
	return len(g.answers)*g.limit*g.config.LM.Vocab <= 8<<20
}

// inOneCall decodes the prompts in one call of the backend.
func (g *generation) inOneCall(ctx context.Context, l *life, s backend.Session) error {
	if g.temperature > 0 {
		g.captures = append(slices.Clone(g.captures), outLogP)
	}
	first, err := g.begin()
	if err != nil {
		return err
	}
	n := len(g.prompts[0].Tokens)
	then, err := g.next(make([]int32, len(g.prompts)), g.each(), n)
	if err != nil {
		return err
	}
	first.Session = s
	h, err := l.program(ctx, g.decoder)
	if err != nil {
		return err
	}
	masked, err := g.masked(g.decoder, g.rows, window{0, n})
	if err != nil {
		return err
	}
	beginning, err := l.program(ctx, masked)
	if err != nil {
		return err
	}
	run := backend.Run{Step: first, First: beginning, Then: then, Draw: outDraw, Feed: inIDs, Seed: inSeed, Steps: g.limit, Stop: g.plan.stop, Captures: len(g.captures) > 0}
	if g.config.LM.Position != ALiBi {
		run.Advance = []string{inPositions}
	}
	r, err := l.Run(ctx, h, run)
	if err != nil {
		return err
	}
	for i, id := range r.IDs {
		if b := i % len(g.answers); !g.answers[b].Stopped {
			round := i / len(g.answers)
			g.answers[b].add(id, b, r.Rounds[round].Values, g.trace(r.Rounds[round].Values, b, b, round))
			g.answers[b].Stopped = slices.Contains(g.plan.stop, id)
		}
	}
	return nil
}

// each lists the prompts of the answers.
func (g *generation) each() []int {
	of := make([]int, len(g.prompts))
	for k := range of {
		of[k] = k
	}
	return of
}

// trace keeps what was captured in a round for sequence b, which follows prompt k.
func (g *generation) trace(values map[string]*tensor.Tensor, b, k, round int) *Trace {
	if len(g.settings.captures) == 0 {
		return nil
	}
	if round == 0 {
		b = min(b, g.first-1)
	}
	return newTrace(g.Model, values, b, len(g.prompts[k].Pictures))
}

// callByCall decodes prompts with a call of the backend for each token, drawing here by the same rule.
func (g *generation) callByCall(ctx context.Context, l *life, s backend.Session) error {
	g.captures = append(slices.Clone(g.captures), outLast, outLogP)
	step, err := g.begin()
	if err != nil {
		return err
	}
	n, done := len(g.prompts[0].Tokens), 0
	ids := make([]int32, len(g.prompts))
	for round := 0; ; round++ {
		values, err := g.round(ctx, l, s, step, round)
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
			a.add(ids[b], b, values, g.trace(values, b, b, round))
			text := g.words.Decode(g.said(a.ids()))
			if a.Stopped = slices.Contains(g.plan.stop, ids[b]) || g.settings.stopped(text) >= 0; a.Stopped {
				done++
			}
			g.heard(b, text)
		}
		g.stopped(done)
		if done == len(ids) || round+1 == g.limit {
			return nil
		}
		if step, err = g.next(ids, g.each(), n+round); err != nil {
			return err
		}
	}
}

// round runs one step of a generation.
func (g *generation) round(ctx context.Context, l *life, s backend.Session, step backend.Step, round int) (map[string]*tensor.Tensor, error) {
	step.Session = s
	n := len(g.prompts[0].Tokens)
	w := window{0, n}
	if round > 0 {
		w = window{n + round - 1, 1}
	}
	decode, err := g.masked(g.decoder, g.rows, w)
	if err != nil {
		return nil, err
	}
	return l.step(ctx, decode, step)
}

// draw applies the rule of the program's own draw to row b of the logits.
func (g *generation) draw(logits []float32, b, round int) int32 {
	vocab := g.config.LM.Vocab
	row := slices.Clone(logits[b*vocab : (b+1)*vocab])
	g.restrict(row, g.prompts[b], g.answers[b].ids())
	return int32(program.Draw(row, g.params(), program.Uniform(g.answers[b].settings.seed, uint32(round))))
}

// restrict applies what the settings forbid or discourage to the scores of the token after a prompt and what was said.
func (g *generation) restrict(scores []float32, e *prompt.Encoded, said []int32) {
	for i, x := range g.plan.ban.F32() {
		scores[i] += x
	}
	if g.rules.None() {
		return
	}
	g.rules.Apply(scores, append(e.IDs(), said...), len(said))
}

// said is ids without the one that ends an answer.
func (p plan) said(ids []int32) []int32 {
	if n := len(ids); n > 0 && slices.Contains(p.stop, ids[n-1]) {
		return ids[:n-1]
	}
	return ids
}

// probability of the drawn token.
func probability(id int32, row int, top []Choice, values map[string]*tensor.Tensor, vocab int) float32 {
	for _, c := range top {
		if c.ID == id {
			return c.P
		}
	}
	if t := values[outLogP]; t != nil {
		return exp(t.ToF32()[row*vocab+int(id)])
	}
	return float32(math.NaN())
}

func exp(x float32) float32 { return float32(math.Exp(float64(x))) }
