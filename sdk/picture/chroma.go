package picture

import "image"

// fromYCbCr makes colours as libjpeg does; Go's own conversion rounds otherwise.
func fromYCbCr(m *image.YCbCr) *Image {
	p := newImage(m.Rect.Dx(), m.Rect.Dy(), 3)
	for i := range p.width * p.height {
		c := m.YCbCrAt(m.Rect.Min.X+i%p.width, m.Rect.Min.Y+i/p.width)
		toRGB(p.pix[3*i:], int(c.Y), int(c.Cb)-128, int(c.Cr)-128)
	}
	return p
}

// toRGB converts luma and two of colour, in 16 bits after the point.
func toRGB(px []uint8, y, b, r int) {
	px[0] = byteOf(y + (91881*r+1<<15)>>16)
	px[1] = byteOf(y + (-22554*b-46802*r+1<<15)>>16)
	px[2] = byteOf(y + (116130*b+1<<15)>>16)
}

func byteOf(v int) uint8 { return uint8(max(0, min(255, v))) }

// upsample brings a plane of colour samples to the size of the picture: interpolated where libjpeg does ("fancy upsampling"),
// repeated elsewhere.
func upsample(plane []uint8, stride int, in, out frame, across, down int) []uint8 {
	w, h, cw, ch := out.width, out.height, in.width, in.height
	row := func(y int) []uint8 {
		y = max(0, min(ch-1, y))
		return plane[y*stride : y*stride+cw]
	}
	result := make([]uint8, w*h)
	for y := range h {
		dst := result[y*w : (y+1)*w]
		near := row(y / down)
		other := row(y/down - 1)
		if y%2 == 1 {
			other = row(y/down + 1)
		}
		switch {
		case across == 2 && down == 1 && cw > 2:
			for x := range w {
				k := x / 2
				beside, bias := k-1, 1
				if x%2 == 1 {
					beside, bias = k+1, 2
				}
				if beside < 0 || beside >= cw {
					dst[x] = near[k]
					continue
				}
				dst[x] = uint8((3*int(near[k]) + int(near[beside]) + bias) >> 2)
			}
		case across == 2 && down == 2 && cw > 2:
			sum := func(k int) int { return 3*int(near[k]) + int(other[k]) }
			for x := range w {
				k := x / 2
				beside, bias := k-1, 8
				if x%2 == 1 {
					beside, bias = k+1, 7
				}
				beside = max(0, min(cw-1, beside))
				dst[x] = uint8((3*sum(k) + sum(beside) + bias) >> 4)
			}
		case across == 1 && down == 2:
			for x := range w {
				dst[x] = uint8((3*int(near[x]) + int(other[x]) + 1 + y%2) >> 2)
			}
		default:
			for x := range w {
				dst[x] = near[x/across]
			}
		}
	}
	return result
}
