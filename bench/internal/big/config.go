// Package big describes models of the sizes that people use, with random weights: what the benchmarks run on.
package big

import (
	"fmt"
	"maps"
	"slices"

	"wade/sdk/flamingo"
	"wade/sdk/program"
)

// Sizes are the configurations by name: 1b is a vision encoder ViT-L/14, a resampler of 64 latents and 6 layers, a language
// model of 1.3 billion parameters (as MPT-1B: ALiBi, no biases) and a gated block before each of its 24 layers, altogether as
// OpenFlamingo-3B; small has the same parts at a tenth of the width; pond is the demonstration model.
var Sizes = map[string]flamingo.Config{
	"1b":    config("of3b", 224, 1024, 24, 16, 64, 6, 8, 2048, 24, 16, 50_280),
	"pond":  flamingo.Pond(),
	"small": config("small", 224, 128, 2, 4, 16, 2, 4, 256, 2, 4, 1_000),
}

// Size finds a configuration by name.
func Size(name string) (flamingo.Config, error) {
	c, ok := Sizes[name]
	if !ok {
		return c, fmt.Errorf("unknown size %q, there are %q", name, slices.Sorted(maps.Keys(Sizes)))
	}
	return c, c.Check()
}

func config(name string, image, vision, visionLayers, visionHeads, latents, resamplerLayers, crossHeads, width, layers, heads, vocab int) flamingo.Config {
	norm := flamingo.Norm{Kind: flamingo.LayerNorm, Bias: true, Eps: 1e-5}
	plain := flamingo.Norm{Kind: flamingo.LayerNorm, Eps: 1e-5}
	return flamingo.Config{
		Name: name,
		ViT: flamingo.Vision{
			Image: image, Patch: 14, Width: vision, Layers: visionLayers, Heads: visionHeads, MLP: 4 * vision, Activation: program.QuickGELU, Norm: norm, Bias: true,
			Mean: []float32{0.4815, 0.4578, 0.4082}, Std: []float32{0.2686, 0.2613, 0.2758},
		},
		Resampler: flamingo.Resampler{Latents: latents, Layers: resamplerLayers, Heads: crossHeads, HeadWidth: 64, MLP: 4 * vision, Activation: program.GELU, Norm: norm},
		LM: flamingo.Language{
			Vocab: vocab, Context: 4096, Width: width, Layers: layers, Heads: heads, MLP: 4 * width, Activation: program.GELU, Norm: plain,
			Position: flamingo.ALiBi, Tied: true,
		},
		Gated:  flamingo.Gated{Every: 1, Heads: crossHeads, HeadWidth: 64, MLP: 4 * width, Activation: program.GELU, Norm: norm, Gate: flamingo.TanhGate},
		Tokens: flamingo.Tokens{Image: "<image>", End: "<eoc>", Begin: "<bos>", Pad: "<pad>"},
	}
}
