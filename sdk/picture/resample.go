package picture

import "math"

// frame is a size in pixels.
type frame struct{ width, height int }

// window is the part of a resized picture that is wanted.
type window struct {
	width, height            int // of the whole
	left, top, right, bottom int
}

func (w window) size() frame { return frame{w.right - w.left, w.bottom - w.top} }

// weights says for one pixel of the result which of the source it is made of, and how much of each, in 22 bits after the point.
type weights struct {
	from int
	of   []int32
}

const fraction = 32 - 8 - 2

// bicubic is Pillow's kernel, a = -1/2. The products are rounded one by one, so that no machine fuses them.
func bicubic(x float64) float64 {
	const a = -0.5
	x = math.Abs(x)
	switch {
	case x < 1:
		return float64(float64(float64(float64((a+2)*x)-(a+3))*x)*x) + 1
	case x < 2:
		return float64((float64((float64((x-5)*x)+8)*x) - 4) * a)
	}
	return 0
}

// plan computes the weights of pixels first to last of a side that shrinks or grows from in to out pixels (Pillow's
// precompute_coeffs): the kernel is widened when shrinking, so that every pixel of the source counts.
func plan(in, out, first, last int) []weights {
	scale := float64(in) / float64(out)
	wide := max(scale, 1)
	support := 2 * wide
	inverse := 1 / wide
	all := make([]weights, last-first)
	var k []float64
	for i := range all {
		center := float64((float64(first+i) + 0.5) * scale)
		from := max(0, int(center-support+0.5))
		to := min(in, int(center+support+0.5))
		k = k[:0]
		sum := 0.0
		for x := from; x < to; x++ {
			w := bicubic(float64((float64(x) - center + 0.5) * inverse))
			k = append(k, w)
			sum += w
		}
		of := make([]int32, len(k))
		for j, w := range k {
			if sum != 0 {
				w /= sum
			}
			w *= 1 << fraction
			if w < 0 {
				of[j] = int32(w - 0.5)
			} else {
				of[j] = int32(w + 0.5)
			}
		}
		all[i] = weights{from, of}
	}
	return all
}

// resample resizes with Pillow's antialiased bicubic filter: rows first, rounded to bytes, then columns. Only what the window
// wants is computed.
func resample(pix []uint8, channels int, in frame, out window) []uint8 {
	across := plan(in.width, out.width, out.left, out.right)
	down := plan(in.height, out.height, out.top, out.bottom)
	size := out.size()
	top := down[0].from
	bottom := top
	for _, w := range down {
		bottom = max(bottom, w.from+len(w.of))
	}
	rows := make([]uint8, (bottom-top)*size.width*channels)
	for y := top; y < bottom; y++ {
		src := pix[y*in.width*channels : (y+1)*in.width*channels]
		dst := rows[(y-top)*size.width*channels : (y-top+1)*size.width*channels]
		for x, w := range across {
			for c := range channels {
				sum := int32(1 << (fraction - 1))
				at := w.from*channels + c
				for _, k := range w.of {
					sum += int32(src[at]) * k
					at += channels
				}
				dst[x*channels+c] = clip(sum)
			}
		}
	}
	row := size.width * channels
	result := make([]uint8, size.height*row)
	sums := make([]int32, row)
	for y, w := range down {
		for i := range sums {
			sums[i] = 1 << (fraction - 1)
		}
		for j, k := range w.of {
			src := rows[(w.from+j-top)*row : (w.from+j-top+1)*row]
			for i, v := range src {
				sums[i] += int32(v) * k
			}
		}
		dst := result[y*row : (y+1)*row]
		for i, s := range sums {
			dst[i] = clip(s)
		}
	}
	return result
}

func clip(sum int32) uint8 { return uint8(max(0, min(255, sum>>fraction))) }

// nearest resizes by taking the pixel in the middle, as Pillow does with palettes.
func nearest(pix []uint8, channels int, in frame, out window) []uint8 {
	across := middles(in.width, out.width, out.left, out.right)
	down := middles(in.height, out.height, out.top, out.bottom)
	result := make([]uint8, 0, len(across)*len(down)*channels)
	for _, y := range down {
		for _, x := range across {
			at := (y*in.width + x) * channels
			result = append(result, pix[at:at+channels]...)
		}
	}
	return result
}

// middles adds the step up from the first pixel on, as Pillow does.
func middles(in, out, first, last int) []int {
	step := float64(in) / float64(out)
	at := step * 0.5
	var all []int
	for i := range last {
		if i >= first {
			all = append(all, min(in-1, int(at)))
		}
		at += step
	}
	return all
}
