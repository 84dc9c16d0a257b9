package picture

import "image"

// fromYCbCr makes colours of a JPEG's planes as libjpeg does. Go would repeat colour samples where libjpeg interpolates them
// ("fancy upsampling"), which shows at every edge.
func fromYCbCr(m *image.YCbCr) *Image {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	p := newImage(w, h, 3)
	cb, cr := upsample(m, m.Cb), upsample(m, m.Cr)
	for y := range h {
		luma := m.Y[m.YOffset(m.Rect.Min.X, m.Rect.Min.Y+y):]
		for x := range w {
			i := y*w + x
			v, b, r := int(luma[x]), int(cb[i])-128, int(cr[i])-128
			p.pix[3*i] = byteOf(v + (91881*r+1<<15)>>16)
			p.pix[3*i+1] = byteOf(v + (-22554*b-46802*r+1<<15)>>16)
			p.pix[3*i+2] = byteOf(v + (116130*b+1<<15)>>16)
		}
	}
	return p
}

func byteOf(v int) uint8 { return uint8(max(0, min(255, v))) }

// upsample brings a plane of colour samples to the size of the picture.
func upsample(m *image.YCbCr, plane []uint8) []uint8 {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	across, down := 1, 1
	switch m.SubsampleRatio {
	case image.YCbCrSubsampleRatio422:
		across = 2
	case image.YCbCrSubsampleRatio420:
		across, down = 2, 2
	case image.YCbCrSubsampleRatio440:
		down = 2
	case image.YCbCrSubsampleRatio411:
		across = 4
	case image.YCbCrSubsampleRatio410:
		across, down = 4, 2
	}
	cw, ch := (w+across-1)/across, (h+down-1)/down
	row := func(y int) []uint8 {
		y = max(0, min(ch-1, y))
		return plane[y*m.CStride : y*m.CStride+cw]
	}
	out := make([]uint8, w*h)
	for y := range h {
		dst := out[y*w : (y+1)*w]
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
	return out
}
