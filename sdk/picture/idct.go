package picture

// The constants of the transform, in 13 bits after the point.
const (
	fix0298 = 2446
	fix0390 = 3196
	fix0541 = 4433
	fix0765 = 6270
	fix0899 = 7373
	fix1175 = 9633
	fix1501 = 12299
	fix1847 = 15137
	fix1961 = 16069
	fix2053 = 16819
	fix2562 = 20995
	fix3072 = 25172
)

// put transforms a block and writes its samples (the accurate integer transform of libjpeg, after Loeffler, Ligtenberg and
// Moschytz 1989: columns with two more bits, then rows).
func (p *jpegPart) put(x, y int, block []int16, quant *[64]int32) {
	var work [64]int32
	for c := range 8 {
		var in [8]int32
		for r := range 8 {
			in[r] = int32(block[8*r+c]) * quant[8*r+c]
		}
		out := eight(&in, 11)
		for r, v := range out {
			work[8*r+c] = v
		}
	}
	at := 8*y*p.stride + 8*x
	for r := range 8 {
		out := eight((*[8]int32)(work[8*r:8*r+8]), 18)
		dst := p.plane[at+r*p.stride : at+r*p.stride+8]
		for c, v := range out {
			dst[c] = uint8(max(0, min(255, v+128)))
		}
	}
}

// eight is the inverse transform of eight values, divided by a power of two and rounded.
func eight(in *[8]int32, shift int) [8]int32 {
	z := (in[2] + in[6]) * fix0541
	t2, t3 := z-in[6]*fix1847, z+in[2]*fix0765
	t0, t1 := (in[0]+in[4])<<13, (in[0]-in[4])<<13
	half := int32(1) << (shift - 1)
	a0, a3, a1, a2 := t0+t3+half, t0-t3+half, t1+t2+half, t1-t2+half

	b0, b1, b2, b3 := in[7], in[5], in[3], in[1]
	z1, z2, z3, z4 := b0+b3, b1+b2, b0+b2, b1+b3
	z5 := (z3 + z4) * fix1175
	z1, z2, z3, z4 = -z1*fix0899, -z2*fix2562, z5-z3*fix1961, z5-z4*fix0390
	b0 = b0*fix0298 + z1 + z3
	b1 = b1*fix2053 + z2 + z4
	b2 = b2*fix3072 + z2 + z3
	b3 = b3*fix1501 + z1 + z4
	return [8]int32{
		(a0 + b3) >> shift, (a1 + b2) >> shift, (a2 + b1) >> shift, (a3 + b0) >> shift,
		(a3 - b0) >> shift, (a2 - b1) >> shift, (a1 - b2) >> shift, (a0 - b3) >> shift,
	}
}
