package prompt

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"image"
	"image/color"
	"image/png"
	"reflect"

	"wade/sdk/tensor"
)

// Picture is anything that gives pixels: f32 in 0..1, axes channel (3), height, width. A model of videos also takes an axis frame
// before these, see NewVideo. A picture that also has a String
// method is described by it. Pictures of wade/sdk/pond are such, and FromImage makes one of any Go image.
type Picture interface {
	Tensor() (*tensor.Tensor, error)
}

// Image is a Go image as a Picture.
type Image struct {
	img  image.Image
	text string
}

// FromImage wraps an image; text says what it shows, for people who cannot see it. Transparent pixels are put on white. The
// model wants its own size: scale before, for example with golang.org/x/image/draw.
func FromImage(img image.Image, text string) *Image { return &Image{img, text} }

// Tensor returns the pixels.
func (p *Image) Tensor() (*tensor.Tensor, error) {
	if p.img == nil || p.img.Bounds().Empty() {
		return nil, errors.New("prompt: the image is empty")
	}
	r := p.img.Bounds()
	w, h := r.Dx(), r.Dy()
	data := make([]float32, 3*w*h)
	for y := range h {
		for x := range w {
			red, green, blue, alpha := p.img.At(r.Min.X+x, r.Min.Y+y).RGBA()
			for c, v := range [3]uint32{red, green, blue} {
				data[(c*h+y)*w+x] = float32(v+0xffff-alpha) / 0xffff
			}
		}
	}
	return tensor.FromF32(data, tensor.Axis{Name: "channel", Size: 3}, tensor.Axis{Name: "height", Size: h}, tensor.Axis{Name: "width", Size: w})
}

// String is the text given to FromImage.
func (p *Image) String() string {
	if p.text == "" {
		return "picture"
	}
	return p.text
}

// absent tells whether p is nil or holds a nil pointer.
func absent(p Picture) bool {
	if p == nil {
		return true
	}
	v := reflect.ValueOf(p)
	return v.Kind() == reflect.Pointer && v.IsNil()
}

// caption is what a picture says of itself.
func caption(p Picture) string {
	if s, ok := p.(fmt.Stringer); ok {
		return s.String()
	}
	return "picture"
}

// pictureHTML shows p at a readable size, or says why it cannot.
func pictureHTML(p Picture, size int) string {
	uri, err := dataURI(p)
	if err != nil {
		return `<div role="img" style="color:#c0392b;width:` + fmt.Sprint(size) + `px">` + html.EscapeString(err.Error()) + `</div>`
	}
	return fmt.Sprintf(`<img alt="%s" title="%s" width="%d" height="%d" style="image-rendering:pixelated;display:block" src="%s">`,
		html.EscapeString(caption(p)), html.EscapeString(caption(p)), size, size, uri)
}

func dataURI(p Picture) (string, error) {
	t, err := p.Tensor()
	if err != nil {
		return "", err
	}
	s, data := t.Shape(), t.F32()
	if len(s) == 4 { // of a video the first frame
		s = s[1:]
	}
	if len(s) != 3 || s[0] != 3 || data == nil {
		return "", fmt.Errorf("prompt: a picture must be f32 [3 height width], this one is %s %v", t.DType(), s)
	}
	h, w := s[1], s[2]
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	at := func(c, i int) uint8 { return uint8(max(0, min(255, data[c*h*w+i]*255+0.5))) }
	for i := range h * w {
		img.SetRGBA(i%w, i/w, color.RGBA{at(0, i), at(1, i), at(2, i), 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return "", fmt.Errorf("prompt: %w", err)
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes()), nil
}
