package backendtest

import (
	"fmt"
	"math/rand/v2"

	"wade/sdk/program"
	"wade/sdk/tensor"
)

// Sizes of the tiny model: two layers of attention and gated cross-attention over images, with everything that a step can
// have: symbols, a cache, gates, indices, a sampler.
const (
	tinyLayers  = 2
	tinyWidth   = 24
	tinyHeads   = 3
	tinyVocab   = 31
	tinyLatents = 5
)

// tiny builds the forward part up to the final norm, "hidden".
func tiny(b *program.Builder) program.ID {
	rows := program.Of("batch", "tokens")
	ids, positions, image := b.Ints("ids", rows), b.Ints("positions", rows), b.Ints("image", rows)
	media := b.Input("media", program.Of("images", tinyLatents, tinyWidth))
	x := b.Embed("embed", b.Weight("wte", tinyVocab, tinyWidth), ids)
	square := func(name string) program.ID { return b.Weight(name, tinyWidth, tinyWidth) }
	norm := func(name string, x program.ID) program.ID {
		return b.LayerNorm(name, x, b.Weight(name+".w", tinyWidth), b.Weight(name+".b", tinyWidth), 1e-5)
	}
	for i := range tinyLayers {
		at := func(s string) string { return fmt.Sprintf("%d.%s", i, s) }
		c := program.AttentionConfig{Heads: tinyHeads}
		q := b.Linear(at("xq"), norm(at("xnorm"), x), square(at("xq.w")), program.None)
		k, v := b.Linear(at("xk"), media, square(at("xk.w")), program.None), b.Linear(at("xv"), media, square(at("xv.w")), program.None)
		branch := b.CrossAttention(at("cross"), q, k, v, image, c)
		b.CrossPattern(at("cross.pattern"), q, k, image, c)
		x = b.GatedAdd(at("gated"), x, branch, b.Activate(at("gate"), b.Weight(at("alpha"), 1), program.Tanh))
		c.Causal = true
		n := norm(at("norm"), x)
		turn := func(name string) program.ID {
			return b.Rotary(at(name), b.Linear(at(name+".flat"), n, square(at(name+".w")), program.None), positions, tinyHeads, 4, 10000)
		}
		q = turn("q")
		k = b.CacheAppend(at("keys"), turn("k"), at("k"))
		v = b.CacheAppend(at("values"), b.Linear(at("v"), n, square(at("v.w")), b.Weight(at("v.b"), tinyWidth)), at("v"))
		b.Pattern(at("pattern"), q, k, c)
		x = b.Add(at("out"), x, b.Attention(at("attention"), q, k, v, c))
	}
	return norm("hidden", x)
}

// tinyProgram returns the logits of chosen rows and a draw from them.
func tinyProgram(name string) *program.Program {
	b := program.NewBuilder(name)
	last := b.GatherRows("last", tiny(b), b.Ints("rows", program.Of("picked")))
	logits := b.Linear("logits", last, b.Weight("wte", tinyVocab, tinyWidth), program.None)
	next := b.Sample("next", logits, b.Input("params", program.Of(program.SampleParams)), b.Ints("seed", program.Of(2)))
	return built(b, logits, next)
}

func built(b *program.Builder, outputs ...program.ID) *program.Program {
	p, err := b.Build(outputs...)
	if err != nil {
		panic(err) // the suite's own programs always fit
	}
	return p
}

// tinyWeights gives every weight of p random values.
func tinyWeights(p *program.Program) tensors {
	rng := rand.New(rand.NewPCG(3, 5))
	out := tensors{}
	for _, v := range p.Of(program.KindWeight) {
		sizes := make([]int, len(v.Shape))
		for i, d := range v.Shape {
			sizes[i] = d.N
		}
		out[v.Name] = normal(rng, 0.5, sizes...)
	}
	return out
}

// prompt is tokens of some sequences for the tiny model, cut into steps by its methods.
type prompt struct {
	batch, tokens int
	ids, image    []int32
	media         *tensor.Tensor
}

func newPrompt(batch, tokens int) prompt {
	rng := rand.New(rand.NewPCG(11, uint64(tokens)))
	p := prompt{batch: batch, tokens: tokens, media: normal(rng, 1, 3, tinyLatents, tinyWidth)}
	for range batch * tokens {
		p.ids = append(p.ids, int32(rng.IntN(tinyVocab)))
		p.image = append(p.image, int32(rng.IntN(4)-1))
	}
	return p
}

// part is the inputs of tokens [from, to) of sequences [first, last); logits are returned for all of them.
func (p prompt) part(first, last, from, to int) tensors {
	var ids, positions, image, rows []int32
	for b := first; b < last; b++ {
		for i := from; i < to; i++ {
			rows = append(rows, int32(len(rows)))
			ids, image, positions = append(ids, p.ids[b*p.tokens+i]), append(image, p.image[b*p.tokens+i]), append(positions, int32(i))
		}
	}
	n, m := last-first, to-from
	return tensors{
		"ids": ints(ids, n, m), "positions": ints(positions, n, m), "image": ints(image, n, m), "media": p.media,
		"rows": ints(rows, len(rows)), "params": floats(make([]float32, program.SampleParams), program.SampleParams), "seed": ints([]int32{1, 0}, 2),
	}
}

func (p prompt) whole() tensors { return p.part(0, p.batch, 0, p.tokens) }

// rowsOf cuts rows [from, to) out of a matrix.
func rowsOf(t *tensor.Tensor, from, to int) *tensor.Tensor {
	cols := t.Shape()[1]
	if t.DType() == tensor.F64 {
		out, err := tensor.FromF64(t.F64()[from*cols:to*cols], tensor.Sizes(to-from, cols)...)
		if err != nil {
			panic(err)
		}
		return out
	}
	return floats(t.F32()[from*cols:to*cols], to-from, cols)
}
