package big

import (
	"hash/fnv"
	"math"
	"runtime"
	"sync"

	"wade/sdk/flamingo"
)

// rule is how the elements of a tensor are drawn: centre plus deviation times a number that is nearly normal.
type rule struct {
	name         string
	seed         uint64
	centre, wide float32
}

// ruleOf gives the sizes that trained weights have: matrices as they start, gains near 1, biases small, gates half open.
func ruleOf(w flamingo.WeightSpec, seed uint64) rule {
	h := fnv.New64a()
	h.Write([]byte(w.Name))
	r := rule{name: w.Name, seed: seed ^ h.Sum64(), centre: w.Fill, wide: w.Std}
	switch {
	case len(w.Sizes) == 1 && w.Sizes[0] == 1: // a gate's alpha
		r.centre, r.wide = 0.3, 0.05
	case w.Std == 0:
		r.wide = 0.05
	}
	return r
}

// at is element i, the same wherever drawing begins: the sum of four 16-bit numbers of splitmix64, which is nearly normal and
// never further out than 3.5 deviations.
func (r rule) at(i uint64) float32 {
	z := r.seed + (i+1)*0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	z ^= z >> 31
	sum := int32(z&0xffff) + int32(z>>16&0xffff) + int32(z>>32&0xffff) + int32(z>>48) - 2*0xffff
	const deviation = 37837.2 // of the sum: sqrt(4/12) · 65536
	return r.centre + r.wide*float32(sum)/deviation
}

// bfloat16 rounds to the nearest, ties to even.
func bfloat16(x float32) uint16 {
	b := math.Float32bits(x)
	return uint16((b + 0x7fff + b>>16&1) >> 16)
}

// draw writes elements from one on, as little-endian bytes of a type, with all processors.
func (r rule) draw(to []byte, bf16 bool, from int) {
	each := 4
	if bf16 {
		each = 2
	}
	n, parts := len(to)/each, runtime.GOMAXPROCS(0)
	var all sync.WaitGroup
	for p := range parts {
		all.Go(func() {
			for i := n * p / parts; i < n*(p+1)/parts; i++ {
				x := r.at(uint64(from + i))
				if bf16 {
					b := bfloat16(x)
					to[2*i], to[2*i+1] = byte(b), byte(b>>8)
					continue
				}
				b := math.Float32bits(x)
				to[4*i], to[4*i+1], to[4*i+2], to[4*i+3] = byte(b), byte(b>>8), byte(b>>16), byte(b>>24)
			}
		})
	}
	all.Wait()
}
