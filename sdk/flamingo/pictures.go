package flamingo

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"sync"

	"wade/sdk/backend"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// pixels is a picture as the vision program reads it, with the hash of its content.
type pixels struct {
	data []float32
	hash [sha256.Size]byte
}

// pixels reads and normalises a picture.
func (c Config) pixels(p prompt.Picture) (pixels, error) {
	t, err := p.Tensor()
	if err != nil {
		return pixels{}, fmt.Errorf("flamingo: picture: %w", err)
	}
	v, s := c.ViT, t.Shape()
	if t.F32() == nil || len(s) != 3 || s[0] != v.Channels() || s[1] != v.Image || s[2] != v.Image {
		return pixels{}, fmt.Errorf("flamingo: the picture is %s %v, but the model takes f32 [%d %d %d]: scale it before", t.DType(), s, v.Channels(), v.Image, v.Image)
	}
	out := pixels{data: make([]float32, t.Len())}
	plane := v.Image * v.Image
	h := sha256.New()
	bytes := make([]byte, 4*plane)
	for ch := range v.Channels() {
		for i, x := range t.F32()[ch*plane : (ch+1)*plane] {
			x = (x - v.Mean[ch]) / v.Std[ch]
			out.data[ch*plane+i] = x
			binary.LittleEndian.PutUint32(bytes[4*i:], math.Float32bits(x))
		}
		h.Write(bytes)
	}
	h.Sum(out.hash[:0])
	return out, nil
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

// media encodes pictures, each one once. Without any picture it is one of zeros that nothing sees.
func (m *Model) media(ctx context.Context, prompts []*prompt.Encoded) (*media, error) {
	edited := len(window{}.edits(m.engine.programs.vision, m.edits)) > 0
	out := &media{}
	var all []pixels
	seen := map[[sha256.Size]byte]int32{}
	for _, e := range prompts {
		ix := make([]int32, len(e.Pictures))
		for i, p := range e.Pictures {
			px, err := m.config.pixels(p)
			if err != nil {
				return nil, err
			}
			at, ok := seen[px.hash]
			if !ok || edited { // rows of edits count every picture
				at = int32(len(all))
				seen[px.hash] = at
				all = append(all, px)
			}
			ix[i] = at
		}
		out.index = append(out.index, ix)
	}
	each := m.config.Resampler.Latents * m.config.ViT.Width
	data := make([]float32, max(1, len(all))*each)
	var missing []int
	for i, px := range all {
		if have := m.engine.pictures.get(px.hash); have != nil && !edited {
			copy(data[i*each:], have)
		} else {
			missing = append(missing, i)
		}
	}
	for len(missing) > 0 {
		now := missing
		if !edited {
			now = missing[:min(len(missing), visionBatch)]
		}
		missing = missing[len(now):]
		batch := make([]pixels, len(now))
		for k, i := range now {
			batch[k] = all[i]
		}
		values, err := m.see(ctx, batch, nil)
		if err != nil {
			return nil, err
		}
		latents := values[outMedia].ToF32()
		for k, i := range now {
			one := append([]float32(nil), latents[k*each:(k+1)*each]...)
			copy(data[i*each:], one)
			if !edited {
				m.engine.pictures.put(all[i].hash, one)
			}
		}
	}
	var err error
	out.latents, err = tensor.FromF32(data, tensor.Sizes(max(1, len(all)), m.config.Resampler.Latents, m.config.ViT.Width)...)
	return out, err
}

// see runs the vision program.
func (m *Model) see(ctx context.Context, batch []pixels, captures []string) (map[string]*tensor.Tensor, error) {
	v := m.config.ViT
	var data []float32
	for _, px := range batch {
		data = append(data, px.data...)
	}
	images, err := tensor.FromF32(data, tensor.Sizes(len(batch), v.Channels(), v.Image, v.Image)...)
	if err != nil {
		return nil, fmt.Errorf("flamingo: %w", err)
	}
	return m.engine.step(ctx, m.engine.programs.vision, backend.Step{
		Inputs:   map[string]*tensor.Tensor{inImages: images},
		Captures: captures,
		Edits:    window{}.edits(m.engine.programs.vision, m.edits),
	})
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
