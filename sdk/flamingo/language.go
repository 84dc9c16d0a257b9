package flamingo

import (
	"fmt"

	"wade/sdk/program"
)

// Language appends the language model: ids [batch tokens] give logits [batch tokens vocab].
//
// positions [batch tokens] counts tokens from 0 and is None for ALiBi. media [images latents width] is the resampler's
// output for all pictures of the batch, and image [batch tokens] the index of the picture that a token sees, -1 for none. With
// media None the result is the bare language model: no gated block is there at all, and all other names stay the same.
//
// Where tokens see all pictures before them (Gated.All) the program has two more inputs, and does not read image: "seen" [batch
// seen] are the rows of media, pictures and latents flattened, that any token of a sequence sees, and "sees" [batch tokens seen] is 0
// where a token sees such a row and -Inf where it does not.
func (c Config) Language(b *program.Builder, ids, positions, media, image program.ID) program.ID {
	g := graph{b: b}
	return c.head(g, c.language(g, languageInputs{ids: ids, positions: positions, media: media, image: image}))
}

// CachedLanguage is Language whose keys and values go through the cache of a session, so that each step gives the tokens that
// follow those of the steps before.
func (c Config) CachedLanguage(b *program.Builder, ids, positions, media, image program.ID) program.ID {
	g := graph{b: b}
	return c.head(g, c.language(g, languageInputs{ids: ids, positions: positions, media: media, image: image, cached: true}))
}

type languageInputs struct {
	ids, positions, media, image program.ID
	cached                       bool // keys and values go through the session's cache
	masked                       bool // attention has masks, which are inputs too
	seen, sees                   program.ID
}

// language returns the hidden states after the last norm, [batch tokens width].
func (c Config) language(g graph, in languageInputs) program.ID {
	g = g.in(LanguagePart)
	return c.layers(g, in, c.embed(g, in), 0)
}

// layers continues the residual stream from a layer on.
func (c Config) layers(g graph, in languageInputs, x program.ID, from int) program.ID {
	g = g.in(LanguagePart)
	l := c.LM
	if c.Gated.All && in.media != program.None {
		in.seen = g.b.Ints(inSeen, program.Of("batch", "seen"))
		if !in.masked {
			in.sees = g.b.Input(inSees, program.Of("batch", "tokens", "seen"))
		}
	}
	for i := from; i < l.Layers; i++ {
		if in.media != program.None && c.Gated.Before(i) {
			x = c.gatedBlock(g, i, x, in)
		}
		x = c.languageBlock(g, i, x, in)
	}
	return g.norm("lm.norm", x, l.Width, l.Norm)
}

// mask declares the mask of an attention, None in programs without.
func (in languageInputs) mask(g graph, name string, keys program.Dim) program.ID {
	if !in.masked {
		return program.None
	}
	return g.b.Input(name+".mask", program.Of("batch", "tokens", keys))
}

// embed starts the residual stream.
func (c Config) embed(g graph, in languageInputs) program.ID {
	l := c.LM
	if l.Position != Learned {
		return g.b.Embed("lm.embed", c.embedding(g), in.ids)
	}
	words := g.b.Embed("lm.tokens", c.embedding(g), in.ids)
	return g.b.Add("lm.embed", words, g.b.Embed("lm.positions", g.table("lm.position.w", 0.02, l.Context, l.Width), in.positions))
}

func (c Config) languageBlock(g graph, layer int, x program.ID, in languageInputs) program.ID {
	l := c.LM
	name := fmt.Sprintf("lm.%d", layer)
	shrink := depth(2 * l.Layers)
	n := g.norm(name+".attn.norm", x, l.Width, l.Norm)
	q := g.qk(name+".attn.q", g.linear(name+".attn.q", n, l.Width, l.Width, l.Bias, 1), l.Heads, l.Width, l.QK)
	k := g.qk(name+".attn.k", g.linear(name+".attn.k", n, l.Width, l.Width, l.Bias, 1), l.Heads, l.Width, l.QK)
	v := g.linear(name+".attn.v", n, l.Width, l.Width, l.Bias, 1)
	if l.Position == Rotary {
		q = g.b.Rotary(name+".attn.q.turned", q, in.positions, l.Heads, l.Rotary.Width, l.Rotary.Base)
		k = g.b.Rotary(name+".attn.k.turned", k, in.positions, l.Heads, l.Rotary.Width, l.Rotary.Base)
	}
	if in.cached {
		k = g.b.CacheAppend(name+".attn.keys", k, name+".keys")
		v = g.b.CacheAppend(name+".attn.values", v, name+".values")
	}
	ac := program.AttentionConfig{
		Heads: l.Heads, Scale: l.Scale, Causal: true, ALiBi: l.Position == ALiBi, Steepest: l.ALiBi.Steepest, Interleave: l.ALiBi.Interleave,
	}
	mask := in.mask(g, name+".attn", g.b.Shape(k)[1])
	g.b.MaskedPattern(name+".attn.pattern", q, k, mask, ac)
	mix := g.b.MaskedAttention(name+".attn.mix", q, k, v, mask, ac)
	mid := g.b.Add(name+".mid", x, g.linear(name+".attn.out", mix, l.Width, l.Width, l.Bias, shrink))
	reads := mid
	if l.Parallel {
		reads = x
	}
	out := g.feedForward(name+".ffw", reads, feedForward{l.Width, l.MLP, l.Activation, l.GLU, l.Bias, l.Norm, shrink})
	return g.b.Add(name+".resid", mid, out)
}

// head turns hidden states [... width] into logits [... vocab].
func (c Config) head(g graph, x program.ID) program.ID { return c.headNamed(g, "logits", x) }

func (c Config) headNamed(g graph, name string, x program.ID) program.ID {
	return g.b.Linear(name, x, c.output(g), program.None)
}

// output is the matrix of the output layer, [vocab width].
func (c Config) output(g graph) program.ID {
	g = g.in(LanguagePart)
	if c.LM.Tied {
		g.specs = nil // declared already
		return c.embedding(g)
	}
	return g.weight(WeightSpec{Name: "lm.head.w", Sizes: []int{c.LM.Vocab, c.LM.Width}, Decay: true, Std: 0.02})
}

func (c Config) embedding(g graph) program.ID {
	return g.weight(WeightSpec{Name: "lm.embed.w", Sizes: []int{c.LM.Vocab, c.LM.Width}, Decay: true, Std: 0.02})
}
