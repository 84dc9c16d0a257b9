// Package zoo has small configurations of every family of models, for tests.
package zoo

import (
	"wade/sdk/flamingo"
	"wade/sdk/program"
)

// Tiny is a configuration that a test can afford, with every size different where it may be.
func Tiny(vocab int) flamingo.Config {
	norm := flamingo.Norm{Kind: flamingo.LayerNorm, Bias: true, Eps: 1e-5}
	return flamingo.Config{
		Name:      "tiny",
		ViT:       flamingo.Vision{Image: 8, Patch: 4, Width: 12, Layers: 2, Heads: 2, MLP: 20, Activation: program.GELU, Norm: norm, Bias: true, Mean: []float32{.5, .4, .3}, Std: []float32{.25, .2, .3}},
		Resampler: flamingo.Resampler{Latents: 3, Layers: 2, Heads: 2, HeadWidth: 5, MLP: 14, Activation: program.GELU, Norm: norm},
		LM:        flamingo.Language{Vocab: vocab, Context: 40, Width: 16, Layers: 3, Heads: 2, MLP: 24, Activation: program.GELU, Norm: norm, Bias: true, Position: flamingo.Learned, Tied: true},
		Gated:     flamingo.Gated{Every: 1, Heads: 2, HeadWidth: 7, MLP: 18, Activation: program.GELU, Norm: norm, Gate: flamingo.TanhGate},
		Tokens:    flamingo.Tokens{Image: "<image>", End: "<eoc>", Begin: "<bos>", Pad: "<pad>"},
	}
}

// Families are those that there are checkpoints of, by name, and the paper's own, with a vocabulary of so many tokens.
func Families(vocab int) map[string]flamingo.Config {
	layer, rms := flamingo.Norm{Kind: flamingo.LayerNorm, Eps: 1e-5}, flamingo.Norm{Kind: flamingo.RMSNorm, Eps: 1e-6}
	biased, head := layer, rms
	biased.Bias, head.PerHead = true, true
	biasedHead := biased
	biasedHead.PerHead = true
	mpt1b := Tiny(vocab)
	mpt1b.Name = "openflamingo mpt-1b"
	mpt1b.ViT.Class, mpt1b.ViT.DropClass, mpt1b.ViT.PreNorm, mpt1b.ViT.NoPatchBias, mpt1b.ViT.Joint = true, true, true, true, 6
	mpt1b.ViT.Activation = program.QuickGELU
	mpt1b.LM.Position, mpt1b.LM.Norm, mpt1b.LM.Bias, mpt1b.LM.QK = flamingo.ALiBi, layer, false, layer
	mpt7b := mpt1b
	mpt7b.Name = "openflamingo mpt-7b"
	mpt7b.LM.QK, mpt7b.LM.Heads, mpt7b.LM.Width = flamingo.Norm{}, 3, 12
	mpt7b.LM.ALiBi, mpt7b.LM.Scale = flamingo.ALiBiConfig{Steepest: 4, Interleave: true}, 0.4
	mpt7b.Gated.First, mpt7b.Gated.Every = 1, 2
	neox := mpt1b
	neox.Name = "openflamingo gpt-neox"
	neox.LM.Position, neox.LM.Rotary = flamingo.Rotary, flamingo.RotaryConfig{Base: 10000, Width: 8}
	neox.LM.Norm, neox.LM.Bias, neox.LM.QK, neox.LM.Tied = biased, true, flamingo.Norm{}, false
	neox.Gated.First, neox.Gated.Every = 1, 2
	pythia := neox
	pythia.Name, pythia.LM.Parallel, pythia.LM.Rotary.Width = "openflamingo pythia", true, 2
	idefics := Tiny(vocab)
	idefics.Name = "idefics"
	idefics.ViT.Class, idefics.ViT.PreNorm, idefics.ViT.NoPatchBias = true, true, true
	idefics.Resampler.Activation, idefics.Resampler.QK = program.ReLU, biasedHead
	idefics.LM.Position, idefics.LM.Rotary = flamingo.Rotary, flamingo.RotaryConfig{Base: 10000, Width: 8}
	idefics.LM.Norm, idefics.LM.GLU, idefics.LM.Bias, idefics.LM.Tied, idefics.LM.Activation = rms, true, false, false, program.SiLU
	idefics.Gated = flamingo.Gated{Every: 1, Heads: 2, HeadWidth: 8, MLP: 24, Activation: program.SiLU, GLU: true, Norm: rms, QK: head, Gate: flamingo.TanhGate}
	vector := idefics
	vector.Name, vector.Gated.PerChannel, vector.Resampler = "idefics without resampler", true, flamingo.Resampler{}
	all := idefics
	all.Name, all.Gated.All, all.Gated.PerChannel = "idefics, all pictures", true, true
	paper := Tiny(vocab)
	paper.Name, paper.Resampler.Activation, paper.Gated.Activation, paper.Resampler.Frames = "flamingo", program.SquaredReLU, program.SquaredReLU, 4
	named := map[string]flamingo.Config{}
	for _, c := range []flamingo.Config{mpt1b, mpt7b, neox, pythia, idefics, vector, all, paper} {
		named[c.Name] = c
	}
	return named
}
