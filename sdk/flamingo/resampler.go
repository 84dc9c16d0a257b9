package flamingo

import (
	"fmt"

	"wade/sdk/program"
)

// Resample appends the Perceiver resampler: features [images patches width] give [images latents width]. Each picture is
// resampled on its own; keys and values come from patches and latents together (Flamingo, section 2.1), patches first.
func (c Config) Resample(b *program.Builder, features program.ID) program.ID {
	return c.resample(graph{b: b}, features)
}

func (c Config) resample(g graph, features program.ID) program.ID {
	g = g.in(ResamplerPart)
	r, width := c.Resampler, c.ViT.Width
	inner := r.Heads * r.HeadWidth
	ac := program.AttentionConfig{Heads: r.Heads}
	var images program.Dim
	if s := g.b.Shape(features); len(s) > 0 {
		images = s[0]
	}
	x := g.b.Repeat("resampler.start", g.table("resampler.latents.w", 1, r.Latents, width), images)
	for i := range r.Layers {
		name := fmt.Sprintf("resampler.%d", i)
		latents := g.norm(name+".attn.norm", x, width, r.Norm)
		media := g.norm(name+".attn.media", features, width, r.Norm)
		both := g.b.Concat(name+".attn.both", media, latents)
		q := g.linear(name+".attn.q", latents, width, inner, r.Bias, 1)
		k := g.linear(name+".attn.k", both, width, inner, r.Bias, 1)
		v := g.linear(name+".attn.v", both, width, inner, r.Bias, 1)
		g.b.Pattern(name+".attn.pattern", q, k, ac)
		mix := g.b.Attention(name+".attn.mix", q, k, v, ac)
		x = g.b.Add(name+".mid", x, g.linear(name+".attn.out", mix, inner, width, r.Bias, 1))
		x = g.b.Add(name+".resid", x, g.feedForward(name+".ffw", x, feedForward{width, r.MLP, r.Activation, false, r.Bias, r.Norm, 1}))
	}
	return g.norm("resampler.norm", x, width, r.Norm)
}
