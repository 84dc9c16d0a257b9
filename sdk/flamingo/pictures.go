package flamingo

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"
	"sync"

	"wade/sdk/backend"
	"wade/sdk/picture"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// pixels is a picture as the vision program reads it, with the hash of its content.
type pixels struct {
	data   []float32
	frames int // 1 unless it is a video
	hash   [sha256.Size]byte
}

// pixels reads and normalises a picture.
func (c Config) pixels(p prompt.Picture) (pixels, error) {
	p, err := c.ViT.Sized(p)
	if err != nil {
		return pixels{}, fmt.Errorf("flamingo: picture: %w", err)
	}
	t, err := p.Tensor()
	if err != nil {
		return pixels{}, fmt.Errorf("flamingo: picture: %w", err)
	}
	v, s := c.ViT, t.Shape()
	out := pixels{frames: 1}
	if len(s) == 4 {
		if c.Resampler.Frames == 0 {
			return pixels{}, fmt.Errorf("flamingo: the picture is a video of %d frames, but the model takes still pictures: give one of its frames", s[0])
		}
		out.frames, s = s[0], s[1:]
	}
	if t.F32() == nil || len(s) != 3 || s[0] != v.Channels() || s[1] != v.Image || s[2] != v.Image {
		return pixels{}, fmt.Errorf("flamingo: the picture is %s %v, but the model takes f32 [%d %d %d]: scale it before", t.DType(), s, v.Channels(), v.Image, v.Image)
	}
	out.data = make([]float32, t.Len())
	plane := v.Image * v.Image
	h := sha256.New()
	bytes := make([]byte, 4*plane)
	for k := range out.frames * v.Channels() {
		ch := k % v.Channels()
		for i, x := range t.F32()[k*plane : (k+1)*plane] {
			x = (x - v.Mean[ch]) / v.Std[ch]
			out.data[k*plane+i] = x
			binary.LittleEndian.PutUint32(bytes[4*i:], math.Float32bits(x))
		}
		h.Write(bytes)
	}
	h.Sum(out.hash[:0])
	return out, nil
}

// Sized brings a picture, or the frames of a video, to the size of the model, if there is a processor for it: this is the part of
// the picture that the model sees. Values that have the size already, and are not those of a file, are left as they are.
func (v Vision) Sized(p prompt.Picture) (prompt.Picture, error) {
	if v.Processor == "" {
		return p, nil
	}
	if video, ok := p.(*prompt.Video); ok {
		frames := video.Frames()
		for i, f := range frames {
			var err error
			if frames[i], err = v.Sized(f); err != nil {
				return nil, err
			}
		}
		return prompt.NewVideo("", frames...), nil
	}
	img, ok := p.(*picture.Image)
	if !ok {
		t, err := p.Tensor()
		if err != nil {
			return nil, err
		}
		if s := t.Shape(); len(s) == 4 || len(s) == 3 && s[1] == v.Image && s[2] == v.Image {
			return p, nil
		}
		if img, err = picture.FromTensor(t); err != nil {
			return nil, err
		}
	}
	return v.Processor.Apply(img, v.Image)
}

// Blank is a picture of one colour, which the vision encoder sees as zero, but for what rounding to 8 bits leaves.
func (v Vision) Blank() prompt.Picture {
	img := image.NewRGBA64(image.Rect(0, 0, v.Image, v.Image))
	at := func(c int) uint16 {
		if c >= len(v.Mean) {
			return 0
		}
		return uint16(max(0, min(1, v.Mean[c]))*0xffff + 0.5)
	}
	for y := range v.Image {
		for x := range v.Image {
			img.SetRGBA64(x, y, color.RGBA64{R: at(0), G: at(1), B: at(2), A: 0xffff})
		}
	}
	return prompt.FromImage(img, "blank picture")
}

// cacheBytes is what the latents of pictures seen before may take.
const cacheBytes = 64 << 20

// pictureCache keeps the latents of pictures by content.
type pictureCache struct {
	mu      sync.Mutex
	latents map[[sha256.Size]byte][]float32
}

func (c *pictureCache) get(h [sha256.Size]byte) []float32 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.latents[h]
}

func (c *pictureCache) put(h [sha256.Size]byte, latents []float32) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.latents == nil || (len(c.latents)+1)*len(latents)*4 > cacheBytes {
		c.latents = map[[sha256.Size]byte][]float32{} // starting over is simple, and seldom
	}
	c.latents[h] = latents
}

// media is the latents of all pictures of some prompts, and where those of each prompt are.
type media struct {
	latents *tensor.Tensor // [images latents width]
	index   [][]int32      // of each prompt's pictures
}

// visionBatch bounds how many pictures one step encodes.
const visionBatch = 32

// media encodes pictures, each one once but those of rows that change them. Without any picture it is one of zeros that
// nothing sees.
func (m *Model) media(ctx context.Context, rows []row) (*media, error) {
	ps := m.engine.programs
	out := &media{index: make([][]int32, len(rows))}
	each := m.config.Latents() * m.config.ViT.Width
	var all []pixels      // of each image of the step
	var known [][]float32 // latents that are there already
	seen := map[[sha256.Size]byte]int32{}
	load := m.loader()
	for b, r := range rows {
		batch, err := load(r)
		if err != nil {
			return nil, err
		}
		var latents []float32
		if ps.touches(ps.vision, r) && len(batch) > 0 {
			values, err := m.see(ctx, r, batch, nil)
			if err != nil {
				return nil, err
			}
			latents = values[outMedia].ToF32()
		}
		own := latents != nil || ps.touches(ps.decode, r) // not to be shared, not even within the row
		out.index[b] = make([]int32, len(batch))
		for i, px := range batch {
			at, ok := seen[px.hash]
			if !ok || own {
				at = int32(len(all))
				all, known = append(all, px), append(known, nil)
				if latents != nil {
					known[at] = latents[i*each : (i+1)*each]
				} else {
					known[at] = m.engine.pictures.get(px.hash)
				}
				if !own {
					seen[px.hash] = at
				}
			}
			out.index[b][i] = at
		}
	}
	if err := m.fill(ctx, all, known, each); err != nil {
		return nil, err
	}
	data := make([]float32, max(1, len(all))*each)
	for i, latents := range known {
		copy(data[i*each:], latents)
	}
	var err error
	out.latents, err = tensor.FromF32(data, tensor.Sizes(max(1, len(all)), m.config.Latents(), m.config.ViT.Width)...)
	return out, err
}

// fill computes the latents that are not known, equal pictures once, and remembers them.
func (m *Model) fill(ctx context.Context, all []pixels, known [][]float32, each int) error {
	var batch []pixels
	missing := map[[sha256.Size]byte][]int{}
	for i, px := range all {
		if known[i] == nil {
			if missing[px.hash] == nil {
				batch = append(batch, px)
			}
			missing[px.hash] = append(missing[px.hash], i)
		}
	}
	for len(batch) > 0 {
		n := 1 // of the same number of frames
		for n < len(batch) && batch[n].frames == batch[0].frames && (n+1)*batch[0].frames <= visionBatch {
			n++
		}
		now := batch[:n]
		batch = batch[n:]
		values, err := m.see(ctx, row{}, now, nil)
		if err != nil {
			return err
		}
		latents := values[outMedia].ToF32()
		for k, px := range now {
			one := append([]float32(nil), latents[k*each:(k+1)*each]...)
			m.engine.pictures.put(px.hash, one)
			for _, i := range missing[px.hash] {
				known[i] = one
			}
		}
	}
	return nil
}

// loader reads the pictures of rows, those of rows that share a prompt once.
func (m *Model) loader() func(row) ([]pixels, error) {
	have := map[*prompt.Picture][]pixels{}
	return func(r row) ([]pixels, error) {
		if len(r.Pictures) == 0 {
			return nil, nil
		}
		if px, ok := have[&r.Pictures[0]]; ok {
			return px, nil
		}
		px, err := m.pixels(r.Pictures)
		have[&r.Pictures[0]] = px
		return px, err
	}
}

// pixels reads pictures.
func (m *Model) pixels(pictures []prompt.Picture) ([]pixels, error) {
	batch := make([]pixels, len(pictures))
	for i, p := range pictures {
		var err error
		if batch[i], err = m.config.pixels(p); err != nil {
			return nil, err
		}
	}
	return batch, nil
}

// see runs the vision program over pictures, with the edits of a row whose pictures they are.
func (m *Model) see(ctx context.Context, r row, batch []pixels, captures []string) (map[string]*tensor.Tensor, error) {
	images, err := m.config.stack(batch)
	if err != nil {
		return nil, fmt.Errorf("flamingo: %w", err)
	}
	index := make([]int32, len(batch))
	for i := range index {
		index[i] = int32(i)
	}
	ps, frames := m.engine.programs, batch[0].frames
	if slices.ContainsFunc(batch, func(px pixels) bool { return px.frames != frames }) {
		_, err := m.config.frames(r.Pictures) // tells so
		return nil, err
	}
	vision, err := ps.sees(frames)
	if err != nil {
		return nil, err
	}
	in := map[string]*tensor.Tensor{inPixels: images}
	if err := m.config.addFrames(in, len(batch), frames); err != nil {
		return nil, err
	}
	edits := ps.edits(vision, []row{r}, window{}, func(int) []int32 { return index })
	return m.engine.step(ctx, vision, backend.Step{Inputs: in, Captures: captures, Edits: edits})
}

// last returns only the latents that the last token of a prompt sees, with their index.
func (md *media) last(e *prompt.Encoded) (*tensor.Tensor, int32, error) {
	seen := e.Tokens[len(e.Tokens)-1].Image
	s := md.latents.Shape()
	each := s[1] * s[2]
	at, image := int32(0), int32(-1)
	if seen >= 0 {
		at, image = md.index[0][seen], 0
	}
	t, err := tensor.FromF32(md.latents.F32()[int(at)*each:(int(at)+1)*each], tensor.Sizes(1, s[1], s[2])...)
	return t, image, err
}

// of lists the images of a row.
func (md *media) of(b int) []int32 { return md.index[b] }
