package prompt

import (
	"encoding/base64"
	"fmt"
	"html"
	"image"
	"reflect"

	"wade/sdk/picture"
	"wade/sdk/tensor"
)

// Picture is anything that gives pixels: f32 in 0..1, axes channel (3), height, width. A model of videos also takes an axis frame
// before these, see NewVideo. A picture that also has a String method is described by it. Pictures of wade/sdk/pond are such, as
// are those that wade/sdk/picture opens.
type Picture interface {
	Tensor() (*tensor.Tensor, error)
}

// FromImage makes a picture of any Go image; text says what it shows, for people who cannot see it.
func FromImage(img image.Image, text string) *picture.Image { return picture.From(img, text) }

// absent tells whether p is nil or holds a nil pointer.
func absent(p Picture) bool {
	if p == nil {
		return true
	}
	v := reflect.ValueOf(p)
	return v.Kind() == reflect.Pointer && v.IsNil()
}

// drawn tells whether p has pixels, without making a tensor of a photograph.
func drawn(p Picture) error {
	if img, ok := p.(*picture.Image); ok {
		if w, h := img.Size(); w*h > 0 {
			return nil
		}
	}
	_, err := p.Tensor()
	return err
}

// caption is what a picture says of itself.
func caption(p Picture) string {
	if s, ok := p.(fmt.Stringer); ok {
		return s.String()
	}
	return "picture"
}

// pictureHTML shows p, its longer side at a readable size, or says why it cannot.
func pictureHTML(p Picture, size int) string {
	img, err := thumbnail(p, 2*size)
	var data []byte
	if err == nil {
		data, err = img.PNG()
	}
	if err != nil {
		return `<div role="img" style="color:#c0392b;width:` + fmt.Sprint(size) + `px">` + html.EscapeString(err.Error()) + `</div>`
	}
	w, h := img.Size()
	scale := float64(size) / float64(max(w, h))
	return fmt.Sprintf(`<img alt="%s" title="%s" width="%.0f" height="%.0f" style="image-rendering:%s;display:block" src="data:image/png;base64,%s">`,
		html.EscapeString(caption(p)), html.EscapeString(caption(p)), max(1, float64(w)*scale), max(1, float64(h)*scale), rendering(w, h, size), base64.StdEncoding.EncodeToString(data))
}

// rendering shows the pixels of small pictures.
func rendering(w, h, size int) string {
	if max(w, h) <= size {
		return "pixelated"
	}
	return "auto"
}

// thumbnail is p with a longer side of that many pixels at most.
func thumbnail(p Picture, side int) (*picture.Image, error) {
	if img, ok := p.(*picture.Image); ok {
		if w, h := img.Size(); w*h > 0 {
			return img.Thumbnail(side), nil
		}
	}
	t, err := p.Tensor()
	if err != nil {
		return nil, err
	}
	img, err := picture.FromTensor(t)
	if err != nil {
		return nil, err
	}
	return img.Thumbnail(side), nil
}
