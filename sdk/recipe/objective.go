package recipe

import (
	"fmt"
	"slices"

	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/program"
	"wade/sdk/tensor"
	"wade/sdk/train"
)

// Inputs of the programs of this package.
const (
	inputImages    = "images"    // [images 3 48 48] or [pairs 3 48 48]
	inputIDs       = "ids"       // [batch tokens] or [pairs words]
	inputPositions = "positions" // [batch tokens] or [words]
	inputImage     = "image"     // [batch tokens]
	inputTargets   = "targets"   // [batch tokens]
	inputWeights   = "weights"   // [batch tokens]
	inputMatch     = "match"     // [pairs pairs]
	inputLast      = "last"      // [pairs]
)

func imagesInput(b *program.Builder, c flamingo.Config, count string) program.ID {
	return b.Input(inputImages, program.Of(count, c.ViT.Channels(), c.ViT.Image, c.ViT.Image))
}

// Objective is what a run minimises.
func (r Run) Objective() (train.Objective, error) {
	if err := r.Check(); err != nil {
		return train.Objective{}, err
	}
	c := r.Config()
	o := train.Objective{Name: r.Name(), Data: fmt.Sprintf("pond %s, seed %d, batches of %d", r.Stage, r.Seed, r.Batch)}
	switch r.Stage {
	case Vision:
		r.contrastive(&o, c)
	case Language:
		r.text(&o, c)
	case FewShot:
		r.episodes(&o, c)
	}
	return o, nil
}

// trained lists the weights of some parts.
func trained(c flamingo.Config, parts ...flamingo.Part) []train.Weight {
	var out []train.Weight
	for _, w := range c.Weights() {
		if slices.Contains(parts, w.Part) {
			out = append(out, train.Weight{Name: w.Name, Sizes: w.Sizes, Decay: w.Decay})
		}
	}
	return out
}

func (r Run) contrastive(o *train.Objective, c flamingo.Config) {
	text := textSide(c)
	o.Train = append(trained(c, flamingo.VisionPart), text...)
	o.Loss = func(b *program.Builder) program.ID { return contrast(b, c, text) }
	o.Watch = []string{valueScale}
	o.Batch = func(step int) (map[string]*tensor.Tensor, error) { return pairInputs(r.Seed, step, r.Batch) }
}

func pairInputs(seed uint64, step, n int) (map[string]*tensor.Tensor, error) {
	p, err := pond.PairBatch(seed, step, n)
	if err != nil {
		return nil, err
	}
	last := make([]int32, n)
	for i, length := range p.Lengths.I32() {
		last[i] = int32(i*pond.PairTokens) + length - 1
	}
	in := map[string]*tensor.Tensor{inputImages: p.Images, inputIDs: p.IDs, inputMatch: p.Match}
	if in[inputLast], err = tensor.FromI32(last); err != nil {
		return nil, err
	}
	in[inputPositions], err = tensor.FromI32(count(pond.PairTokens))
	return in, err
}

// count is 0 to n-1.
func count(n int) []int32 {
	x := make([]int32, n)
	for i := range x {
		x[i] = int32(i)
	}
	return x
}

func (r Run) text(o *train.Objective, c flamingo.Config) {
	o.Train = trained(c, flamingo.LanguagePart)
	o.Loss = func(b *program.Builder) program.ID { return textLoss(b, c, false) }
	o.Batch = func(step int) (map[string]*tensor.Tensor, error) {
		return textInputs(r.Seed, step, r.Batch, textLength(step, c.LM.Context))
	}
}

// textLength is half the context in three steps of four: copying is learnt sooner from short rows, episodes with eight shots
// are about that long, and the step costs half. The fourth trains the far positions.
func textLength(step, context int) int {
	if step%4 == 0 {
		return context
	}
	return context / 2
}

// textLoss is the cross entropy of text. The bare language model has no gated blocks; otherwise they are there, with
// pictures that no token sees.
func textLoss(b *program.Builder, c flamingo.Config, gated bool) program.ID {
	tokens := program.Of("batch", "tokens")
	media, image := program.None, program.None
	if gated {
		media, image = see(b, c), b.Ints(inputImage, tokens)
	}
	logits := c.Language(b, b.Ints(inputIDs, tokens), b.Ints(inputPositions, tokens), media, image)
	return b.CrossEntropy("loss", logits, b.Ints(inputTargets, tokens), b.Input(inputWeights, tokens))
}

func textInputs(seed uint64, step, n, length int) (map[string]*tensor.Tensor, error) {
	t, err := pond.TextBatch(seed, step, n, length)
	if err != nil {
		return nil, err
	}
	in := map[string]*tensor.Tensor{inputIDs: t.IDs, inputTargets: t.Targets, inputWeights: t.Weights}
	in[inputPositions], err = positions(n, length)
	return in, err
}

// positions counts the tokens of each of n rows from 0.
func positions(n, length int) (*tensor.Tensor, error) {
	x := make([]int32, 0, n*length)
	for range n {
		x = append(x, count(length)...)
	}
	return tensor.FromI32(x, tensor.Sizes(n, length)...)
}

// episodes trains resampler and gated blocks. Pictures pass through the vision encoder within the step: what is not
// trained gets no gradient, so this costs a forward pass.
func (r Run) episodes(o *train.Objective, c flamingo.Config) {
	parts := []flamingo.Part{flamingo.ResamplerPart, flamingo.GatedPart}
	if r.Ablation == Scratch || r.Ablation == Unfrozen {
		parts = append(parts, flamingo.LanguagePart)
	}
	o.Train = trained(c, parts...)
	o.Loss = func(b *program.Builder) program.ID {
		tokens := program.Of("batch", "tokens")
		logits := answerLogits(b, c, see(b, c))
		return b.CrossEntropy("loss", logits, b.Ints(inputTargets, tokens), b.Input(inputWeights, tokens))
	}
	if c.Gated.Gate == flamingo.TanhGate {
		o.Watch = Gates(c)
	}
	o.Batch = func(step int) (map[string]*tensor.Tensor, error) {
		e, err := pond.EpisodeBatch(r.Seed, step, r.Batch)
		if err != nil {
			return nil, err
		}
		return episodeInputs(c, e)
	}
}

// see turns pictures into latents: [images latents width].
func see(b *program.Builder, c flamingo.Config) program.ID {
	return c.Resample(b, c.Vision(b, imagesInput(b, c, "images")))
}

// answerLogits is the language model on episodes, with the latents of their pictures: [batch tokens vocab].
func answerLogits(b *program.Builder, c flamingo.Config, media program.ID) program.ID {
	tokens := program.Of("batch", "tokens")
	return c.Language(b, b.Ints(inputIDs, tokens), b.Ints(inputPositions, tokens), media, b.Ints(inputImage, tokens))
}

func episodeInputs(c flamingo.Config, e *pond.Interleaved) (map[string]*tensor.Tensor, error) {
	shape := e.IDs.Shape()
	if shape[1] > c.LM.Context {
		return nil, fmt.Errorf("recipe: an episode of %d tokens does not fit the context of %d", shape[1], c.LM.Context)
	}
	in := map[string]*tensor.Tensor{
		inputIDs: e.IDs, inputTargets: e.Targets, inputWeights: e.Weights, inputImage: e.Image, inputImages: e.Images,
	}
	var err error
	in[inputPositions], err = positions(shape[0], shape[1])
	return in, err
}

// Gates names the values that hold the gates, by depth: attention, then feed-forward.
func Gates(c flamingo.Config) []string {
	var names []string
	for _, i := range c.GatedLayers() {
		names = append(names, fmt.Sprintf("gated.%d.attn.gate", i), fmt.Sprintf("gated.%d.ffw.gate", i))
	}
	return names
}
