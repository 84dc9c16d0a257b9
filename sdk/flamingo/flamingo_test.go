package flamingo_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/backend/reference"
	"wade/sdk/flamingo"
	"wade/sdk/internal/zoo"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
	"wade/sdk/tokenize"
)

var vocabulary = []string{"<pad>", "<bos>", "<image>", "<eoc>", "output", ":", "red", "green", "blue", "circle", "square", "what", "?", "a", "b", "c", "d"}

func tiny() flamingo.Config { return zoo.Tiny(len(vocabulary)) }

// families are configurations in which everything that may differ does.
func families() map[string]flamingo.Config {
	all := zoo.Families(len(vocabulary))
	open := tiny()
	open.Gated.Gate = flamingo.OpenGate
	all["learned"], all["ungated"] = tiny(), open
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
