package flamingo

import "wade/sdk/program"

// Pond is the configuration of the demonstration model: 48 pixel pictures, 64 patches, 16 latents, four language layers of
// width 128 with a gated block before each, a context of 256 tokens.
func Pond() Config {
	norm := Norm{Kind: LayerNorm, Bias: true, Eps: 1e-5}
	return Config{
		Name: "pond",
		ViT: Vision{
			Image: 48, Patch: 6, Width: 128, Layers: 4, Heads: 4, MLP: 512, Activation: program.GELU, Norm: norm, Bias: true,
			Mean: []float32{0.5, 0.5, 0.5}, Std: []float32{0.25, 0.25, 0.25},
		},
		Resampler: Resampler{Latents: 16, Layers: 2, Heads: 4, HeadWidth: 32, MLP: 512, Activation: program.GELU, Norm: norm},
		LM: Language{
			Vocab: 105, Context: 256, Width: 128, Layers: 4, Heads: 4, MLP: 512, Activation: program.GELU, Norm: norm, Bias: true,
			Position: Learned, Tied: true,
		},
		Gated:  Gated{Every: 1, Heads: 4, HeadWidth: 32, MLP: 512, Activation: program.GELU, Norm: norm, Gate: TanhGate},
		Tokens: Tokens{Image: "<image>", End: "<eoc>", Begin: "<bos>", Pad: "<pad>"},
	}
}
