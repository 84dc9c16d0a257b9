package flamingo_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/backend/reference"
	"wade/sdk/flamingo"
	"wade/sdk/program"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
	"wade/sdk/tokenize"
)

var vocabulary = []string{"<pad>", "<bos>", "<image>", "<eoc>", "output", ":", "red", "green", "blue", "circle", "square", "what", "?", "a", "b", "c", "d"}

// tiny is a configuration that a test can afford, with every size different where it may be.
func tiny() flamingo.Config {
	norm := flamingo.Norm{Kind: flamingo.LayerNorm, Bias: true, Eps: 1e-5}
	return flamingo.Config{
		Name:      "tiny",
		ViT:       flamingo.Vision{Image: 8, Patch: 4, Width: 12, Layers: 2, Heads: 2, MLP: 20, Activation: program.GELU, Norm: norm, Bias: true, Mean: []float32{.5, .4, .3}, Std: []float32{.25, .2, .3}},
		Resampler: flamingo.Resampler{Latents: 3, Layers: 2, Heads: 2, HeadWidth: 5, MLP: 14, Activation: program.GELU, Norm: norm},
		LM:        flamingo.Language{Vocab: len(vocabulary), Context: 40, Width: 16, Layers: 3, Heads: 2, MLP: 24, Activation: program.GELU, Norm: norm, Bias: true, Position: flamingo.Learned, Tied: true},
		Gated:     flamingo.Gated{Every: 1, Heads: 2, HeadWidth: 7, MLP: 18, Activation: program.GELU, Norm: norm, Gate: flamingo.TanhGate},
		Tokens:    flamingo.Tokens{Image: "<image>", End: "<eoc>", Begin: "<bos>", Pad: "<pad>"},
	}
}

// families are configurations in which everything that may differ does.
func families() map[string]flamingo.Config {
	open := tiny()
	open.Gated.Gate = flamingo.OpenGate
	all := published()
	all["learned"], all["ungated"] = tiny(), open
	return all
}

// published are the families that there are checkpoints of, small.
func published() map[string]flamingo.Config {
	layer, rms := flamingo.Norm{Kind: flamingo.LayerNorm, Eps: 1e-5}, flamingo.Norm{Kind: flamingo.RMSNorm, Eps: 1e-6}
	biased, head := layer, rms
	biased.Bias, head.PerHead = true, true
	biasedHead := biased
	biasedHead.PerHead = true
	mpt1b := tiny()
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
	idefics := tiny()
	idefics.Name = "idefics"
	idefics.ViT.Class, idefics.ViT.PreNorm, idefics.ViT.NoPatchBias = true, true, true
	idefics.Resampler.Activation, idefics.Resampler.QK = program.ReLU, biasedHead
	idefics.LM.Position, idefics.LM.Rotary = flamingo.Rotary, flamingo.RotaryConfig{Base: 10000, Width: 8}
	idefics.LM.Norm, idefics.LM.GLU, idefics.LM.Bias, idefics.LM.Tied, idefics.LM.Activation = rms, true, false, false, program.SiLU
	idefics.Gated = flamingo.Gated{Every: 1, Heads: 2, HeadWidth: 8, MLP: 24, Activation: program.SiLU, GLU: true, Norm: rms, QK: head, Gate: flamingo.TanhGate}
	vector := idefics
	vector.Name, vector.Gated.PerChannel, vector.Resampler = "idefics without resampler", true, flamingo.Resampler{}
	paper := tiny()
	paper.Name, paper.Resampler.Activation, paper.Gated.Activation = "flamingo", program.SquaredReLU, program.SquaredReLU
	all := map[string]flamingo.Config{}
	for _, c := range []flamingo.Config{mpt1b, mpt7b, neox, pythia, idefics, vector, paper} {
		all[c.Name] = c
	}
	return all
}

// noise is a picture of random pixels.
type noise struct {
	seed uint64
	side int
}

func (n noise) Tensor() (*tensor.Tensor, error) {
	r := rand.New(rand.NewPCG(n.seed, 7))
	data := make([]float32, 3*n.side*n.side)
	for i := range data {
		data[i] = r.Float32()
	}
	return tensor.FromF32(data, tensor.Sizes(3, n.side, n.side)...)
}

func pic(seed uint64) prompt.Picture { return noise{seed, 8} }

// weights starts a model whose gates stand open and whose biases are not zero, so that nothing is invisible.
func weights(t *testing.T, c flamingo.Config) map[string]*tensor.Tensor {
	t.Helper()
	w, err := c.Init(11)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for _, spec := range c.Weights() {
		for i, x := range w[spec.Name].F32() {
			w[spec.Name].F32()[i] = 2*x + 0.3*float32(r.NormFloat64())
		}
	}
	return w
}

func tokenizer(t *testing.T) *tokenize.Tokenizer {
	t.Helper()
	tok, err := tokenize.New(vocabulary, "")
	if err != nil {
		t.Fatal(err)
	}
	return tok
}

func open(t *testing.T, c flamingo.Config) *flamingo.Model {
	t.Helper()
	m, err := flamingo.Open(t.Context(), flamingo.Source{Config: c, Tokenizer: tokenizer(t), Tensors: weights(t, c)},
		func(context.Context) (backend.Backend, error) { return reference.New(), nil })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	})
	return m
}

func twoShots(a, b, c uint64) *prompt.Prompt {
	return prompt.New().Shot(pic(a), "output :", "red").Shot(pic(b), "output :", "blue circle").Ask(pic(c), "output :")
}

// value forwards a prompt and returns one tap.
func value(t *testing.T, m *flamingo.Model, p *prompt.Prompt, tap string) *tensor.Tensor {
	t.Helper()
	tr, err := m.Forward(t.Context(), p, tap)
	if err != nil {
		t.Fatal(err)
	}
	v, err := tr.At(tap)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func rowOf(v *tensor.Tensor, i int) []float32 {
	s := v.Shape()
	cols := s[len(s)-1]
	return v.F32()[i*cols : (i+1)*cols]
}

func equal(a, b []float32) bool {
	for i := range a {
		if math.Float32bits(a[i]) != math.Float32bits(b[i]) {
			return false
		}
	}
	return len(a) == len(b)
}

func apart(a, b []float32) float64 {
	d := 0.0
	for i := range a {
		d = max(d, math.Abs(float64(a[i]-b[i])))
	}
	return d
}
