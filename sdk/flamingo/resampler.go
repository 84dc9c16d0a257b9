package flamingo

import (
	"fmt"

	"wade/sdk/program"
)

// Resample appends the Perceiver resampler: features [images features width] give [images latents width]. Each picture is
// resampled on its own; keys and values come from features and latents together (Flamingo, section 2.1), features first. A
// model without resampler passes the features on.
//
// In a model of videos it declares an input, the weights by which embeddings of time are mixed: see ResampleVideos.
func (c Config) Resample(b *program.Builder, features program.ID) program.ID {
	return c.ResampleVideos(b, features, 1)
}

func (c Config) resample(g graph, features program.ID, frames int) program.ID {
	g = g.in(ResamplerPart)
	r, width := c.Resampler, c.ViT.Width
	if r.Layers == 0 {
		return g.b.Scale("resampler.norm", features, 1) // the name that all models have
	}
	if r.Frames > 0 {
		features = c.timed(g, features, frames)
	}
	inner := r.Heads * r.HeadWidth
	ac := program.AttentionConfig{Heads: r.Heads}
	x := g.b.Repeat("resampler.start", g.table("resampler.latents.w", 1, r.Latents, width), g.outer(features))
	for i := range r.Layers {
		name := fmt.Sprintf("resampler.%d", i)
		latents := g.norm(name+".attn.norm", x, width, r.Norm)
		media := g.norm(name+".attn.media", features, width, r.Norm)
		both := g.b.Concat(name+".attn.both", media, latents)
		q := g.qk(name+".attn.q", g.linear(name+".attn.q", latents, width, inner, r.Bias, 1), r.Heads, inner, r.QK)
		k := g.qk(name+".attn.k", g.linear(name+".attn.k", both, width, inner, r.Bias, 1), r.Heads, inner, r.QK)
		v := g.linear(name+".attn.v", both, width, inner, r.Bias, 1)
		g.b.Pattern(name+".attn.pattern", q, k, ac)
		mix := g.b.Attention(name+".attn.mix", q, k, v, ac)
		x = g.b.Add(name+".mid", x, g.linear(name+".attn.out", mix, inner, width, r.Bias, 1))
		x = g.b.Add(name+".resid", x, g.feedForward(name+".ffw", x, feedForward{width, r.MLP, r.Activation, false, r.Bias, r.Norm, 1}))
	}
	return g.norm("resampler.norm", x, width, r.Norm)
}
