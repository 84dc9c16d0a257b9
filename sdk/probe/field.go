package probe

import (
	"context"
	"fmt"
	"slices"

	"wade/sdk/flamingo"
	"wade/sdk/program"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// field is what a map is about: values that a model sees, a baseline for each, and the parts that they fall into: patches of
// pictures, latents or tokens.
type field struct {
	model    *flamingo.Model
	prompt   *prompt.Prompt
	target   flamingo.Target
	options  MapOptions
	over     string
	pictures []int // that count
	tokens   []prompt.Token
	side     int // of pictures in patches

	there, base []float32 // values of the whole tap
	part        []int     // of each value, -1: none
	parts       int
	shown       []*painted // of every picture
	named       []prompt.Picture
}

// painted is a picture made of numbers.
type painted struct {
	data []float32 // [channel height width], 0 to 1
	fill []float32 // of each channel
	of   *tensor.Tensor
}

// Tensor returns the pixels.
func (p *painted) Tensor() (*tensor.Tensor, error) { return tensor.FromF32(p.data, p.of.Axes()...) }

// String says what it is.
func (p *painted) String() string { return "picture with parts covered" }

func newField(ctx context.Context, m *flamingo.Model, p *prompt.Prompt, t flamingo.Target, who string, options []MapOptions) (*field, error) {
	f := &field{model: m, prompt: p, target: t, over: "pixels"}
	if len(options) > 0 {
		f.options = options[0]
	}
	if f.options.Over != "" {
		f.over = f.options.Over
	}
	if !slices.Contains([]string{"pixels", "media", "lm.embed"}, f.over) {
		return nil, fmt.Errorf("probe: %s: over %q; want pixels, media or lm.embed", who, f.over)
	}
	p, err := fitted(m, p)
	if err != nil {
		return nil, err
	}
	f.prompt = p
	e, err := m.Encode(p)
	if err != nil {
		return nil, err
	}
	if _, _, err := m.Aim(e, t); err != nil {
		return nil, err
	}
	f.tokens, f.named = e.Tokens, e.Pictures
	if f.over != "lm.embed" && len(e.Pictures) == 0 {
		return nil, fmt.Errorf("probe: %s: the prompt has no picture; choose Over: \"lm.embed\" to attribute to words", who)
	}
	f.pictures = f.options.Pictures
	if len(f.pictures) == 0 {
		for i := range e.Pictures {
			f.pictures = append(f.pictures, i)
		}
	}
	for _, i := range f.pictures {
		if i < 0 || i >= len(e.Pictures) {
			return nil, fmt.Errorf("probe: %s: picture %d of %d; they are counted from 0", who, i, len(e.Pictures))
		}
	}
	f.side = m.Config().ViT.Image / m.Config().ViT.Patch
	if f.options.Baseline == "" {
		f.options.Baseline = map[bool]Baseline{true: Median, false: MeanRow}[f.over == "pixels"]
	}
	if f.over == "pixels" {
		return f, f.readPixels()
	}
	return f, f.readRows(ctx)
}

// readPixels takes pictures as the model sees them.
func (f *field) readPixels() error {
	v := f.model.Config().ViT
	plane := v.Image * v.Image
	for i, picture := range f.named {
		t, err := picture.Tensor()
		if err != nil {
			return fmt.Errorf("probe: picture %d: %w", i, err)
		}
		x := &painted{data: t.F32(), of: t}
		if len(x.data) != v.Channels()*plane {
			return fmt.Errorf("probe: picture %d is %v, the model takes %d channels of %d × %d", i, t.Shape(), v.Channels(), v.Image, v.Image)
		}
		for c := range v.Channels() {
			fill, err := f.fill(x.data[c*plane:(c+1)*plane], v.Mean[c])
			if err != nil {
				return err
			}
			x.fill = append(x.fill, fill)
		}
		f.shown = append(f.shown, x)
		k := slices.Index(f.pictures, i)
		for j, value := range x.data {
			c, y, px := j/plane, j%plane/v.Image, j%v.Image
			there, base := (value-v.Mean[c])/v.Std[c], (x.fill[c]-v.Mean[c])/v.Std[c]
			part := -1
			if k < 0 {
				base = there
			} else {
				part = (k*f.side+y/v.Patch)*f.side + px/v.Patch
			}
			f.there, f.base, f.part = append(f.there, there), append(f.base, base), append(f.part, part)
		}
	}
	f.parts = len(f.pictures) * f.side * f.side
	return nil
}

// fill is the baseline of one channel of a picture.
func (f *field) fill(plane []float32, mean float32) (float32, error) {
	switch f.options.Baseline {
	case Grey:
		return 0.5, nil
	case Zero:
		return mean, nil
	case MeanColour:
		sum := 0.0
		for _, x := range plane {
			sum += float64(x)
		}
		return float32(sum / float64(len(plane))), nil
	case Median:
		return slices.Sorted(slices.Values(plane))[len(plane)/2], nil
	}
	return 0, fmt.Errorf("probe: baseline %q for pixels; want %s, %s, %s or %s", f.options.Baseline, Median, MeanColour, Grey, Zero)
}

// readRows takes latents or embeddings as the model computes them.
func (f *field) readRows(ctx context.Context) error {
	trace, err := f.model.Forward(ctx, f.prompt, f.over)
	if err != nil {
		return err
	}
	v, err := trace.At(f.over)
	if err != nil {
		return err
	}
	shape := v.Shape()
	cols := shape[len(shape)-1]
	f.there = v.ToF32()
	mean := make([]float32, cols)
	switch f.options.Baseline {
	case Zero:
	case MeanRow:
		for i, x := range f.there {
			mean[i%cols] += x * float32(cols) / float32(len(f.there))
		}
	default:
		return fmt.Errorf("probe: baseline %q for %s; want %s or %s", f.options.Baseline, f.over, MeanRow, Zero)
	}
	f.base, f.part = slices.Clone(f.there), make([]int, len(f.there))
	for i := range f.there {
		row := i / cols
		f.part[i] = row
		if f.over == "media" {
			latents := shape[1]
			k := slices.Index(f.pictures, row/latents)
			if f.part[i] = k*latents + row%latents; k < 0 {
				f.part[i] = -1
				continue
			}
		}
		f.base[i] = mean[i%cols]
		f.parts = max(f.parts, f.part[i]+1)
	}
	return nil
}

// gather sums numbers over the values of each part.
func (f *field) gather(values []float64) []float64 {
	sums := make([]float64, f.parts)
	for i, x := range values {
		if f.part[i] >= 0 {
			sums[f.part[i]] += x
		}
	}
	return sums
}

// grids are the values of parts as maps of pictures.
func (f *field) grids(values []float64) []PictureMap {
	if f.over == "lm.embed" {
		return nil
	}
	rows, cols := f.side, f.side
	if f.over == "media" {
		rows, cols = 1, f.model.Config().Latents()
	}
	var all []PictureMap
	for k, i := range f.pictures {
		m := PictureMap{Index: i, Picture: f.named[i]}
		for r := range rows {
			from := (k*rows + r) * cols
			m.Values = append(m.Values, values[from:from+cols])
		}
		all = append(all, m)
	}
	return all
}

// with is a run in which only some parts are there and the others at the baseline. Pixels are changed in the pictures, which are
// then encoded many at a time.
func (f *field) with(kept []bool) flamingo.Run {
	if f.over != "pixels" {
		data := slices.Clone(f.there)
		for i, part := range f.part {
			if part >= 0 && !kept[part] {
				data[i] = f.base[i]
			}
		}
		return flamingo.Run{Prompt: f.prompt, Edits: []flamingo.Edit{{Tap: f.over, Kind: program.EditReplace, Data: data}}}
	}
	chunks := f.prompt.Chunks()
	at, i := 0, 0
	for c := range chunks {
		if chunks[c].Picture == nil {
			continue
		}
		x := f.shown[i]
		n := len(x.data)
		if slices.Contains(f.pictures, i) {
			changed := &painted{data: slices.Clone(x.data), of: x.of}
			plane, some := n/len(x.fill), false
			for j := range x.data {
				if part := f.part[at+j]; !kept[part] {
					changed.data[j], some = x.fill[j/plane], true
				}
			}
			if some {
				chunks[c].Picture = changed
			}
		}
		at, i = at+n, i+1
	}
	return flamingo.Run{Prompt: prompt.Of(chunks...)}
}
