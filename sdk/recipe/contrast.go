package recipe

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/program"
	"wade/sdk/tensor"
	"wade/sdk/train"
)

// The text side of the contrastive stage exists during that stage only, so its sizes are constants and not configuration.
const (
	textWidth  = 128
	textLayers = 2
	textHeads  = 4
	joint      = 64 // width of the space where pictures and captions meet
	coldness   = 14 // factor on cosine similarities at first; CLIP's 1/0.07
	warmth     = 30 // change of that factor for a change of 1 in its weight
)

// Values of the contrastive programs.
const (
	valueSimilarity = "contrast.logits"      // [pairs pairs], pictures by captions
	valueScale      = "contrast.temperature" // [1], what is learnt on top of coldness
)

// textSide lists the weights that only the contrastive stage has.
func textSide(c flamingo.Config) []train.Weight {
	w := []train.Weight{
		{Name: "contrast.image", Sizes: []int{joint, c.ViT.Width}, Decay: true},
		{Name: "contrast.text", Sizes: []int{joint, textWidth}, Decay: true},
		{Name: "contrast.scale", Sizes: []int{1}},
		{Name: "contrast.embed", Sizes: []int{c.LM.Vocab, textWidth}, Decay: true},
		{Name: "contrast.positions", Sizes: []int{pond.PairTokens, textWidth}},
		{Name: "contrast.norm.weight", Sizes: []int{textWidth}},
		{Name: "contrast.norm.bias", Sizes: []int{textWidth}},
	}
	for i := range textLayers {
		p := fmt.Sprintf("contrast.layers.%d.", i)
		for _, name := range []string{"norm1", "norm2"} {
			w = append(w, train.Weight{Name: p + name + ".weight", Sizes: []int{textWidth}}, train.Weight{Name: p + name + ".bias", Sizes: []int{textWidth}})
		}
		for _, name := range []string{"q", "k", "v", "out"} {
			w = append(w, train.Weight{Name: p + name, Sizes: []int{textWidth, textWidth}, Decay: true})
		}
		w = append(w, train.Weight{Name: p + "up", Sizes: []int{4 * textWidth, textWidth}, Decay: true},
			train.Weight{Name: p + "down", Sizes: []int{textWidth, 4 * textWidth}, Decay: true})
	}
	return w
}

// textInit gives these weights their first values: norms at 1, biases and the temperature's change at 0, embeddings with
// deviation 0.02, matrices uniform within 1/sqrt(inputs).
func textInit(seed uint64, weights []train.Weight) map[string]*tensor.Tensor {
	r := rand.New(rand.NewPCG(seed, 0x636f6e7472617374))
	out := make(map[string]*tensor.Tensor, len(weights))
	for _, w := range weights {
		n := 1
		for _, s := range w.Sizes {
			n *= s
		}
		x := make([]float32, n)
		switch {
		case w.Name == "contrast.embed" || w.Name == "contrast.positions":
			for i := range x {
				x[i] = float32(0.02 * r.NormFloat64())
			}
		case len(w.Sizes) == 2:
			limit := 1 / math.Sqrt(float64(w.Sizes[1]))
			for i := range x {
				x[i] = float32(limit * (2*r.Float64() - 1))
			}
		case strings.HasSuffix(w.Name, ".weight"):
			for i := range x {
				x[i] = 1
			}
		}
		out[w.Name], _ = tensor.FromF32(x, tensor.Sizes(w.Sizes...)...) // sizes fit by construction
	}
	return out
}

// contrast builds the similarities of pictures and captions and returns the loss: the mean of the two directions' cross
// entropies, where equal captions share the target (Radford et al., 2021, with soft targets).
func contrast(b *program.Builder, c flamingo.Config, weights []train.Weight) program.ID {
	weight := map[string]program.ID{}
	for _, w := range weights {
		weight[w.Name] = b.Weight(w.Name, w.Sizes...)
	}
	features := b.MeanRows("contrast.image.mean", c.Vision(b, imagesInput(b, c, "pairs")))
	picture := b.Normalize("contrast.image.unit", b.Linear("contrast.image.joint", features, weight["contrast.image"], program.None))

	x := b.Add("contrast.text.in",
		b.Embed("contrast.text.words", weight["contrast.embed"], b.Ints(inputIDs, program.Of("pairs", "words"))),
		b.Embed("contrast.text.places", weight["contrast.positions"], b.Ints(inputPositions, program.Of("words"))))
	for i := range textLayers {
		x = textBlock(b, fmt.Sprintf("contrast.layers.%d.", i), x, weight)
	}
	last := b.GatherRows("contrast.text.last", x, b.Ints(inputLast, program.Of("pairs"))) // causal, so the last word has seen all
	last = b.LayerNorm("contrast.text.norm", last, weight["contrast.norm.weight"], weight["contrast.norm.bias"], 1e-5)
	caption := b.Normalize("contrast.text.unit", b.Linear("contrast.text.joint", last, weight["contrast.text"], program.None))

	cosine := b.Linear("contrast.cosine", picture, caption, program.None)
	logits := b.GatedAdd(valueSimilarity, b.Scale("contrast.cold", cosine, coldness), b.Scale("contrast.warm", cosine, warmth), weight["contrast.scale"])
	b.Scale(valueScale, weight["contrast.scale"], warmth)
	match := b.Input(inputMatch, program.Of("pairs", "pairs"))
	byPicture := b.SoftEntropy("contrast.loss.pictures", logits, match)
	byCaption := b.SoftEntropy("contrast.loss.captions", b.Transpose("contrast.logits.transposed", logits), match)
	return b.Scale("contrast.loss", b.Add("contrast.loss.sum", byPicture, byCaption), 0.5)
}

// textBlock is a pre-norm transformer layer.
func textBlock(b *program.Builder, p string, x program.ID, w map[string]program.ID) program.ID {
	n := b.LayerNorm(p+"norm1", x, w[p+"norm1.weight"], w[p+"norm1.bias"], 1e-5)
	project := func(name string, x program.ID) program.ID {
		return b.Linear(p+name+".value", x, w[p+name], program.None)
	}
	a := b.Attention(p+"attention", project("q", n), project("k", n), project("v", n), program.AttentionConfig{Heads: textHeads, Causal: true})
	x = b.Add(p+"attended", x, project("out", a))
	n = b.LayerNorm(p+"norm2", x, w[p+"norm2.weight"], w[p+"norm2.bias"], 1e-5)
	return b.Add(p+"result", x, project("down", b.Activate(p+"active", project("up", n), program.GELU)))
}
