package flamingo

import (
	"fmt"
	"math"

	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// addSight tells, where tokens see all pictures before them, which rows of media each token of a window sees, given the images of
// each prompt's pictures. Tokens past the end of a prompt see what its last one does.
func (m *Model) addSight(in map[string]*tensor.Tensor, prompts []*prompt.Encoded, pictures [][]int32, w window) error {
	if !m.config.Gated.All {
		return nil
	}
	latents, most := m.config.Latents(), 1
	for b := range prompts {
		most = max(most, len(pictures[b]))
	}
	seen := most * latents
	rows, sees := make([]int32, len(prompts)*seen), make([]float32, len(prompts)*w.tokens*seen)
	for b, e := range prompts {
		for i, picture := range pictures[b] {
			for l := range latents {
				rows[b*seen+i*latents+l] = picture*int32(latents) + int32(l)
			}
		}
		for k := range w.tokens {
			last := e.Tokens[min(w.from+k, len(e.Tokens)-1)].Image
			row := sees[(b*w.tokens+k)*seen:][:seen]
			for i := (last + 1) * latents; i < seen; i++ {
				row[i] = float32(math.Inf(-1))
			}
		}
	}
	var err error
	if in[inSeen], err = tensor.FromI32(rows, tensor.Sizes(len(prompts), seen)...); err == nil {
		in[inSees], err = tensor.FromF32(sees, tensor.Sizes(len(prompts), w.tokens, seen)...)
	}
	if err != nil {
		return fmt.Errorf("flamingo: %w", err)
	}
	return nil
}

// cut leaves of a pattern over the latents of all pictures those of so many, that a prompt has: others of the step have more.
func (m *Model) cut(name string, v *tensor.Tensor, pictures int) (*tensor.Tensor, error) {
	if !m.config.Gated.All || !isPattern(name) || layerOf(name) < 0 || name[0] != 'g' {
		return v, nil
	}
	return v.Range("latent", 0, max(1, pictures)*m.config.Latents())
}
