package flamingo

import (
	"fmt"

	"wade/sdk/program"
)

// Vision appends the vision encoder: images [images channels side side], normalised by Mean and Std, give the output of the
// last block, [images features width], without pooling or a last norm.
func (c Config) Vision(b *program.Builder, images program.ID) program.ID {
	return c.vision(graph{b: b}, images)
}

func (c Config) vision(g graph, images program.ID) program.ID {
	return c.features(g, c.encode(g, images))
}

// features is what of the last block's rows the resampler reads.
func (c Config) features(g graph, rows program.ID) program.ID {
	if c.ViT.DropClass {
		return g.b.Slice("vision.patches", rows, 1, c.ViT.Patches())
	}
	return rows
}

// encode gives the rows of the last block, the class token first if there is one.
func (c Config) encode(g graph, images program.ID) program.ID {
	g = g.in(VisionPart)
	v := c.ViT
	w := g.weight(WeightSpec{Name: "vision.patch.w", Sizes: []int{v.Width, v.Channels(), v.Patch, v.Patch}, Decay: true, Std: fanIn(v.Channels() * v.Patch * v.Patch)})
	x := g.b.PatchEmbed("vision.patch", images, w, g.bias("vision.patch", v.Width, v.Bias && !v.NoPatchBias), v.Patch)
	if v.Class {
		x = g.b.Concat("vision.rows", g.b.Repeat("vision.class", g.table("vision.class.w", 0.02, 1, v.Width), g.outer(images)), x)
	}
	x = g.b.Add("vision.embed", x, g.table("vision.position.w", 0.02, v.Rows(), v.Width))
	if v.PreNorm {
		x = g.norm("vision.pre", x, v.Width, v.Norm)
	}
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

// joint gives each picture one vector of length 1, [images width]: where it lies in the space that it shares with texts (Radford
// et al., 2021) or, where there is no such space, the mean of what the encoder gives.
func (c Config) joint(g graph, rows program.ID) program.ID {
	g = g.in(VisionPart)
	v := c.ViT
	if v.Joint > 0 {
		class := g.norm("vision.post", g.b.Slice("vision.first", rows, 0, 1), v.Width, v.Norm)
		rows = g.linear("vision.joint", class, v.Width, v.Joint, false, 1)
	}
	return g.b.Normalize("vision.unit", g.b.MeanRows("vision.mean", rows))
}
