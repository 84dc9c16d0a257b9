package figure

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"

	"wade/sdk/tensor"
)

// pixels makes a small image of an image.Image, or of what has pixels as pictures of a prompt do: f32 in 0..1, axes
// channel (3), height, width. Neither side is longer than most.
func pixels(picture any, most int) (image.Image, error) {
	switch p := picture.(type) {
	case image.Image:
		return reduce(p, most), nil
	case interface {
		Tensor() (*tensor.Tensor, error)
	}:
		t, err := p.Tensor()
		if err != nil {
			return nil, fmt.Errorf("figure: %w", err)
		}
		s, data := t.Shape(), t.F32()
		if len(s) == 4 { // of a video the first frame
			s = s[1:]
		}
		if len(s) != 3 || s[0] != 3 || data == nil {
			return nil, fmt.Errorf("figure: a picture must be f32 [3 height width], this one is %s %v", t.DType(), s)
		}
		h, w := s[1], s[2]
		img := image.NewRGBA(image.Rect(0, 0, w, h))
		at := func(c, i int) uint8 { return uint8(max(0, min(255, data[c*h*w+i]*255+0.5))) }
		for i := range h * w {
			img.SetRGBA(i%w, i/w, color.RGBA{at(0, i), at(1, i), at(2, i), 255})
		}
		return reduce(img, most), nil
	}
	return nil, fmt.Errorf("figure: %T is no picture: an image.Image, or a value with Tensor() (*tensor.Tensor, error)", picture)
}

// reduce averages blocks of pixels.
func reduce(img image.Image, most int) image.Image {
	r := img.Bounds()
	k := (max(r.Dx(), r.Dy()) + most - 1) / most
	if k <= 1 {
		return img
	}
	out := image.NewRGBA(image.Rect(0, 0, max(1, r.Dx()/k), max(1, r.Dy()/k)))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			var sum [4]uint32
			n := uint32(0)
			for dy := range min(k, r.Dy()-y*k) {
				for dx := range min(k, r.Dx()-x*k) {
					red, green, blue, alpha := img.At(r.Min.X+x*k+dx, r.Min.Y+y*k+dy).RGBA()
					for i, v := range [4]uint32{red, green, blue, alpha} {
						sum[i] += v >> 8
					}
					n++
				}
			}
			out.SetRGBA(x, y, color.RGBA{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), uint8(sum[3] / n)})
		}
	}
	return out
}

// photo is a data URI: lossless for small pictures and maps, JPEG for those of a camera's size.
func photo(img image.Image) string {
	_, few := img.(*image.Paletted)
	if r := img.Bounds(); !few && r.Dx()*r.Dy() > 96*96 {
		var b bytes.Buffer
		if jpeg.Encode(&b, img, &jpeg.Options{Quality: 88}) == nil {
			return "data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(b.Bytes())
		}
	}
	return dataURI(img)
}
