package picture

import (
	"fmt"
	"math"

	"wade/internal/near"
)

// Processor names the way that a Python processor brings pictures of any size to a model's.
type Processor string

// The processors.
const (
	// OpenCLIP is open_clip's for evaluation, which OpenFlamingo uses: the shorter side is resized in the colours of the file, the
	// middle is cut out (halves to even), then it is converted to red, green and blue; alpha is dropped.
	OpenCLIP Processor = "open_clip"
	// CLIP is transformers' CLIPImageProcessor: converted first, alpha dropped; the middle is rounded down.
	CLIP Processor = "clip"
	// IDEFICS is transformers' IdeficsImageProcessor: transparent pixels are put on white, both sides are resized at once.
	IDEFICS Processor = "idefics"
)

// Processors lists them.
func Processors() []Processor { return []Processor{OpenCLIP, CLIP, IDEFICS} }

// Check tells whether the processor is known.
func (r Processor) Check() error {
	var names []string
	for _, k := range Processors() {
		if k == r {
			return nil
		}
		names = append(names, string(k))
	}
	hint := fmt.Sprintf("there are %q", names)
	if m := near.Matches(string(r), names, 1); len(m) > 0 {
		hint = fmt.Sprintf("did you mean %q?", m[0])
	}
	return fmt.Errorf("picture: unknown processor %q: %s", r, hint)
}

// Apply brings p to side x side pixels of red, green and blue.
func (r Processor) Apply(p *Image, side int) (*Image, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	if p.width*p.height == 0 || side < 1 {
		return nil, fmt.Errorf("picture: an image of %d x %d pixels cannot be resized to %d", p.width, p.height, side)
	}
	in := frame{p.width, p.height}
	switch r {
	case IDEFICS:
		q := p.rgb(true)
		return q.resized(window{side, side, 0, 0, side, side}), nil
	case CLIP:
		q := p.rgb(false)
		q.indexed = false
		return q.resized(middle(in, side, math.Floor)), nil
	}
	return p.own(middle(in, side, math.RoundToEven)), nil
}

// middle is the square in the middle of a picture whose shorter side was resized.
func middle(in frame, side int, round func(float64) float64) window {
	w := window{width: side, height: side}
	if in.width <= in.height {
		w.height = int(float64(side*in.height) / float64(in.width))
	} else {
		w.width = int(float64(side*in.width) / float64(in.height))
	}
	w.left, w.top = int(round(float64(w.width-side)/2)), int(round(float64(w.height-side)/2))
	w.right, w.bottom = w.left+side, w.top+side
	return w
}

// resized mixes the colours of p, which has no alpha.
func (p *Image) resized(w window) *Image {
	q := *p
	q.pix = resample(p.pix, p.channels, frame{p.width, p.height}, w)
	q.width, q.height = w.size().width, w.size().height
	return &q
}

// own resizes p in its own channels, as Pillow does with the picture of a file, and converts it then. Palettes are not mixed;
// colours with alpha are weighed by it.
func (p *Image) own(w window) *Image {
	in, size := frame{p.width, p.height}, w.size()
	q := &Image{width: size.width, height: size.height, channels: p.channels, text: p.text}
	switch {
	case p.indexed:
		q.pix = nearest(p.pix, p.channels, in, w)
	case p.alpha != nil && !p.keyed && in != (frame{w.width, w.height}): // Pillow multiplies only if it resizes
		n := p.channels + 1
		both := make([]uint8, p.width*p.height*n)
		for i, a := range p.alpha {
			for c := range p.channels {
				both[i*n+c] = uint8(muldiv(int(p.pix[i*p.channels+c]), int(a)))
			}
			both[i*n+p.channels] = a
		}
		both = resample(both, n, in, w)
		q.pix = make([]uint8, size.width*size.height*p.channels)
		for i := range size.width * size.height {
			a := int(both[i*n+p.channels])
			for c := range p.channels {
				v := int(both[i*n+c])
				if a != 0 && a != 255 {
					v = min(255, 255*v/a)
				}
				q.pix[i*p.channels+c] = uint8(v)
			}
		}
	default:
		q.pix = resample(p.pix, p.channels, in, w)
	}
	return q.rgb(false)
}
