package family

import (
	"fmt"

	"wade/sdk/flamingo"
)

// check refuses configurations that make no model, and those that no model has: lists of weights, and room for them, are made of
// what a file says before any of the weights was seen.
func check(c flamingo.Config) error {
	for _, f := range []struct {
		name    string
		n, most int
	}{
		{"layers of the language model", c.LM.Layers, 1000},
		{"layers of the vision encoder", c.ViT.Layers, 1000},
		{"layers of the resampler", c.Resampler.Layers, 1000},
		{"heads of the language model", c.LM.Heads, 10_000},
		{"heads of the vision encoder", c.ViT.Heads, 10_000},
		{"heads of the resampler", c.Resampler.Heads, 10_000},
		{"heads of the gated blocks", c.Gated.Heads, 10_000},
		{"channels of the language model", c.LM.Width, 1 << 20},
		{"channels of the vision encoder", c.ViT.Width, 1 << 20},
		{"channels of the heads of the resampler", c.Resampler.HeadWidth, 1 << 16},
		{"hidden channels of the language model", c.LM.MLP, 1 << 22},
		{"hidden channels of the vision encoder", c.ViT.MLP, 1 << 22},
		{"tokens of the vocabulary", c.LM.Vocab, 1 << 24},
		{"tokens of context", c.LM.Context, 1 << 24},
		{"pixels at the side of a picture", c.ViT.Image, 1 << 14},
		{"latents", c.Resampler.Latents, 1 << 16},
		{"dimensions of the joint space", c.ViT.Joint, 1 << 20},
	} {
		if f.n > f.most {
			return fmt.Errorf("family: %s: %w: %d %s, more than any model has", c.Name, flamingo.ErrConfig, f.n, f.name)
		}
	}
	if err := c.Check(); err != nil {
		return fmt.Errorf("family: %w", err)
	}
	return nil
}
