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
	rotary := tiny()
	rotary.LM.Position, rotary.LM.Rotary = flamingo.Rotary, flamingo.RotaryConfig{Base: 10000, Width: 4}
	rotary.LM.Parallel, rotary.LM.Tied = true, false
	llama := tiny()
	llama.LM.Position, llama.LM.Rotary = flamingo.Rotary, flamingo.RotaryConfig{Base: 10000, Width: 8}
	llama.LM.Norm, llama.LM.GLU, llama.LM.Bias, llama.LM.Activation = flamingo.Norm{Kind: flamingo.RMSNorm, Eps: 1e-6}, true, false, program.SiLU
	alibi := tiny()
	alibi.LM.Position, alibi.LM.Norm.Bias, alibi.Gated.First, alibi.Gated.Every = flamingo.ALiBi, false, 1, 2
	open := tiny()
	open.Gated.Gate = flamingo.OpenGate
	return map[string]flamingo.Config{"learned": tiny(), "rotary parallel": rotary, "llama": llama, "alibi sparse": alibi, "ungated": open}
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
