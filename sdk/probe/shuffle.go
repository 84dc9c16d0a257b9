package probe

import (
	"fmt"
	"math/rand/v2"

	"wade/sdk/flamingo"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// madePicture is a picture made here.
type madePicture struct {
	data *tensor.Tensor
	text string
}

func (p *madePicture) Tensor() (*tensor.Tensor, error) { return p.data, nil }
func (p *madePicture) String() string                  { return p.text }

// fitted is a prompt whose pictures are what the model sees of them, for maps that are laid over them.
func fitted(m *flamingo.Model, p *prompt.Prompt) (*prompt.Prompt, error) {
	v := m.Config().ViT
	if p == nil || v.Processor == "" {
		return p, nil
	}
	with := map[int]prompt.Picture{}
	for i, picture := range p.Pictures() {
		seen, err := v.Sized(picture)
		if err != nil {
			return nil, fmt.Errorf("probe: picture %d: %w", i, err)
		}
		with[i] = seen
	}
	return swapped(p, with), nil
}

// shuffled is a picture cut into patches that are put back in a random order: what is in it stays, where it is goes.
func shuffled(of prompt.Picture, patch int, seed uint64) (prompt.Picture, error) {
	t, err := of.Tensor()
	if err != nil {
		return nil, fmt.Errorf("probe: %w", err)
	}
	s := t.Shape()
	if len(s) != 3 || s[1]%patch != 0 || s[2]%patch != 0 {
		return nil, fmt.Errorf("probe: a picture of %v does not divide into patches of %d", t.Axes(), patch)
	}
	h, w := s[1]/patch, s[2]/patch
	from, to := t.ToF32(), make([]float32, t.Len())
	for i, j := range rand.New(rand.NewPCG(seed, 0x7061_7463)).Perm(h * w) {
		for c := range s[0] {
			for y := range patch {
				src := (c*s[1]+i/w*patch+y)*s[2] + i%w*patch
				dst := (c*s[1]+j/w*patch+y)*s[2] + j%w*patch
				copy(to[dst:dst+patch], from[src:src+patch])
			}
		}
	}
	data, err := tensor.FromF32(to, t.Axes()...)
	return &madePicture{data, "its patches in a random order"}, err
}

// meanPicture is the mean of pictures of one size.
func meanPicture(all []prompt.Picture) (prompt.Picture, error) {
	var sum []float32
	var axes []tensor.Axis
	for _, p := range all {
		t, err := p.Tensor()
		if err != nil {
			return nil, fmt.Errorf("probe: %w", err)
		}
		if sum == nil {
			sum, axes = make([]float32, t.Len()), t.Axes()
		}
		if t.Len() != len(sum) {
			return nil, fmt.Errorf("probe: pictures of %v and of %v have no mean", axes, t.Axes())
		}
		for i, x := range t.ToF32() {
			sum[i] += x / float32(len(all))
		}
	}
	data, err := tensor.FromF32(sum, axes...)
	return &madePicture{data, fmt.Sprintf("mean of %d pictures", len(all))}, err
}

// swapped is a prompt with other pictures in place of some, by their index.
func swapped(p *prompt.Prompt, with map[int]prompt.Picture) *prompt.Prompt {
	chunks := p.Chunks()
	image := 0
	for i := range chunks {
		if chunks[i].Picture == nil {
			continue
		}
		if q, ok := with[image]; ok {
			chunks[i].Picture = q
		}
		image++
	}
	return prompt.Of(chunks...)
}
