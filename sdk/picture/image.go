package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"wade/sdk/tensor"
)

// Image is a picture in memory, 8 bits a channel. It never changes.
type Image struct {
	width, height int
	channels      int     // 1 grey, 3 red green blue, 4 cyan magenta yellow black
	pix           []uint8 // height, width, channels
	alpha         []uint8 // height, width; nil where everything is opaque
	keyed         bool    // alpha only marks a colour of a palette or a file, and takes no part in resizing
	indexed       bool    // colours of a palette or two only, which Pillow never mixes
	text          string
}

// From copies an image; text says what it shows, for people who cannot see it. Deeper channels are cut to 8 bits.
func From(img image.Image, text string) *Image {
	if img == nil || img.Bounds().Empty() {
		return &Image{text: text}
	}
	p := fromImage(img)
	p.text = text
	return p
}

// FromTensor takes f32 in 0..1, axes channel (3), height, width. Of a video, with an axis of frames before these, it takes the
// first frame.
func FromTensor(t *tensor.Tensor) (*Image, error) {
	s, data := t.Shape(), t.F32()
	if len(s) == 4 && s[0] > 0 {
		s = s[1:]
	}
	if len(s) != 3 || s[0] != 3 || data == nil || s[1]*s[2] == 0 {
		return nil, fmt.Errorf("picture: a picture must be f32 [3 height width], this one is %s %v", t.DType(), s)
	}
	p := newImage(s[2], s[1], 3)
	plane := s[1] * s[2]
	for i := range plane {
		for c := range 3 {
			p.pix[3*i+c] = uint8(max(0, min(255, data[c*plane+i]*255+0.5)))
		}
	}
	return p, nil
}

func newImage(width, height, channels int) *Image {
	return &Image{width: width, height: height, channels: channels, pix: make([]uint8, width*height*channels)}
}

// Size is width and height in pixels.
func (p *Image) Size() (width, height int) { return p.width, p.height }

// String is what the picture shows.
func (p *Image) String() string {
	if p.text == "" {
		return "picture"
	}
	return p.text
}

// Tensor returns the colours: f32 in 0..1, axes channel (3), height, width. Transparent pixels are put on white.
func (p *Image) Tensor() (*tensor.Tensor, error) {
	if p.width*p.height == 0 {
		return nil, errors.New("picture: the image is empty")
	}
	q := p.rgb(true)
	plane := q.width * q.height
	data := make([]float32, 3*plane)
	for i := range plane {
		for c := range 3 {
			data[c*plane+i] = float32(q.pix[3*i+c]) / 255
		}
	}
	return tensor.FromF32(data, tensor.Axis{Name: "channel", Size: 3}, tensor.Axis{Name: "height", Size: q.height}, tensor.Axis{Name: "width", Size: q.width})
}

// Thumbnail shrinks the picture, if it is larger, so that its longer side has that many pixels.
func (p *Image) Thumbnail(side int) *Image {
	w, h := p.width, p.height
	if long := max(w, h); long > side {
		w, h = max(1, w*side/long), max(1, h*side/long)
	}
	q := p.rgb(true)
	q.pix = resample(q.pix, 3, frame{q.width, q.height}, window{width: w, height: h, right: w, bottom: h})
	q.width, q.height = w, h
	return q
}

// PNG writes the colours, transparent pixels on white.
func (p *Image) PNG() ([]byte, error) {
	if p.width*p.height == 0 {
		return nil, errors.New("picture: the image is empty")
	}
	q := p.rgb(true)
	img := image.NewRGBA(image.Rect(0, 0, q.width, q.height))
	for i := range q.width * q.height {
		copy(img.Pix[4*i:], q.pix[3*i:3*i+3])
		img.Pix[4*i+3] = 255
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return nil, fmt.Errorf("picture: %w", err)
	}
	return b.Bytes(), nil
}

// rgb is the picture in three colours, as Pillow converts: without alpha, or with what is transparent put on white.
func (p *Image) rgb(white bool) *Image {
	q := &Image{width: p.width, height: p.height, channels: 3, pix: p.pix, indexed: p.indexed, text: p.text}
	n := p.width * p.height
	if p.channels != 3 || white && p.alpha != nil {
		q.pix = make([]uint8, 3*n)
	}
	switch p.channels {
	case 1:
		for i, v := range p.pix {
			q.pix[3*i], q.pix[3*i+1], q.pix[3*i+2] = v, v, v
		}
	case 4:
		for i := range n {
			k := 255 - int(p.pix[4*i+3])
			for c := range 3 {
				q.pix[3*i+c] = uint8(max(0, k-muldiv(int(p.pix[4*i+c]), k)))
			}
		}
	default:
		copy(q.pix, p.pix)
	}
	if white && p.alpha != nil {
		for i, a := range p.alpha {
			for c := range 3 {
				q.pix[3*i+c] = over(q.pix[3*i+c], a)
			}
		}
	}
	return q
}

// muldiv is a*b/255, rounded as Pillow does.
func muldiv(a, b int) int {
	t := a*b + 128
	return (t>>8 + t) >> 8
}

// over puts a colour on white, in the integers of Pillow's alpha_composite.
func over(c, alpha uint8) uint8 {
	if alpha == 0 {
		return 255
	}
	t := (int(c)*int(alpha)+255*(255-int(alpha)))<<7 + 0x80<<7
	return uint8((t>>8 + t) >> 8 >> 7)
}

// fromImage copies what the decoders of Go give.
func fromImage(img image.Image) *Image {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	switch m := img.(type) {
	case *image.Gray:
		p := newImage(w, h, 1)
		for y := range h {
			copy(p.pix[y*w:(y+1)*w], m.Pix[m.PixOffset(b.Min.X, b.Min.Y+y):])
		}
		return p
	case *image.Gray16:
		p := newImage(w, h, 1)
		for i := range p.pix {
			p.pix[i] = m.Pix[m.PixOffset(b.Min.X+i%w, b.Min.Y+i/w)]
		}
		return p
	case *image.CMYK:
		p := newImage(w, h, 4)
		for y := range h {
			copy(p.pix[4*y*w:4*(y+1)*w], m.Pix[m.PixOffset(b.Min.X, b.Min.Y+y):])
		}
		return p
	case *image.YCbCr:
		return fromYCbCr(m)
	case *image.Paletted:
		return fromPaletted(m)
	}
	p := newImage(w, h, 3)
	p.alpha = make([]uint8, w*h)
	opaque := true
	for i := range w * h {
		c := straight(img, b.Min.X+i%w, b.Min.Y+i/w)
		p.pix[3*i], p.pix[3*i+1], p.pix[3*i+2], p.alpha[i] = c.R, c.G, c.B, c.A
		opaque = opaque && c.A == 255
	}
	if opaque {
		p.alpha = nil
	}
	return p
}

// straight is the colour of a pixel, not multiplied by its alpha, which Go's own conversion would lose.
func straight(img image.Image, x, y int) color.NRGBA {
	switch m := img.(type) {
	case *image.NRGBA:
		return m.NRGBAAt(x, y)
	case *image.RGBA:
		c := m.RGBAAt(x, y)
		if c.A == 0 || c.A == 255 {
			return color.NRGBA(c)
		}
		div := func(v uint8) uint8 { return uint8(min(255, 255*int(v)/int(c.A))) }
		return color.NRGBA{div(c.R), div(c.G), div(c.B), c.A}
	case *image.NRGBA64:
		c := m.NRGBA64At(x, y)
		return color.NRGBA{uint8(c.R >> 8), uint8(c.G >> 8), uint8(c.B >> 8), uint8(c.A >> 8)}
	case *image.RGBA64:
		if c := m.RGBA64At(x, y); c.A == 0xffff {
			return color.NRGBA{uint8(c.R >> 8), uint8(c.G >> 8), uint8(c.B >> 8), 255}
		}
	}
	return color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
}

// fromPaletted looks every pixel up.
func fromPaletted(m *image.Paletted) *Image {
	table := make([]color.NRGBA, len(m.Palette))
	for i, c := range m.Palette {
		table[i] = color.NRGBAModel.Convert(c).(color.NRGBA)
	}
	b := m.Bounds()
	return fromTable(b.Dx(), b.Dy(), table, func(x, y int) uint8 { return m.ColorIndexAt(b.Min.X+x, b.Min.Y+y) })
}

// fromTable looks every pixel up.
func fromTable(w, h int, table []color.NRGBA, at func(x, y int) uint8) *Image {
	opaque := true
	for _, c := range table {
		opaque = opaque && c.A == 255
	}
	p := newImage(w, h, 3)
	p.indexed = true
	if !opaque {
		p.alpha, p.keyed = make([]uint8, w*h), true
	}
	for i := range w * h {
		var c color.NRGBA
		if k := int(at(i%w, i/w)); k < len(table) {
			c = table[k]
		}
		p.pix[3*i], p.pix[3*i+1], p.pix[3*i+2] = c.R, c.G, c.B
		if !opaque {
			p.alpha[i] = c.A
		}
	}
	return p
}
