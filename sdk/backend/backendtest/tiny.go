package backendtest

import (
	"fmt"
	"math/rand/v2"

	"wade/sdk/program"
	"wade/sdk/tensor"
)

// network is a small model with everything that a step can have: symbols, a cache, gates, images by index, a sampler.
type network struct{ layers, width, heads, vocab, latents int }

// tiny is the one that is tested, with sizes that no vector length divides.
var tiny = network{2, tinyWidth, 3, tinyVocab, tinyLatents}

const (
	tinyWidth   = 24
	tinyVocab   = 31
	tinyLatents = 5
)

// hidden builds everything up to the final norm.
func (z network) hidden(b *program.Builder) program.ID {
	rows := program.Of("batch", "tokens")
	ids, positions, image := b.Ints("ids", rows), b.Ints("positions", rows), b.Ints("image", rows)
	media := b.Input("media", program.Of("images", z.latents, z.width))
	x := b.Embed("embed", b.Weight("wte", z.vocab, z.width), ids)
	square := func(name string) program.ID { return b.Weight(name, z.width, z.width) }
	norm := func(name string, x program.ID) program.ID {
		return b.LayerNorm(name, x, b.Weight(name+".w", z.width), b.Weight(name+".b", z.width), 1e-5)
	}
	for i := range z.layers {
		at := func(s string) string { return fmt.Sprintf("%d.%s", i, s) }
		c := program.AttentionConfig{Heads: z.heads}
		q := b.Linear(at("xq"), norm(at("xnorm"), x), square(at("xq.w")), program.None)
		k, v := b.Linear(at("xk"), media, square(at("xk.w")), program.None), b.Linear(at("xv"), media, square(at("xv.w")), program.None)
		branch := b.CrossAttention(at("cross"), q, k, v, image, c)
		b.CrossPattern(at("cross.pattern"), q, k, image, c)
		x = b.GatedAdd(at("gated"), x, branch, b.Activate(at("gate"), b.Weight(at("alpha"), 1), program.Tanh))
		c.Causal = true
		n := norm(at("norm"), x)
		turn := func(name string) program.ID {
			return b.Rotary(at(name), b.Linear(at(name+".flat"), n, square(at(name+".w")), program.None), positions, z.heads, 4, 10000)
		}
		q = turn("q")
		k = b.CacheAppend(at("keys"), turn("k"), at("k"))
		v = b.CacheAppend(at("values"), b.Linear(at("v"), n, square(at("v.w")), b.Weight(at("v.b"), z.width)), at("v"))
		b.Pattern(at("pattern"), q, k, c)
		x = b.Add(at("out"), x, b.Attention(at("attention"), q, k, v, c))
		n = norm(at("mlp.norm"), x)
		up := b.Activate(at("mlp.act"), b.Linear(at("mlp.up"), n, b.Weight(at("mlp.up.w"), 4*z.width, z.width), program.None), program.GELU)
		x = b.Add(at("mlp.out"), x, b.Linear(at("mlp.down"), up, b.Weight(at("mlp.down.w"), z.width, 4*z.width), program.None))
	}
	return norm("hidden", x)
}

// decoder returns the logits of chosen rows and a draw from them.
func (z network) decoder(name string) *program.Program {
	b := program.NewBuilder(name)
	last := b.GatherRows("last", z.hidden(b), b.Ints("rows", program.Of("picked")))
	logits := b.Linear("logits", last, b.Weight("wte", z.vocab, z.width), program.None)
	next := b.Sample("next", logits, b.Input("params", program.Of(program.SampleParams)), b.Ints("seed", program.Of(2)))
	return built(b, logits, next)
}

// loss returns the cross-entropy of every token.
func (z network) loss(b *program.Builder) program.ID {
	rows := program.Of("batch", "tokens")
	logits := b.Linear("logits", z.hidden(b), b.Weight("wte", z.vocab, z.width), program.None)
	return b.CrossEntropy("loss", logits, b.Ints("targets", rows), b.Input("weights", rows))
}

// trainer is one step of training: loss, gradient of everything, clipping, update. It also names what it trains.
func (z network) trainer(name string) (p *program.Program, trained []string) {
	b := program.NewBuilder(name)
	one := program.Of(1)
	loss := z.loss(b)
	forward := built(b, loss)
	var ids []program.ID
	for _, v := range forward.Of(program.KindWeight) {
		ids = append(ids, b.ID(v.Name))
	}
	grads := b.Gradient(loss, ids...)
	norm := b.GlobalNorm("norm", grads...)
	clip := b.ClipScale("clip", norm, 0.5)
	lr, step := b.Input("lr", one), b.Input("step", one)
	for i, v := range forward.Of(program.KindWeight) {
		sizes := make([]int, len(v.Shape))
		for k, d := range v.Shape {
			sizes[k] = d.N
		}
		trained = append(trained, v.Name)
		b.AdamW("update:"+v.Name, ids[i], grads[i], b.State("m/"+v.Name, sizes...), b.State("v/"+v.Name, sizes...), lr, step, clip, adam)
	}
	return built(b, loss, norm), trained
}

func tinyProgram(name string) *program.Program { return tiny.decoder(name) }

func built(b *program.Builder, outputs ...program.ID) *program.Program {
	p, err := b.Build(outputs...)
	if err != nil {
		panic(err) // the suite's own programs always fit
	}
	return p
}

// tinyWeights gives every weight of p random values that keep activations near 1.
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

// prompt is tokens of some sequences, cut into steps by its methods.
type prompt struct {
	network
	batch, tokens int
	ids, image    []int32
	media         *tensor.Tensor
}

func newPrompt(batch, tokens int) prompt { return tiny.prompt(batch, tokens) }

func (z network) prompt(batch, tokens int) prompt {
	rng := rand.New(rand.NewPCG(11, uint64(tokens)))
	p := prompt{network: z, batch: batch, tokens: tokens, media: normal(rng, 1, 3, z.latents, z.width)}
	for range batch * tokens {
		p.ids = append(p.ids, int32(rng.IntN(z.vocab)))
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
