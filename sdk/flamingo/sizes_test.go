package flamingo_test

import (
	"math"
	"testing"

	"wade/sdk/flamingo"
	"wade/sdk/program"
)

// The numbers of weights of the published models (OpenFlamingo's and IDEFICS' papers, model cards and files; Flamingo, table 5).
func TestPublishedSizes(t *testing.T) {
	biased, plain := flamingo.Norm{Kind: flamingo.LayerNorm, Bias: true, Eps: 1e-5}, flamingo.Norm{Kind: flamingo.LayerNorm, Eps: 1e-5}
	rms := flamingo.Norm{Kind: flamingo.RMSNorm, Eps: 1e-6}
	perHead, biasedHead := rms, biased
	perHead.PerHead, biasedHead.PerHead = true, true
	rgb := []float32{.5, .5, .5}
	clip := flamingo.Vision{
		Image: 224, Patch: 14, Width: 1024, Layers: 24, Heads: 16, MLP: 4096, Activation: program.QuickGELU, Norm: biased, Bias: true, Mean: rgb, Std: rgb,
		Class: true, DropClass: true, PreNorm: true, NoPatchBias: true, Joint: 768,
	}
	resampler := flamingo.Resampler{Latents: 64, Layers: 6, Heads: 8, HeadWidth: 64, MLP: 4096, Activation: program.GELU, Norm: biased}
	open := func(lm flamingo.Language, every int) flamingo.Config {
		lm.Vocab, lm.Context, lm.MLP, lm.Activation = 50280, 2048, 4*lm.Width, program.GELU
		return flamingo.Config{
			ViT: clip, Resampler: resampler, LM: lm, Tokens: flamingo.Tokens{Image: "<image>", End: "<|endofchunk|>"},
			Gated: flamingo.Gated{First: every - 1, Every: every, Heads: 8, HeadWidth: 64, MLP: lm.MLP, Activation: program.GELU, Norm: biased, Gate: flamingo.TanhGate},
		}
	}
	idefics := open(flamingo.Language{Width: 4096, Layers: 32, Heads: 32, Norm: rms, GLU: true, Position: flamingo.Rotary, Rotary: flamingo.RotaryConfig{Base: 10000, Width: 128}}, 1)
	idefics.LM.Vocab, idefics.LM.MLP = 32002, 11008
	idefics.ViT.Width, idefics.ViT.Layers, idefics.ViT.MLP, idefics.ViT.DropClass, idefics.ViT.Joint = 1280, 32, 5120, false, 0
	idefics.Resampler = flamingo.Resampler{Latents: 64, Layers: 6, Heads: 16, HeadWidth: 96, MLP: 5120, Activation: program.ReLU, Norm: biased, QK: biasedHead}
	idefics.Gated = flamingo.Gated{Every: 4, Heads: 32, HeadWidth: 128, MLP: 11008, Activation: program.SiLU, GLU: true, Norm: rms, QK: perHead, Gate: flamingo.TanhGate}
	for name, x := range map[string]struct {
		c                                    flamingo.Config
		vision, resampler, blocks, all, near float64 // in millions, 0 where nothing is known
	}{
		"OpenFlamingo 3B": {open(flamingo.Language{Width: 2048, Layers: 24, Heads: 16, Norm: plain, Position: flamingo.ALiBi, QK: plain, Tied: true}, 1), 303.966208, 63.019008, 24 * 36.708354, 2560, 10},
		"OpenFlamingo 4B": {open(flamingo.Language{Width: 2560, Layers: 32, Heads: 32, Norm: biased, Bias: true, Position: flamingo.Rotary, Rotary: flamingo.RotaryConfig{Base: 10000, Width: 80}}, 2), 303.966208, 63.019008, 960.8 - 63.019, 4040, 10},
		"OpenFlamingo 9B": {open(flamingo.Language{Width: 4096, Layers: 32, Heads: 32, Norm: plain, Position: flamingo.ALiBi, Tied: true}, 4), 303.966208, 63.019008, 1178.8 - 63.019, 8130, 10},
		"IDEFICS 9B":      {idefics, 0, 126, 8 * 179.3, 8950, 30}, // 17.9 GB of bfloat16
	} {
		if err := x.c.Check(); err != nil {
			t.Fatal(err)
		}
		sums, all := map[flamingo.Part]float64{}, 0.0
		for _, w := range x.c.Weights() {
			n := 1e-6
			for _, s := range w.Sizes {
				n *= float64(s)
			}
			sums[w.Part] += n
			all += n
		}
		for what, v := range map[string][3]float64{
			"vision": {sums[flamingo.VisionPart], x.vision, 1e-6}, "resampler": {sums[flamingo.ResamplerPart], x.resampler, 0.5},
			"gated blocks": {sums[flamingo.GatedPart], x.blocks, 0.5}, "model": {all, x.all, x.near},
		} {
			if v[1] != 0 && math.Abs(v[0]-v[1]) > v[2] {
				t.Errorf("%s: the %s has %.6f million weights, published are %.6f", name, what, v[0], v[1])
			}
		}
	}
}
