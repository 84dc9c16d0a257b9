package picture

import (
	"bytes"
	"image"

	"golang.org/x/image/webp"
)

// decodeWebP makes colours of a WebP's planes as libwebp does: colour samples are interpolated, and luma goes from 16 to 235,
// which Go's own conversion takes for 0 to 255.
func decodeWebP(data []byte) (*Image, error) {
	img, err := webp.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	switch m := img.(type) {
	case *image.YCbCr:
		return fromVP8(m), nil
	case *image.NYCbCrA:
		p := fromVP8(&m.YCbCr)
		p.alpha = make([]uint8, p.width*p.height)
		for y := range p.height {
			copy(p.alpha[y*p.width:(y+1)*p.width], m.A[m.AOffset(m.Rect.Min.X, m.Rect.Min.Y+y):])
		}
		return p, nil
	}
	return fromImage(img), nil
}

func fromVP8(m *image.YCbCr) *Image {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	p := newImage(w, h, 3)
	us, vs := spread(m, m.Cb), spread(m, m.Cr)
	for y := range h {
		luma := m.Y[m.YOffset(m.Rect.Min.X, m.Rect.Min.Y+y):]
		for x := range w {
			i := y*w + x
			l, u, v := int(luma[x])*19077>>8, int(us[i]), int(vs[i])
			p.pix[3*i] = byteOf((l + v*26149>>8 - 14234) >> 6)
			p.pix[3*i+1] = byteOf((l - u*6419>>8 - v*13320>>8 + 8708) >> 6)
			p.pix[3*i+2] = byteOf((l + u*33050>>8 - 17685) >> 6)
		}
	}
	return p
}

// spread interpolates colour samples with weights 9, 3, 3 and 1, rounded in two steps as libwebp does.
func spread(m *image.YCbCr, plane []uint8) []uint8 {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	cw, ch := (w+1)/2, (h+1)/2
	out := make([]uint8, w*h)
	at := func(y, x int) int { return int(plane[max(0, min(ch-1, y))*m.CStride+x]) }
	for y := range h {
		near, far := y/2, y/2-1
		if y%2 == 1 {
			far = y/2 + 1
		}
		for x := range w {
			k, beside := x/2, x/2-1
			if x%2 == 1 {
				beside = k + 1
			}
			if beside < 0 || beside >= cw {
				out[y*w+x] = uint8((3*at(near, k) + at(far, k) + 2) >> 2)
				continue
			}
			a, b, c, d := at(near, k), at(near, beside), at(far, k), at(far, beside)
			out[y*w+x] = uint8(((a+b+c+d+8+2*(b+c))>>3 + a) >> 1)
		}
	}
	return out
}
