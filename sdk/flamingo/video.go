package flamingo

import (
	"fmt"
	"strconv"
	"strings"

	"wade/sdk/program"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// ResampleVideos is Resample for videos of so many frames each: features [images·frames features width], the frames of each
// video in turn, give [images latents width], as many latents whatever the number of frames (Flamingo, section 2.1).
//
// Each frame's features get the embedding of its time. The program has an input "frames.at" [frames·features table] for that:
// how much of each of the learned embeddings is in that of each row, see Resampler.Times. With several frames "frames.rows" [images
// frames·features] are the rows of features, flattened, that belong to each video.
func (c Config) ResampleVideos(b *program.Builder, features program.ID, frames int) program.ID {
	return c.resample(graph{b: b}, features, frames)
}

// timed puts the frames of each video one after the other and adds the embeddings of their times.
func (c Config) timed(g graph, features program.ID, frames int) program.ID {
	rows := frames * c.ViT.Features()
	at := g.b.Input(inFramesAt, program.Of(rows, c.Resampler.Frames))
	if frames > 1 {
		features = g.b.GatherRows("resampler.frames", features, g.b.Ints(inFrameRows, program.Of("images", rows)))
	}
	table := g.table("resampler.time.w", 0.02, c.ViT.Width, c.Resampler.Frames) // a column for each frame
	return g.b.Add("resampler.timed", features, g.b.Linear("resampler.time", at, table, program.None))
}

// Times are how much of each learned embedding of time is in that of each frame, a row for each frame: learned times lie evenly
// between the first and the last frame, and what lies between two of them is interpolated (Flamingo, appendix B.1.2). A single
// frame has the time of the first.
func (r Resampler) Times(frames int) [][]float32 {
	rows := make([][]float32, frames)
	for i := range rows {
		rows[i] = make([]float32, r.Frames)
		at := 0.0
		if frames > 1 {
			at = float64(i) * float64(r.Frames-1) / float64(frames-1)
		}
		before := int(at)
		rows[i][before] = float32(1 - (at - float64(before)))
		if before+1 < r.Frames {
			rows[i][before+1] = float32(at - float64(before))
		}
	}
	return rows
}

// imageAxis is the symbol of the vision encoder's outer axis: pictures, or the frames of videos.
func imageAxis(frames int) string {
	if frames > 1 {
		return framesSym + strconv.Itoa(frames)
	}
	return "images"
}

const framesSym = "images x "

// framesIn is how many rows of the outer axis of a value of the vision encoder a picture has.
func framesIn(v program.Value) int {
	if n, ok := strings.CutPrefix(v.Shape[0].Sym, framesSym); ok {
		frames, _ := strconv.Atoi(n)
		return frames
	}
	return 1
}

// addFrames puts the times of the frames of videos among the inputs of a step, and which frames are whose.
func (c Config) addFrames(in map[string]*tensor.Tensor, videos, frames int) error {
	if c.Resampler.Frames == 0 {
		return nil
	}
	features := c.ViT.Features()
	rows := frames * features
	var at []float32
	for _, row := range c.Resampler.Times(frames) {
		for range features {
			at = append(at, row...)
		}
	}
	var err error
	if in[inFramesAt], err = tensor.FromF32(at, tensor.Sizes(rows, c.Resampler.Frames)...); err == nil && frames > 1 {
		index := make([]int32, videos*rows)
		for i := range index {
			index[i] = int32(i)
		}
		in[inFrameRows], err = tensor.FromI32(index, tensor.Sizes(videos, rows)...)
	}
	if err != nil {
		return fmt.Errorf("flamingo: %w", err)
	}
	return nil
}

// sees is the vision program for videos of so many frames.
func (ps *programs) sees(frames int) (*program.Program, error) {
	if frames == 1 {
		return ps.vision, nil
	}
	name := fmt.Sprintf("vision, %d frames", frames)
	return ps.later.get(name, func() (*program.Program, error) { return ps.config.visionOf(name, frames) })
}

func (c Config) visionOf(name string, frames int) (*program.Program, error) {
	b := program.NewBuilder(name)
	return b.Build(c.seen(b, frames))
}

// seen is what the language model sees of pictures of so many frames.
func (c Config) seen(b *program.Builder, frames int) program.ID {
	return c.ResampleVideos(b, c.Vision(b, c.pixelsOf(b, frames)), frames)
}

// pixelsOf is the input that they are.
func (c Config) pixelsOf(b *program.Builder, frames int) program.ID {
	v := c.ViT
	return b.Input(inPixels, program.Of(imageAxis(frames), v.Channels(), v.Image, v.Image))
}

// frames is the number of frames that pictures have, which must be the same for all of them.
func (c Config) frames(pictures []prompt.Picture) (int, error) {
	if c.Resampler.Frames == 0 || len(pictures) == 0 {
		return 1, nil
	}
	frames := 0
	for _, p := range pictures {
		t, err := p.Tensor()
		if err != nil {
			return 0, fmt.Errorf("flamingo: picture: %w", err)
		}
		n := 1
		if s := t.Shape(); len(s) == 4 {
			n = s[0]
		}
		if frames > 0 && n != frames {
			return 0, fmt.Errorf("flamingo: pictures of %d and of %d frames: to capture, edit or take derivatives of what the vision encoder and the resampler compute, all must have the same number", frames, n)
		}
		frames = n
	}
	return frames, nil
}

// visionFor is the vision program for pictures that have one number of frames.
func (ps *programs) visionFor(pictures []prompt.Picture) (*program.Program, error) {
	frames, err := ps.config.frames(pictures)
	if err != nil {
		return nil, err
	}
	return ps.sees(frames)
}
