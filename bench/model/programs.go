package main

import (
	"context"
	"math/rand/v2"

	"wade/sdk/backend"
	"wade/sdk/flamingo"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// program compiles a part of the model that reads pictures: vision, resampler, or both.
func (w *worker) program(ctx context.Context, part string) (backend.Program, error) {
	return w.compiled(ctx, part, func(b *program.Builder) []program.ID {
		c := w.config
		v := c.ViT
		if part == "resampler" {
			return []program.ID{c.Resample(b, b.Input("in", program.Of("images", v.Patches(), v.Width)))}
		}
		out := c.Vision(b, b.Input("in", program.Of("images", v.Channels(), v.Image, v.Image)))
		if part == "both" {
			out = c.Resample(b, out)
		}
		return []program.ID{out}
	})
}

// language compiles the language model, with its gated blocks or without. Only the rows asked for get logits.
func (w *worker) language(ctx context.Context, gated bool) (backend.Program, error) {
	name := "language"
	if gated {
		name = "gated language"
	}
	return w.compiled(ctx, name, func(b *program.Builder) []program.ID {
		c := w.config
		tokens := program.Of("batch", "tokens")
		ids, media, image := b.Ints("ids", tokens), program.None, program.None
		if gated {
			media = b.Input("media", program.Of("images", c.Resampler.Latents, c.ViT.Width))
			image = b.Ints("image", tokens)
		}
		positions := program.None
		if c.LM.Position != flamingo.ALiBi {
			positions = b.Ints("positions", tokens)
		}
		c.CachedLanguage(b, ids, positions, media, image)
		last := b.GatherRows("last", b.ID("lm.norm"), b.Ints("rows", program.Of("rows")))
		logits := b.Linear("last.logits", last, b.Weight("lm.embed.w", c.LM.Vocab, c.LM.Width), program.None)
		return []program.ID{last, b.Sample("draw", logits, b.Input("params", program.Of(program.SampleParams)), b.Ints("seed", program.Of(2)))}
	})
}

func (w *worker) compiled(ctx context.Context, name string, build func(*program.Builder) []program.ID) (backend.Program, error) {
	if h, ok := w.programs[name]; ok {
		return h, nil
	}
	b := program.NewBuilder(name)
	p, err := b.Build(build(b)...)
	if err != nil {
		return 0, err
	}
	h, err := w.Compile(ctx, w.model, p)
	if err == nil {
		w.programs[name] = h
	}
	return h, err
}

// noise is normally distributed, zeros for seed 0.
func noise(seed uint64, sizes ...int) *tensor.Tensor {
	t, err := tensor.Zeros(tensor.Sizes(sizes...)...)
	if err != nil {
		panic(err) // sizes are ours
	}
	if seed != 0 {
		r := rand.New(rand.NewPCG(seed, 0))
		for i, data := 0, t.F32(); i < len(data); i++ {
			data[i] = float32(r.NormFloat64())
		}
	}
	return t
}

func ints(data []int32, sizes ...int) *tensor.Tensor {
	t, err := tensor.FromI32(data, tensor.Sizes(sizes...)...)
	if err != nil {
		panic(err)
	}
	return t
}

// plain is t without the names of its axes.
func plain(t *tensor.Tensor) *tensor.Tensor {
	out, err := t.Reshape(tensor.Sizes(t.Shape()...)...)
	if err != nil {
		panic(err)
	}
	return out
}
