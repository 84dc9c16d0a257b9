package tensor

import "math"

// F16ToF32 widens IEEE half precision into dst, which must be as long as src; exact.
func F16ToF32(dst []float32, src []uint16) {
	for i, h := range src {
		sign := uint32(h&0x8000) << 16
		exponent, fraction := uint32(h>>10&0x1f), uint32(h&0x3ff)
		switch exponent {
		case 0: // zero or subnormal: fraction · 2^-24
			dst[i] = math.Float32frombits(math.Float32bits(float32(fraction)/(1<<24)) | sign)
		case 0x1f: // infinity or NaN
			dst[i] = math.Float32frombits(sign | 0x7f800000 | fraction<<13)
		default:
			dst[i] = math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
		}
	}
}
