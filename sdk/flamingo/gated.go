package flamingo

import (
	"fmt"

	"wade/sdk/program"
)

// gatedBlock is x + gate · cross-attention, then x + gate · feed-forward (Flamingo, section 2.2). A token attends to the
// latents of the one picture that image names; with image -1 the attention gives zeros, while the feed-forward still runs. With
// All it attends to those of all pictures before it together.
func (c Config) gatedBlock(g graph, layer int, x program.ID, in languageInputs) program.ID {
	g = g.in(GatedPart)
	k, width := c.Gated, c.LM.Width
	inner := k.Heads * k.HeadWidth
	ac := program.AttentionConfig{Heads: k.Heads}
	name := fmt.Sprintf("gated.%d", layer)
	q := g.linear(name+".attn.q", g.norm(name+".attn.norm", x, width, k.Norm), width, inner, k.Bias, 1)
	q = g.qk(name+".attn.q", q, k.Heads, inner, k.QK)
	keys := g.qk(name+".attn.k", g.linear(name+".attn.k", in.media, c.ViT.Width, inner, k.Bias, 1), k.Heads, inner, k.QK)
	values := g.linear(name+".attn.v", in.media, c.ViT.Width, inner, k.Bias, 1)
	mix := c.cross(g, name+".attn", q, keys, values, in, ac)
	out := g.linear(name+".attn.out", mix, inner, width, k.Bias, 1)
	x = g.b.GatedAdd(name+".mid", x, out, g.gate(name+".attn", k, width))
	out = g.feedForward(name+".ffw", x, feedForward{width, k.MLP, k.Activation, k.GLU, k.Bias, k.Norm, 1})
	return g.b.GatedAdd(name+".resid", x, out, g.gate(name+".ffw", k, width))
}

// cross is the attention of tokens to latents, with its pattern.
func (c Config) cross(g graph, name string, q, keys, values program.ID, in languageInputs, ac program.AttentionConfig) program.ID {
	if !c.Gated.All {
		mask := in.mask(g, name, program.N(c.Latents()))
		g.b.MaskedCrossPattern(name+".pattern", q, keys, in.image, mask, ac)
		return g.b.MaskedCrossAttention(name+".mix", q, keys, values, in.image, mask, ac)
	}
	mask := in.sees
	if in.masked {
		mask = in.mask(g, name, program.Sym("seen"))
	}
	keys, values = g.b.GatherRows(name+".k.seen", keys, in.seen), g.b.GatherRows(name+".v.seen", values, in.seen)
	g.b.MaskedPattern(name+".pattern", q, keys, mask, ac)
	return g.b.MaskedAttention(name+".mix", q, keys, values, mask, ac)
}

// gate declares name.alpha and returns name.gate, [1] or [width]. An open gate is the softmax of one number, which is 1 whatever the
// number: so it stays a tap that can be closed, and training cannot move it.
func (g graph) gate(name string, k Gated, width int) program.ID {
	if !k.PerChannel {
		width = 1
	}
	alpha := g.weight(WeightSpec{Name: name + ".alpha", Sizes: []int{width}})
	if k.Gate == OpenGate {
		return g.b.Softmax(name+".gate", alpha)
	}
	return g.b.Activate(name+".gate", alpha, program.Tanh)
}
