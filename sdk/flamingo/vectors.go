package flamingo

import (
	"context"
	"errors"
	"fmt"

	"wade/sdk/backend"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// Vectors gives each picture a vector of length 1, [picture channel], so that the product of two is the cosine between them: the
// measure by which similar shots are found (RICES; Yang et al., 2022). With a CLIP encoder and its projection they lie in the
// space that pictures share with texts; else they are means of what the encoder gives. Edits of the model do not apply. When
// it takes long it shows a bar.
func (m *Model) Vectors(ctx context.Context, pictures ...prompt.Picture) (_ *tensor.Tensor, err error) {
	if len(pictures) == 0 {
		return nil, errors.New("flamingo: Vectors takes at least one picture")
	}
	p, err := m.engine.programs.later.get("joint", m.config.jointProgram)
	if err != nil {
		return nil, err
	}
	ctx, bar := begin(ctx, "pictures", len(pictures))
	defer func() { bar.End(err) }()
	var data []float32
	for from := 0; from < len(pictures); from += visionBatch {
		batch, err := m.pixels(pictures[from:min(len(pictures), from+visionBatch)])
		if err != nil {
			return nil, err
		}
		for i, px := range batch {
			if px.frames > 1 {
				return nil, fmt.Errorf("flamingo: picture %d is a video of %d frames, but Vectors takes still pictures: give one of its frames", from+i, px.frames)
			}
		}
		images, err := m.config.stack(batch)
		if err != nil {
			return nil, fmt.Errorf("flamingo: %w", err)
		}
		values, err := m.engine.step(ctx, p, backend.Step{Inputs: map[string]*tensor.Tensor{inPixels: images}})
		if err != nil {
			return nil, err
		}
		data = append(data, values[outUnit].ToF32()...)
		bar.Set(from+len(batch), "")
	}
	return tensor.FromF32(data, tensor.Axis{Name: "picture", Size: len(pictures)}, tensor.Axis{Name: "channel", Size: len(data) / len(pictures)})
}
