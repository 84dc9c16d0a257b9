package flamingo

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"

	"wade/sdk/program"
	"wade/sdk/tensor"
)

// Part is a component of the model: what is trained or frozen together.
type Part string

// The parts. Weight names begin with vision., resampler., gated. and lm.
const (
	VisionPart    Part = "vision"
	ResamplerPart Part = "resampler"
	GatedPart     Part = "gated"
	LanguagePart  Part = "language"
)

// Parts lists all parts.
func Parts() []Part { return []Part{VisionPart, ResamplerPart, GatedPart, LanguagePart} }

// WeightSpec describes a tensor of the model and how it starts.
type WeightSpec struct {
	Name  string
	Sizes []int
	Part  Part
	Decay bool    // weight decay applies: matrices yes; norms, biases, tables of positions, latents and gates no
	Std   float32 // starts normally distributed around 0 with this deviation; 0: every element is Fill
	Fill  float32
}

// Weights lists the tensors of the model in the order of the forward pass. A configuration that Check refuses has none.
func (c Config) Weights() []WeightSpec {
	if c.Check() != nil {
		return nil
	}
	var specs []WeightSpec
	g := graph{b: program.NewBuilder("weights"), specs: &specs}
	v := c.ViT
	images := g.b.Input("images", program.Of("images", v.Channels(), v.Image, v.Image))
	rows := c.encode(g, images)
	if v.Joint > 0 {
		c.joint(g, rows)
	}
	media := c.resample(g, c.features(g, rows), 1)
	tokens := program.Of("batch", "tokens")
	c.head(g, c.language(g, languageInputs{
		ids: g.b.Ints("ids", tokens), positions: g.b.Ints("positions", tokens), image: g.b.Ints("image", tokens), media: media,
	}))
	return specs
}

// Init makes starting values for the weights of some parts, of all if none is given. A tensor depends on seed and its own
// name alone, so that parts started apart are the same as parts started together.
func (c Config) Init(seed uint64, parts ...Part) (map[string]*tensor.Tensor, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	for _, p := range parts {
		if !slices.Contains(Parts(), p) {
			return nil, fmt.Errorf("flamingo: unknown part %q, want one of %q", p, Parts())
		}
	}
	out := map[string]*tensor.Tensor{}
	for _, w := range c.Weights() {
		if len(parts) > 0 && !slices.Contains(parts, w.Part) {
			continue
		}
		t, err := w.init(seed)
		if err != nil {
			return nil, fmt.Errorf("flamingo: %s: %w", w.Name, err)
		}
		out[w.Name] = t
	}
	return out, nil
}

func (w WeightSpec) init(seed uint64) (*tensor.Tensor, error) {
	t, err := tensor.Zeros(tensor.Sizes(w.Sizes...)...)
	if err != nil {
		return nil, err
	}
	h := fnv.New64a()
	h.Write([]byte(w.Name))
	r := rand.New(rand.NewPCG(seed, h.Sum64()))
	data := t.F32()
	for i := range data {
		data[i] = w.Fill
		if w.Std > 0 {
			data[i] = float32(r.NormFloat64()) * w.Std
		}
	}
	return t, nil
}
