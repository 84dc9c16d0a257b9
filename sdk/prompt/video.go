package prompt

import (
	"errors"
	"fmt"
	"slices"

	"wade/sdk/tensor"
)

// Video is pictures of one size, in the order of time, that a model sees as one picture.
type Video struct {
	frames []Picture
	text   string
}

// NewVideo makes a video of its frames; text says what it shows. Only models with embeddings of time take videos of several
// frames. It is shown by its first frame.
func NewVideo(text string, frames ...Picture) *Video { return &Video{slices.Clone(frames), text} }

// Frames returns the frames.
func (v *Video) Frames() []Picture { return slices.Clone(v.frames) }

// Tensor returns the pixels, axes frame, channel, height, width.
func (v *Video) Tensor() (*tensor.Tensor, error) {
	if len(v.frames) == 0 {
		return nil, errors.New("prompt: the video has no frames")
	}
	var data []float32
	var axes []tensor.Axis
	for i, f := range v.frames {
		if absent(f) {
			return nil, fmt.Errorf("prompt: frame %d of the video is nil", i)
		}
		t, err := f.Tensor()
		if err != nil {
			return nil, fmt.Errorf("prompt: frame %d of the video: %w", i, err)
		}
		if axes == nil {
			axes = t.Axes()
		}
		if len(axes) != 3 || !slices.Equal(t.Axes(), axes) {
			return nil, fmt.Errorf("prompt: frame %d of the video is %v, the first is %v; frames are pictures of one size", i, t.Axes(), axes)
		}
		data = append(data, t.ToF32()...)
	}
	return tensor.FromF32(data, append([]tensor.Axis{{Name: "frame", Size: len(v.frames)}}, axes...)...)
}

// String is the text given to NewVideo.
func (v *Video) String() string {
	if v.text == "" {
		return fmt.Sprintf("video of %d frames", len(v.frames))
	}
	return v.text
}
