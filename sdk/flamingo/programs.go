package flamingo

import (
	"fmt"
	"sync"

	"wade/sdk/program"
)

// programs are what a model runs. vision turns pictures into latents; read takes whole prompts without a cache; decode
// appends to a session's cache and draws the next token, and so does draw, which has no logits of other tokens; weigh appends too,
// and tells how likely chosen tokens are; lens is the end of the forward pass alone, words the rows of its last matrix.
type programs struct {
	vision, read, decode, draw, weigh, lens, words *program.Program

	config  Config
	later   later    // weigh from a layer on, gradients, and the likes of these with masks
	matches sync.Map // of pattern in a program: []program.Value
}

// later are programs made when they are first needed, by their names.
type later struct {
	mu   sync.Mutex
	made map[string]*program.Program
}

func (l *later) get(name string, build func() (*program.Program, error)) (*program.Program, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if p := l.made[name]; p != nil {
		return p, nil
	}
	p, err := build()
	if err != nil {
		return nil, fmt.Errorf("flamingo: %w", err)
	}
	if l.made == nil {
		l.made = map[string]*program.Program{}
	}
	l.made[name] = p
	return p, nil
}

// Names of values in these programs besides the taps.
const (
	inPixels    = "pixels"
	inIDs       = "ids"
	inPositions = "positions"
	inImage     = "image"
	inMedia     = "media"
	inSeen      = "seen"        // where tokens see all pictures before them: rows of media, [batch seen]
	inSees      = "sees"        // which of them each token sees, [batch tokens seen]
	inNext      = "next"        // the token that follows each, [batch tokens 1]
	inLast      = "last"        // rows to draw from, flat indices [rows]
	inFramesAt  = "frames.at"   // learned times in that of each row of features
	inFrameRows = "frames.rows" // rows of features of each video, [images rows]
	inBase      = "base"        // the residual stream to begin with, [tokens width]
	inChosen    = "chosen"      // the token to weigh after each of them, [rows 1]
	inBan       = "ban"         // added to the logits that are drawn from, [vocab]
	inParams    = "params"
	inSeed      = "seed"
	inRows      = "rows"  // of a residual stream, [rows width]
	inAsked     = "asked" // tokens whose probabilities are wanted, [rows asked]

	outMedia  = "resampler.norm"
	outUnit   = "vision.unit"
	outLogits = "logits"
	outLogP   = "logprobs" // of every token of the vocabulary
	outNext   = "next.logprob"
	outTop    = "top" // the likeliest tokens
	outTopP   = "top.p"
	outDraw   = "draw"
	outLast   = "last.logits"
	outChosen = "chosen.logprob"
	outAsked  = "asked.logprob"
	outWords  = "words"
)

// topTokens is how many of the likeliest tokens an answer shows.
const topTokens = 5

func (c Config) programs() (*programs, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	ps := &programs{config: c}
	for _, p := range []struct {
		to    **program.Program
		build func(masked bool) (*program.Program, error)
	}{{&ps.vision, c.visionProgram}, {&ps.read, c.readProgram}, {&ps.decode, c.decodeProgram}, {&ps.draw, c.drawProgram}, {&ps.weigh, c.weighProgram}, {&ps.lens, c.lensProgram}, {&ps.words, c.wordsProgram}} {
		var err error
		if *p.to, err = p.build(false); err != nil {
			return nil, fmt.Errorf("flamingo: configuration %q: %w", c.Name, err)
		}
	}
	return ps, nil
}

// jointProgram gives pictures their vectors.
func (c Config) jointProgram() (*program.Program, error) {
	b := program.NewBuilder("joint")
	g := graph{b: b}
	rows := c.encode(g, c.pixelsOf(b, 1))
	if c.ViT.Joint == 0 {
		rows = c.features(g, rows)
	}
	return b.Build(c.joint(g, rows))
}

func (c Config) visionProgram(bool) (*program.Program, error) {
	return c.visionOf("vision", 1)
}

// named is the name of a program, or of its like with masks.
func named(name string, masked bool) string {
	if masked {
		return name + " with masks"
	}
	return name
}

// inputs declares what language programs read. media is None for latents that come from outside.
func (c Config) inputs(b *program.Builder, cached, masked bool, media program.ID) languageInputs {
	tokens := program.Of("batch", "tokens")
	in := languageInputs{ids: b.Ints(inIDs, tokens), positions: program.None, cached: cached, masked: masked}
	if c.LM.Position != ALiBi {
		in.positions = b.Ints(inPositions, tokens)
	}
	in.media = media
	if media == program.None {
		in.media = b.Input(inMedia, program.Of("images", c.Latents(), c.ViT.Width))
	}
	in.image = b.Ints(inImage, tokens)
	return in
}

func (c Config) top() int { return min(topTokens, c.LM.Vocab) }

func (c Config) readProgram(masked bool) (*program.Program, error) {
	b := program.NewBuilder(named("read", masked))
	g := graph{b: b}
	logits := c.head(g, c.language(g, c.inputs(b, false, masked, program.None)))
	probs := b.Softmax("probs", logits)
	top := b.TopK(outTop, probs, c.top())
	next := b.Take(outNext, b.LogSoftmax(outLogP, logits), b.Ints(inNext, program.Of("batch", "tokens", 1)))
	return b.Build(next, top, b.Take(outTopP, probs, top))
}

func (c Config) decodeProgram(masked bool) (*program.Program, error) {
	b := program.NewBuilder(named("decode", masked))
	g := graph{b: b}
	logits := c.head(g, c.language(g, c.inputs(b, true, masked, program.None)))
	return c.drawn(b, b.GatherRows(outLast, logits, b.Ints(inLast, program.Of("rows"))))
}

// drawProgram is decode with logits only where they are drawn from, so it has no tap "logits".
func (c Config) drawProgram(masked bool) (*program.Program, error) {
	b := program.NewBuilder(named("draw", masked))
	g := graph{b: b}
	hidden := c.language(g, c.inputs(b, true, masked, program.None))
	return c.drawn(b, c.headNamed(g, outLast, b.GatherRows("last.hidden", hidden, b.Ints(inLast, program.Of("rows")))))
}

func (c Config) drawn(b *program.Builder, last program.ID) (*program.Program, error) {
	probs := b.Softmax("probs", last)
	b.LogSoftmax(outLogP, last)
	top := b.TopK(outTop, probs, c.top())
	allowed := b.Add("allowed", last, b.Input(inBan, program.Of(c.LM.Vocab)))
	draw := b.Sample(outDraw, allowed, b.Input(inParams, program.Of(program.SampleParams)), b.Ints(inSeed, program.Of(2)))
	return b.Build(draw, top, b.Take(outTopP, probs, top))
}

// weighProgram computes logits only where they are asked for, so it has no tap "logits".
func (c Config) weighProgram(masked bool) (*program.Program, error) {
	b := program.NewBuilder(named("weigh", masked))
	g := graph{b: b}
	return c.weighed(g, c.language(g, c.inputs(b, true, masked, program.None)))
}

func (c Config) weighed(g graph, hidden program.ID) (*program.Program, error) {
	b := g.b
	last := b.GatherRows("last.hidden", hidden, b.Ints(inLast, program.Of("rows")))
	return b.Build(b.Take(outChosen, b.LogSoftmax(outLogP, c.headNamed(g, outLast, last)), b.Ints(inChosen, program.Of("rows", 1))))
}

// residual names the value that a layer of the language model, with the gated block before it, starts from.
func residual(layer int) string {
	if layer == 0 {
		return "lm.embed"
	}
	return fmt.Sprintf("lm.%d.resid", layer-1)
}

// tailProgram is weigh from a layer on: all sequences begin with the same residual stream, [tokens width].
func (c Config) tailProgram(name string, from int) (*program.Program, error) {
	b := program.NewBuilder(name)
	g := graph{b: b}
	in := c.inputs(b, true, false, program.None)
	x := b.Repeat(residual(from), b.Input(inBase, program.Of("tokens", c.LM.Width)), program.Sym("batch"))
	return c.weighed(g, c.layers(g, in, x, from))
}

// tail is weigh from a layer on.
func (ps *programs) tail(c Config, from int) (*program.Program, error) {
	if from == 0 {
		return ps.weigh, nil
	}
	name := fmt.Sprint("weigh from ", from)
	return ps.later.get(name, func() (*program.Program, error) { return c.tailProgram(name, from) })
}
