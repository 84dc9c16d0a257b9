package exec_test

import (
	"context"
	"fmt"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/backend/exec"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// idle computes nothing: what is measured with it is the executor.
type idle struct{ toy }

func (*idle) Spreads() bool { return true }

func (*idle) Compute(*exec.Node) error { return nil }
func (*idle) Fuses(program.Op) bool    { return true }

// BenchmarkDecode is a step over one token of a model with cross-attention in every layer, without its arithmetic.
func BenchmarkDecode(b *testing.B) {
	const layers = 24
	builder, out := decoder(layers)
	p := build(b, builder, out)
	weights := map[string]*tensor.Tensor{}
	for _, v := range p.Of(program.KindWeight) {
		sizes := make([]int, len(v.Shape))
		n := 1
		for i, d := range v.Shape {
			sizes[i], n = d.N, n*d.N
		}
		weights[v.Name] = floats(b, make([]float32, n), sizes...)
	}
	for _, batch := range []int{1, 4} {
		b.Run(fmt.Sprintf("batch%d", batch), func(b *testing.B) {
			be := exec.New(&idle{}, exec.Options{})
			defer be.Close()
			ctx := context.Background()
			m, err := be.Load(ctx, backend.LoadSpec{Tensors: weights})
			if err != nil {
				b.Fatal(err)
			}
			h, err := be.Compile(ctx, m, p)
			if err != nil {
				b.Fatal(err)
			}
			s, err := be.NewSession(ctx, m)
			if err != nil {
				b.Fatal(err)
			}
			x := floats(b, make([]float32, 16*batch), batch, 1, 16)
			image, _ := tensor.FromI32(make([]int32, batch), tensor.Sizes(batch, 1)...)
			step := backend.Step{Inputs: map[string]*tensor.Tensor{"x": x, "image": image, "media": floats(b, make([]float32, 4*16), 1, 4, 16)}, Session: s}
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				if n++; n%512 == 0 {
					if err := be.Truncate(ctx, s, 0); err != nil {
						b.Fatal(err)
					}
				}
				if _, err := be.Step(ctx, h, step); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(p.Nodes())), "ns/node")
		})
	}
}

func decoder(layers int) (*program.Builder, program.ID) {
	const width = 16
	b := program.NewBuilder("decoder")
	x := b.Input("x", program.Of("batch", "tokens", width))
	image := b.Ints("image", program.Of("batch", "tokens"))
	x = b.Mul("start", x, b.State("ones", width))
	media := b.Input("media", program.Of("images", 4, width))
	c := program.AttentionConfig{Heads: 2, Causal: true}
	cross := program.AttentionConfig{Heads: 2}
	for i := range layers {
		at := func(s string) string { return fmt.Sprintf("%d.%s", i, s) }
		linear := func(name string, x program.ID, out, in int) program.ID {
			return b.Linear(at(name), x, b.Weight(at(name+".w"), out, in), b.Weight(at(name+".b"), out))
		}
		norm := func(name string, x program.ID) program.ID {
			return b.LayerNorm(at(name), x, b.Weight(at(name+".w"), width), b.Weight(at(name+".b"), width), 1e-5)
		}
		ffw := func(name string, x program.ID) program.ID {
			return linear(name+".down", b.Activate(at(name+".act"), linear(name+".up", norm(name+".norm", x), 4*width, width), program.GELU), width, 4*width)
		}
		gate := func(name string) program.ID {
			return b.Activate(at(name), b.Weight(at(name+".alpha"), 1), program.Tanh)
		}
		k, v := linear("xk", media, width, width), linear("xv", media, width, width)
		q := linear("xq", norm("xnorm", x), width, width)
		b.CrossPattern(at("xpattern"), q, k, image, cross)
		x = b.GatedAdd(at("xmid"), x, linear("xout", b.CrossAttention(at("xmix"), q, k, v, image, cross), width, width), gate("xgate"))
		x = b.GatedAdd(at("xresid"), x, ffw("xffw", x), gate("fgate"))
		n := norm("norm", x)
		q = linear("q", n, width, width)
		k = b.CacheAppend(at("keys"), linear("k", n, width, width), at("keys"))
		v = b.CacheAppend(at("values"), linear("v", n, width, width), at("values"))
		b.Pattern(at("pattern"), q, k, c)
		x = b.Add(at("mid"), x, linear("out", b.Attention(at("mix"), q, k, v, c), width, width))
		x = b.Add(at("resid"), x, ffw("ffw", x))
	}
	return b, x
}
