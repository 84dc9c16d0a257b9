package flamingo

import (
	"fmt"

	"wade/sdk/program"
)

// Vision appends the vision encoder: images [images channels side side], normalised by Mean and Std, give the output of the
// last block, [images patches width], without pooling or a last norm.
func (c Config) Vision(b *program.Builder, images program.ID) program.ID {
	return c.vision(graph{b: b}, images)
}

func (c Config) vision(g graph, images program.ID) program.ID {
	g = g.in(VisionPart)
	v := c.ViT
	w := g.weight(WeightSpec{Name: "vision.patch.w", Sizes: []int{v.Width, v.Channels(), v.Patch, v.Patch}, Decay: true, Std: fanIn(v.Channels() * v.Patch * v.Patch)})
	x := g.b.PatchEmbed("vision.patch", images, w, g.bias("vision.patch", v.Width, v.Bias), v.Patch)
	x = g.b.Add("vision.embed", x, g.table("vision.position.w", 0.02, v.Patches(), v.Width))
	ac := program.AttentionConfig{Heads: v.Heads}
	shrink := depth(2 * v.Layers)
	for i := range v.Layers {
		name := fmt.Sprintf("vision.%d", i)
		n := g.norm(name+".attn.norm", x, v.Width, v.Norm)
		q := g.linear(name+".attn.q", n, v.Width, v.Width, v.Bias, 1)
		k := g.linear(name+".attn.k", n, v.Width, v.Width, v.Bias, 1)
		val := g.linear(name+".attn.v", n, v.Width, v.Width, v.Bias, 1)
		g.b.Pattern(name+".attn.pattern", q, k, ac)
		mix := g.b.Attention(name+".attn.mix", q, k, val, ac)
		x = g.b.Add(name+".mid", x, g.linear(name+".attn.out", mix, v.Width, v.Width, v.Bias, shrink))
		x = g.b.Add(name+".resid", x, g.feedForward(name+".ffw", x, feedForward{v.Width, v.MLP, v.Activation, false, v.Bias, v.Norm, shrink}))
	}
	return x
}
