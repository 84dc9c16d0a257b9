package program

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite golden files")

// block builds a small gated transformer block with a loss.
func block(t testing.TB) (*Builder, ID, []ID) {
	t.Helper()
	b := NewBuilder("block")
	ids := b.Ints("ids", Of("batch", "tokens"))
	image := b.Ints("image", Of("batch", "tokens"))
	media := b.Input("media", Of("images", 4, 8))
	x := b.Embed("embed", b.Weight("wte", 11, 8), ids)
	n := b.LayerNorm("norm", x, b.Weight("norm.w", 8), b.Weight("norm.b", 8), 1e-5)
	q := b.Linear("q", n, b.Weight("q.w", 8, 8), None)
	k := b.Linear("k", media, b.Weight("k.w", 8, 8), None)
	v := b.Linear("v", media, b.Weight("v.w", 8, 8), None)
	a := b.CrossAttention("xattn", q, k, v, image, AttentionConfig{Heads: 2})
	gate := b.Activate("gate", b.Weight("alpha", 1), Tanh)
	y := b.GatedAdd("resid", x, a, gate)
	logits := b.Linear("logits", y, b.Weight("wte", 11, 8), None)
	loss := b.CrossEntropy("loss", logits, b.Ints("targets", Of("batch", "tokens")), b.Input("weights", Of("batch", "tokens")))
	if b.Err() != nil {
		t.Fatal(b.Err())
	}
	return b, loss, []ID{b.Weight("alpha", 1), b.Weight("q.w", 8, 8), b.Weight("wte", 11, 8)}
}

func TestTextGolden(t *testing.T) {
	b, loss, wrt := block(t)
	grads := b.Gradient(loss, wrt...)
	b.AdamW("update", wrt[0], grads[0], b.State("adam.m", 1), b.State("adam.v", 1), b.Input("lr", Of(1)), b.Input("step", Of(1)),
		b.ClipScale("clip", b.GlobalNorm("norm2", grads...), 1), AdamWConfig{0.9, 0.95, 1e-8, 0.05})
	p, err := b.Build(loss)
	if err != nil {
		t.Fatal(err)
	}
	got := p.String()
	if *update {
		if err := os.WriteFile("testdata/block.txt", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/block.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("text form changed; run with -update if intended:\n%s", got)
	}
}

func TestJSONRoundTrip(t *testing.T) {
	b, loss, wrt := block(t)
	b.Gradient(loss, wrt...)
	p, err := b.Build(loss)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var q Program
	if err := json.Unmarshal(data, &q); err != nil {
		t.Fatal(err)
	}
	if q.String() != p.String() {
		t.Error("the program read differs from the program written")
	}
}

func TestShapeErrors(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(b *Builder, x ID)
		want string
	}{
		{"linear", func(b *Builder, x ID) { b.Linear("y", x, b.Weight("w", 4, 7), None) }, `linear "y": operands [[batch 3 8] [4 7]]: the weight must be [out 8]`},
		{"heads", func(b *Builder, x ID) { b.Attention("a", x, x, x, AttentionConfig{Heads: 3}) }, "does not divide into 3 heads"},
		{"mask", func(b *Builder, x ID) {
			b.MaskedAttention("a", x, x, x, b.Input("m", Of("batch", 3, 4)), AttentionConfig{Heads: 2})
		}, "the mask must be [batch 3 3], batch, rows and keys"},
		{"mask of a pattern", func(b *Builder, x ID) {
			b.MaskedPattern("a", x, x, b.Ints("m", Of("batch", 3, 3)), AttentionConfig{Heads: 2})
		}, "operand 2 must be f32"},
		{"mask of latents", func(b *Builder, x ID) {
			b.MaskedCrossAttention("a", x, x, x, b.Ints("i", Of("batch", 3)), b.Input("m", Of(1, 3, 3)), AttentionConfig{Heads: 2})
		}, "the mask must be [batch 3 3], batch, rows and latents"},
		{"mask for an image", func(b *Builder, x ID) {
			b.MaskedCrossPattern("a", x, x, b.Ints("i", Of("batch", 2)), b.Input("m", Of("batch", 3, 3)), AttentionConfig{Heads: 2})
		}, "the image index must be [batch 3]"},
		{"duplicate", func(b *Builder, x ID) { b.Scale("x", x, 2) }, `name "x" is used twice`},
		{"add", func(b *Builder, x ID) { b.Add("y", x, b.Weight("w", 3)) }, "suffix"},
		{"dtype", func(b *Builder, x ID) { b.Embed("y", b.Weight("w", 3, 3), x) }, "operand 1 must be i32"},
		{"adamw", func(b *Builder, x ID) {
			w := b.Weight("w", 2)
			one := b.Input("one", Of(1))
			b.AdamW("u", b.Scale("s", w, 1), w, w, w, one, one, one, AdamWConfig{0.9, 0.9, 1, 0})
		}, "must be a weight or state"},
		{"size", func(b *Builder, x ID) { b.Input("z", Of(0)) }, "not positive"},
	} {
		b := NewBuilder("t")
		x := b.Input("x", Of("batch", 3, 8))
		c.make(b, x)
		if _, err := b.Build(x); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want it to contain %q", c.name, err, c.want)
		}
	}
}

// Values inside a program: what lies below one that is asked for is reached through a copy, so that an edit of the value can act
// on what flows on; what lies below them all is not computed.
func TestGradientByValues(t *testing.T) {
	b, loss, _ := block(t)
	grads := b.Gradient(loss, b.ID("resid"), b.ID("xattn"))
	p, err := b.Build(grads...)
	if err != nil {
		t.Fatal(err)
	}
	text := p.String()
	for _, want := range []string{"grad:resid:below = scale(grad:resid)", "return grad:resid, grad:xattn"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	for _, wrong := range []string{"grad:xattn:below", "grad:q", "grad:v", "grad:gate", "grad:embed"} {
		if strings.Contains(text, wrong) {
			t.Errorf("%q is of no use in\n%s", wrong, text)
		}
	}
}

// masked builds attention with a mask and the gradients around it.
func masked(t testing.TB) (b *Builder, p *Program, loss, mask ID) {
	t.Helper()
	b = NewBuilder("masked")
	q, k, v := b.Input("q", Of(2, 3, 4)), b.Input("k", Of(2, 5, 4)), b.Input("v", Of(2, 5, 4))
	mask = b.Input("mask", Of(2, 3, 5))
	x := b.MaskedAttention("x", q, k, v, mask, AttentionConfig{Heads: 2})
	loss = b.SoftEntropy("loss", x, b.Input("targets", Of(2, 3, 4)))
	p, err := b.Build(append(b.Gradient(loss, q, k, v), loss)...)
	if err != nil {
		t.Fatal(err)
	}
	return b, p, loss, mask
}

// A mask has no gradient, and does not come between those of q, k and v.
func TestMaskHasNoGradient(t *testing.T) {
	b, p, loss, mask := masked(t)
	if want := "grad:q, grad:k, grad:v, _ = vjp attention(q, k, v, mask, x, grad:x)"; !strings.Contains(p.String(), want) {
		t.Errorf("want %s in\n%s", want, p)
	}
	data, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var again Program
	if err := json.Unmarshal(data, &again); err != nil || again.String() != p.String() {
		t.Errorf("read again (%v) it is\n%s", err, again.String())
	}
	bad := strings.Replace(string(data), `"out":[9,10,11,-1]`, `"out":[9,10,-1,11]`, 1)
	if bad == string(data) {
		t.Fatalf("no gradient node in %s", data)
	}
	if err := json.Unmarshal([]byte(bad), &again); err == nil {
		t.Error("a gradient of the mask was accepted")
	}
	b.Gradient(loss, mask)
	if b.Err() == nil {
		t.Error("the builder made a gradient of the mask")
	}
}

func TestGradientErrors(t *testing.T) {
	b, loss, _ := block(t)
	b.Gradient(loss, b.Weight("unused", 3))
	if b.Err() == nil || !strings.Contains(b.Err().Error(), "does not depend") {
		t.Errorf("error %v, want one that says the loss does not depend on it", b.Err())
	}
}

func TestLookup(t *testing.T) {
	b, loss, _ := block(t)
	p, err := b.Build(loss)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Lookup("xatn"); !errors.Is(err, ErrUnknownName) || !strings.Contains(err.Error(), `"xattn"`) {
		t.Errorf("error %v, want an unknown name with its near match", err)
	}
}

func TestEdit(t *testing.T) {
	v := Value{Name: "x", DType: F32}
	for _, c := range []struct {
		e    Edit
		want []float32
		bad  bool
	}{
		{Edit{Kind: EditScale, Data: []float32{0}}, []float32{0, 0, 0, 0}, false},
		{Edit{Kind: EditReplace, Rows: []int{1}, Data: []float32{8, 9}}, []float32{1, 2, 8, 9}, false},
		{Edit{Kind: EditAdd, Data: []float32{1, 1, 2, 2}}, []float32{2, 3, 5, 6}, false},
		{Edit{Kind: EditAdd, Data: []float32{1, 2, 3}}, nil, true},
		{Edit{Kind: EditAdd, Rows: []int{2}, Data: []float32{1}}, nil, true},
		{Edit{Kind: "twist", Data: []float32{1}}, nil, true},
	} {
		err := c.e.Check(v, []int{2, 2})
		if (err != nil) != c.bad {
			t.Errorf("%+v: error %v", c.e, err)
		}
		if err != nil {
			continue
		}
		data := []float32{1, 2, 3, 4}
		c.e.Apply(data, 2)
		for i := range data {
			if data[i] != c.want[i] {
				t.Errorf("%+v: got %v, want %v", c.e, data, c.want)
				break
			}
		}
	}
}

func TestDraw(t *testing.T) {
	logits := []float32{1, 3, 2, 3}
	if got := Draw(logits, [4]float32{}, 0.99); got != 1 {
		t.Errorf("greedy drew %d, want the first largest, 1", got)
	}
	if got := Draw(logits, [4]float32{1, 1}, 0.99); got != 1 {
		t.Errorf("top-1 drew %d, want 1", got)
	}
	count := make([]int, 4)
	for i := range 20000 {
		count[Draw(logits, [4]float32{1, 0, 0, 0}, Uniform(7, uint32(i)))]++
	}
	if share := float64(count[2]) / 20000; share < 0.13 || share > 0.15 { // e^2/(e+2e^3+e^2) = 0.1389
		t.Errorf("index 2 was drawn in a share of %.3f, want 0.139", share)
	}
}

func FuzzProgram(f *testing.F) {
	b, loss, wrt := block(f)
	b.Gradient(loss, wrt...)
	p, _ := b.Build(loss)
	data, _ := json.Marshal(p)
	f.Add(data)
	_, p, _, _ = masked(f)
	data, _ = json.Marshal(p)
	f.Add(data)
	f.Add([]byte(`{"name":"x","values":[{"name":"a","kind":"input","dtype":"f32","shape":[1]}],"nodes":[],"outputs":[0]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var p Program
		if json.Unmarshal(data, &p) == nil {
			_ = p.String()
		}
	})
}

func ExampleBuilder() {
	b := NewBuilder("affine")
	x := b.Input("x", Of("batch", 4))
	y := b.Linear("y", x, b.Weight("w", 2, 4), b.Weight("b", 2))
	p, err := b.Build(y)
	if err != nil {
		panic(err)
	}
	os.Stdout.WriteString(p.String())
	// Output:
	// program affine
	//   input  x f32[batch 4]
	//   weight w f32[2 4]
	//   weight b f32[2]
	//   y = linear(x, w, b) : f32[batch 2]
	//   return y
}
