package tensor

import "math"

// BF16ToF32 widens bfloat16 bits into dst, which must be as long as src; exact.
func BF16ToF32(dst []float32, src []uint16) {
	for i, b := range src {
		dst[i] = math.Float32frombits(uint32(b) << 16)
	}
}

// F32ToBF16 rounds to nearest, ties to even, into dst, which must be as long as src. NaN stays NaN.
func F32ToBF16(dst []uint16, src []float32) {
	for i, x := range src {
		u := math.Float32bits(x)
		if u&0x7fffffff > 0x7f800000 {
			dst[i] = uint16(u>>16) | 0x40
			continue
		}
		dst[i] = uint16((u + 0x7fff + u>>16&1) >> 16)
	}
}
