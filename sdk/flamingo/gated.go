package flamingo

import (
	"fmt"

	"wade/sdk/program"
)

// gatedBlock is x + gate · cross-attention, then x + gate · feed-forward (Flamingo, section 2.2). A token attends to the
// latents of the one picture that image names; with image -1 the attention gives zeros, while the feed-forward still runs.
func (c Config) gatedBlock(g graph, layer int, x program.ID, in languageInputs) program.ID {
	g = g.in(GatedPart)
	k, width := c.Gated, c.LM.Width
	inner := k.Heads * k.HeadWidth
	ac := program.AttentionConfig{Heads: k.Heads}
	name := fmt.Sprintf("gated.%d", layer)
	q := g.linear(name+".attn.q", g.norm(name+".attn.norm", x, width, k.Norm), width, inner, k.Bias, 1)
	keys := g.linear(name+".attn.k", in.media, c.ViT.Width, inner, k.Bias, 1)
	values := g.linear(name+".attn.v", in.media, c.ViT.Width, inner, k.Bias, 1)
	mask := in.mask(g, name, program.N(c.Resampler.Latents))
	g.b.MaskedCrossPattern(name+".attn.pattern", q, keys, in.image, mask, ac)
	mix := g.b.MaskedCrossAttention(name+".attn.mix", q, keys, values, in.image, mask, ac)
	out := g.linear(name+".attn.out", mix, inner, width, k.Bias, 1)
	x = g.b.GatedAdd(name+".mid", x, out, g.gate(name+".attn", k.Gate))
	out = g.feedForward(name+".ffw", x, feedForward{width, k.MLP, k.Activation, false, k.Bias, k.Norm, 1})
	return g.b.GatedAdd(name+".resid", x, out, g.gate(name+".ffw", k.Gate))
}

// gate declares name.alpha and returns name.gate, [1]. An open gate is the softmax of one number, which is 1 whatever the
// number: so it stays a tap that can be closed, and training cannot move it.
func (g graph) gate(name string, kind Gate) program.ID {
	alpha := g.weight(WeightSpec{Name: name + ".alpha", Sizes: []int{1}})
	if kind == OpenGate {
		return g.b.Softmax(name+".gate", alpha)
	}
	return g.b.Activate(name+".gate", alpha, program.Tanh)
}
