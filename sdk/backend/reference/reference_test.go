package reference_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/backend/reference"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// TestKnownValues holds the reference to numbers that were worked out from the definitions by other means. That its
// gradients belong to these values, and that its policies agree, is tested in wade/sdk/backend/backendtest.
func TestKnownValues(t *testing.T) {
	type b = program.Builder
	in := func(b *b, name string, sizes ...any) program.ID { return b.Input(name, program.Of(sizes...)) }
	wave := []float64{-2, -0.5, 0, 1, 3}
	activation := func(k program.Activation) func(*b) program.ID {
		return func(b *b) program.ID { return b.Activate("y", in(b, "x", 5), k) }
	}
	type values = map[string][]float64
	for _, c := range []struct {
		name string
		make func(b *b) program.ID
		in   values
		ints map[string][]int32
		want []float64
	}{
		{"gelu", activation(program.GELU), values{"x": wave}, nil, []float64{-0.0455003, -0.1542688, 0, 0.8413447, 2.9959503}},
		{"gelu_tanh", activation(program.GELUTanh), values{"x": wave}, nil, []float64{-0.0454023, -0.154286, 0, 0.841192, 2.9963626}},
		{"quick_gelu", activation(program.QuickGELU), values{"x": wave}, nil, []float64{-0.0643414, -0.1496116, 0, 0.8457958, 2.9819287}},
		{"relu", activation(program.ReLU), values{"x": wave}, nil, []float64{0, 0, 0, 1, 3}},
		{"squared_relu", activation(program.SquaredReLU), values{"x": wave}, nil, []float64{0, 0, 0, 1, 9}},
		{"silu", activation(program.SiLU), values{"x": wave}, nil, []float64{-0.2384058, -0.1887703, 0, 0.7310586, 2.8577224}},
		{"tanh", activation(program.Tanh), values{"x": wave}, nil, []float64{-0.9640276, -0.4621172, 0, 0.7615942, 0.9950548}},
		{"linear", func(b *b) program.ID { return b.Linear("y", in(b, "x", 2, 2), in(b, "w", 3, 2), in(b, "b", 3)) },
			values{"x": {1, 2, 3, 4}, "w": {1, 0, 0, 1, 10, 100}, "b": {0, 0.5, 0}}, nil, []float64{1, 2.5, 210, 3, 4.5, 430}},
		{"layer_norm", func(b *b) program.ID { return b.LayerNorm("y", in(b, "x", 4), in(b, "g", 4), in(b, "b", 4), 0.5) },
			values{"x": {1, 2, 4, 9}, "g": {1, 1, 2, 1}, "b": {0, 0, 0, 1}}, nil, []float64{-0.9486833, -0.6324555, 0, 2.5811388}},
		{"rms_norm", func(b *b) program.ID { return b.RMSNorm("y", in(b, "x", 4), in(b, "g", 4), 0.5) },
			values{"x": {1, 2, 4, 9}, "g": {1, 1, 2, 1}}, nil, []float64{0.1961161, 0.3922323, 1.5689291, 1.7650452}},
		{"normalize", func(b *b) program.ID { return b.Normalize("y", in(b, "x", 2, 2)) }, values{"x": {3, -4, 0, 0}}, nil, []float64{0.6, -0.8, 0, 0}},
		{"softmax", func(b *b) program.ID { return b.Softmax("y", in(b, "x", 3)) }, values{"x": {1, 2, 4}}, nil, []float64{0.0420101, 0.1141952, 0.8437947}},
		{"log_softmax", func(b *b) program.ID { return b.LogSoftmax("y", in(b, "x", 3)) }, values{"x": {1001, 1002, 1004}}, nil, []float64{-3.169846, -2.169846, -0.169846}},
		{"cross_entropy", func(b *b) program.ID {
			return b.CrossEntropy("y", in(b, "x", 3, 3), b.Ints("t", program.Of(3)), in(b, "w", 3))
		}, values{"x": {1, 2, 4, 0, 0, 1, math.NaN(), 0, 0}, "w": {1, 0.5, 0}}, map[string][]int32{"t": {2, 1, 0}}, []float64{0.6303789}},
		{"soft_entropy", func(b *b) program.ID { return b.SoftEntropy("y", in(b, "x", 2, 3), in(b, "t", 2, 3)) },
			values{"x": {1, 2, 4, 0, 0, 1}, "t": {0.25, 0, 0.75, 0, 1, 0}}, nil, []float64{1.2356454}},
		{"attention, causal, alibi", func(b *b) program.ID {
			return b.Attention("y", in(b, "q", 1, 2, 2), in(b, "k", 1, 3, 2), in(b, "v", 1, 3, 2), program.AttentionConfig{Heads: 2, Scale: 1, Causal: true, ALiBi: true})
		}, values{"q": {1, 2, 0.5, -1}, "k": {1, 1, 2, -1, 0, 3}, "v": {1, 10, 2, 20, 3, 30}}, nil, []float64{1.743168, 10.1805533, 1.9091576, 18.990454}},
		{"cross_attention of equal keys", func(b *b) program.ID {
			k := in(b, "k", 2, 2, 1)
			return b.CrossAttention("y", in(b, "q", 1, 3, 1), k, in(b, "v", 2, 2, 1), b.Ints("i", program.Of(1, 3)), program.AttentionConfig{Heads: 1})
		}, values{"q": {1, 2, 3}, "k": {5, 5, 5, 5}, "v": {1, 3, 10, 30}}, map[string][]int32{"i": {1, -1, 0}}, []float64{20, 0, 2}},
		{"rotary", func(b *b) program.ID {
			return b.Rotary("y", in(b, "x", 1, 1, 6), b.Ints("p", program.Of(1, 1)), 1, 4, 100)
		},
			values{"x": {1, 2, 3, 4, 5, 6}}, map[string][]int32{"p": {3}}, []float64{-1.4133525, 0.7285922, -2.8288575, 4.4123864, 5, 6}},
		{"patch_embed", func(b *b) program.ID {
			return b.PatchEmbed("y", in(b, "x", 1, 2, 2, 4), in(b, "w", 1, 2, 2, 2), program.None, 2)
		}, values{"x": {0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17}, "w": {1, 0, 0, 0, 0, 0, 0, 100}}, nil, []float64{1500, 1702}},
		{"gated_add", func(b *b) program.ID { return b.GatedAdd("y", in(b, "x", 3), in(b, "z", 3), in(b, "g", 3)) },
			values{"x": {1, 2, 3}, "z": {10, math.Inf(1), 30}, "g": {0.5, 0, -1}}, nil, []float64{6, 2, -27}},
		{"mean_rows", func(b *b) program.ID { return b.MeanRows("y", in(b, "x", 1, 2, 2)) }, values{"x": {1, 2, 5, 8}}, nil, []float64{3, 5}},
		{"clip_scale", func(b *b) program.ID { return b.ClipScale("y", b.GlobalNorm("", in(b, "x", 2), in(b, "z", 1)), 1) },
			values{"x": {2, 3}, "z": {6}}, nil, []float64{1.0 / 7}},
		{"top_k", func(b *b) program.ID { return b.TopK("y", in(b, "x", 5), 4) }, values{"x": {1, math.NaN(), 7, 1, math.Inf(1)}}, nil, []float64{4, 2, 0, 3}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := program.NewBuilder(c.name)
			p, err := b.Build(c.make(b))
			if err != nil {
				t.Fatal(err)
			}
			for _, policy := range []backend.Policy{backend.F32, backend.BF16, backend.F64} {
				got := run(t, policy, p, c.in, c.ints)
				if len(got) != len(c.want) {
					t.Fatalf("%s: %d elements, want %d", policy, len(got), len(c.want))
				}
				for i, w := range c.want {
					if !(math.Abs(got[i]-w) <= 1e-6*max(1, math.Abs(w))) {
						t.Errorf("%s: element %d is %.8g, want %.8g", policy, i, got[i], w)
					}
				}
			}
		})
	}
}

// run computes the only output of p; inputs are float64, which every policy takes.
func run(t *testing.T, policy backend.Policy, p *program.Program, floats map[string][]float64, ints map[string][]int32) []float64 {
	t.Helper()
	ctx, be := context.Background(), reference.New()
	defer be.Close()
	inputs := map[string]*tensor.Tensor{}
	for _, v := range p.Of(program.KindInput) {
		sizes, err := program.Bindings{}.Resolve(v.Shape)
		if err != nil {
			t.Fatal(err)
		}
		if v.DType == program.I32 {
			inputs[v.Name], err = tensor.FromI32(slices.Clone(ints[v.Name]), tensor.Sizes(sizes...)...)
		} else {
			inputs[v.Name], err = tensor.FromF64(slices.Clone(floats[v.Name]), tensor.Sizes(sizes...)...)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	m, err := be.Load(ctx, backend.LoadSpec{Policy: policy})
	if err != nil {
		t.Fatal(err)
	}
	h, err := be.Compile(ctx, m, p)
	if err != nil {
		t.Fatal(err)
	}
	r, err := be.Step(ctx, h, backend.Step{Inputs: inputs})
	if err != nil {
		t.Fatal(err)
	}
	y := r.Values[p.Value(p.Outputs()[0]).Name]
	switch y.DType() {
	case tensor.F64:
		return y.F64()
	case tensor.I32:
		out := make([]float64, y.Len())
		for i, x := range y.I32() {
			out[i] = float64(x)
		}
		return out
	}
	if policy == backend.F64 {
		t.Errorf("the truth is returned as %s, want f64", y.DType())
	}
	out := make([]float64, y.Len())
	for i, x := range y.F32() {
		out[i] = float64(x)
	}
	return out
}

// TestSumsDependOnNothingElse: an element of a product has the same bits in a batch of any size.
func TestSumsDependOnNothingElse(t *testing.T) {
	product := func(rows, cols int) []float64 {
		b := program.NewBuilder(fmt.Sprintf("%dx%d", rows, cols))
		p, err := b.Build(b.Linear("y", b.Input("x", program.Of(rows, 301)), b.Input("w", program.Of(cols, 301)), program.None))
		if err != nil {
			t.Fatal(err)
		}
		x, w := make([]float64, rows*301), make([]float64, cols*301)
		for i := range x {
			x[i] = math.Sin(float64(i))
		}
		for i := range w {
			w[i] = math.Cos(float64(i) * 1.7)
		}
		return run(t, backend.F32, p, map[string][]float64{"x": x, "w": w}, nil)
	}
	whole := product(130, 131)
	for _, z := range [][2]int{{1, 1}, {1, 131}, {3, 5}, {64, 64}, {129, 66}} {
		part := product(z[0], z[1])
		for r := range z[0] {
			for c := range z[1] {
				if part[r*z[1]+c] != whole[r*131+c] {
					t.Fatalf("element %d,%d is %g in a product of %v, %g in a larger one", r, c, part[r*z[1]+c], z, whole[r*131+c])
				}
			}
		}
	}
}
