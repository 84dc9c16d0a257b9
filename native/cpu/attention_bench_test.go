//go:build cgo

package cpu

import (
	"fmt"
	"testing"
)

// BenchmarkAttend is attention of large models: a vision encoder, a language model reading and writing, and the layers that
// join them. What attention reads goes through many layers, so each call takes the next of several caches.
func BenchmarkAttend(b *testing.B) {
	p := benchPool(b)
	for _, c := range []struct {
		name string
		Attention
		layers int
	}{
		{"vit", Attention{Batch: 1, Rows: 257, Keys: 257, Heads: 16, Dim: 64}, 4},
		{"resampler", Attention{Batch: 1, Rows: 64, Keys: 320, Heads: 8, Dim: 64}, 4},
		{"prefill", Attention{Batch: 1, Rows: 256, Keys: 256, Heads: 16, Dim: 128, Causal: true}, 4},
		{"prefill", Attention{Batch: 1, Rows: 1024, Keys: 1024, Heads: 16, Dim: 128, Causal: true}, 4},
		{"prefill", Attention{Batch: 1, Rows: 2048, Keys: 2048, Heads: 16, Dim: 128, Causal: true}, 2},
		{"decode", Attention{Batch: 1, Rows: 1, Keys: 256, Heads: 16, Dim: 128, Causal: true}, 96},
		{"decode", Attention{Batch: 1, Rows: 1, Keys: 2048, Heads: 16, Dim: 128, Causal: true}, 24},
		{"decode", Attention{Batch: 1, Rows: 4, Keys: 2048, Heads: 16, Dim: 128, Causal: true}, 24},
		{"decode", Attention{Batch: 1, Rows: 1, Keys: 256, Heads: 4, Dim: 32, Causal: true}, 4},
		{"pond", Attention{Batch: 64, Rows: 256, Keys: 256, Heads: 4, Dim: 32, Causal: true}, 1},
	} {
		a := c.Attention
		a.Scale = 0.1
		q, o := wave(a.q()), wave(a.q())
		k, v := wave(a.k()*c.layers), wave(a.k()*c.layers)
		flop, bytes := 4*float64(a.q())*float64(a.Keys), int64(8*a.k())
		if a.Causal && a.Rows > 1 {
			flop /= 2
		}
		at := 0
		for _, policy := range []string{"f32", "bf16"} {
			a.Rounded = policy == "bf16"
			b.Run(fmt.Sprintf("%s/%s/%dx%dx%dx%d", policy, c.name, a.Rows, a.Keys, a.Heads, a.Dim), func(b *testing.B) {
				benchmark(b, flop, bytes, func() error {
					at = (at + 1) % c.layers
					return p.Attention(o, q, k[at*a.k():], v[at*a.k():], a)
				})
			})
		}
	}
	for _, rows := range []int{1, 256} {
		a := Cross{Batch: 1, Rows: rows, Images: 1, Latents: 64, Heads: 8, Dim: 64, Scale: 0.1, Rounded: true}
		q, o, k, v := wave(a.q()), wave(a.q()), wave(a.k()), wave(a.k())
		b.Run(fmt.Sprintf("bf16/cross/%dx64x8x64", rows), func(b *testing.B) {
			benchmark(b, 4*float64(a.q())*64, int64(8*a.k()), func() error { return p.CrossAttention(o, q, k, v, make([]int32, rows), a) })
		})
	}
}

// BenchmarkRows is what large models do besides products and attention, for a prompt and for a token.
func BenchmarkRows(b *testing.B) {
	p := benchPool(b)
	for _, rows := range []int{1, 256} {
		const cols, classes = 2048, 50280
		x, y, g := wave(rows*4*cols), wave(rows*4*cols), wave(cols)
		pos, best := make([]int32, rows), make([]int32, 40)
		for i := range pos {
			pos[i] = int32(i)
		}
		logits, chances := wave(classes), wave(classes)
		run := func(name string, n, arrays int, f func() error) {
			b.Run(fmt.Sprintf("%s/%d", name, rows), func(b *testing.B) { benchmark(b, float64(n), int64(4*arrays*n), f) })
		}
		run("layer norm", rows*cols, 2, func() error { return p.LayerNorm(y, x, g, g, rows, cols, 1e-5) })
		run("rms norm", rows*cols, 2, func() error { return p.RMSNorm(y, x, g, rows, cols, 1e-5) })
		run("gelu", rows*4*cols, 2, func() error { return p.Activate(GELU, y, x) })
		run("silu", rows*4*cols, 2, func() error { return p.Activate(SiLU, y, x) })
		run("add", rows*cols, 3, func() error { return p.Add(y[:rows*cols], x[:rows*cols], x[rows*cols:2*rows*cols]) })
		run("gated add", rows*cols, 3, func() error { return p.GatedAdd(y, x, x[rows*cols:], g[1:2], rows, cols) })
		run("rotary", rows*cols, 2, func() error { return p.Rotate(y, x, pos, Rotary{Heads: 16, Dim: 128, Rotate: 128, Base: 10000}) })
		if rows == 1 {
			run("softmax", classes, 2, func() error { return p.Softmax(chances, logits, 1, classes, false) })
			run("top 40", classes, 1, func() error { return p.TopK(best, logits, 1, classes, 40) })
		}
	}
}
