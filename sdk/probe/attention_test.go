package probe_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"wade/sdk/display"
	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/probe"
	"wade/sdk/program"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// odd is a model unlike pond: gated before every second layer from the second, ALiBi, biases in the gated blocks, weights at
// random and gates open.
func odd(t testing.TB) *flamingo.Model {
	t.Helper()
	c := flamingo.Pond()
	norm := flamingo.Norm{Kind: flamingo.LayerNorm, Bias: true, Eps: 1e-5}
	c.Name = "odd"
	c.ViT = flamingo.Vision{Image: 12, Patch: 4, Width: 12, Layers: 2, Heads: 2, MLP: 20, Activation: program.GELU, Norm: norm, Bias: true, Mean: []float32{.5, .4, .3}, Std: []float32{.25, .2, .3}}
	c.Resampler = flamingo.Resampler{Latents: 3, Layers: 3, Heads: 2, HeadWidth: 5, MLP: 14, Activation: program.GELU, Norm: norm}
	c.LM.Width, c.LM.Layers, c.LM.Heads, c.LM.MLP, c.LM.Position = 16, 5, 2, 24, flamingo.ALiBi
	c.Gated = flamingo.Gated{First: 1, Every: 2, Heads: 3, HeadWidth: 7, MLP: 18, Activation: program.GELU, Norm: norm, Bias: true, Gate: flamingo.TanhGate}
	w, err := c.Init(5)
	if err != nil {
		t.Fatal(err)
	}
	for i, spec := range c.Weights() {
		for k, x := range w[spec.Name].F32() {
			w[spec.Name].F32()[k] = 2*x + 0.2*float32(math.Sin(float64(k*7+i)))
		}
	}
	return opened(t, c, w)
}

// dots is a small picture.
type dots int

func (d dots) Tensor() (*tensor.Tensor, error) {
	data := make([]float32, 3*12*12)
	for i := range data {
		data[i] = float32((i*int(d)*37)%101) / 100
	}
	return tensor.FromF32(data, tensor.Sizes(3, 12, 12)...)
}

func shots(a, b, c prompt.Picture) *prompt.Prompt {
	return prompt.New().Shot(a, "output :", "red").Shot(b, "output :", "blue").Ask(c, "output :")
}

func pondShots() *prompt.Prompt {
	return shots(pond.Draw("large red circle on the left"), pond.Draw("small blue star on the top"), pond.Draw("small green ring on the right"))
}

// Contributions of all heads and latents sum to what the block adds, attention sums to 1, and maps are what they say.
func TestAttentionLaws(t *testing.T) {
	for name, c := range map[string]struct {
		m *flamingo.Model
		p *prompt.Prompt
	}{"pond": {trained(t), pondShots()}, "odd": {odd(t), shots(dots(1), dots(2), dots(2))}} {
		t.Run(name, func(t *testing.T) {
			config := c.m.Config()
			a, err := probe.Attention(t.Context(), c.m, c.p, prompt.OfRole(prompt.RoleAnswer, prompt.RoleImage))
			if err != nil {
				t.Fatal(err)
			}
			if a.Gap > 1e-4 {
				t.Errorf("contributions miss what is added by %v", a.Gap)
			}
			if n := 3 * len(config.GatedLayers()) * config.Gated.Heads; len(a.Maps) != n || len(a.Tokens) != 5 {
				t.Fatalf("%d maps of %d tokens, want %d of 5", len(a.Maps), len(a.Tokens), n)
			}
			for _, m := range a.Maps {
				if math.Abs(total(m.Latents)-1) > 1e-4 {
					t.Errorf("layer %d, head %d, picture %d: attention sums to %v", m.Layer, m.Head, m.Image, total(m.Latents))
				}
				if s := total(m.Patches); s <= 0 || s >= 1 || total(m.Weighted) > total(m.Contribution) {
					t.Errorf("%v of attention and %v of %v reach patches", s, total(m.Weighted), total(m.Contribution))
				}
				if s := total(m.Usual); s <= 0 || s >= 1 {
					t.Errorf("the usual map holds %v", s)
				}
			}
		})
	}
}

// shows tells whether a result has a picture, a page of its own below 2 MB and a text that says this.
func shows(t *testing.T, d display.Data, texts ...string) {
	t.Helper()
	page, _ := d.Data[display.MIMEHTML].(string)
	if d.Data[display.MIMEPNG] == nil || page == "" || len(page) > 2<<20 || strings.Contains(page, `src="http`) || strings.Contains(page, "<script") {
		t.Errorf("a page of %d bytes", len(page))
	}
	for _, text := range texts {
		if !strings.Contains(d.Data[display.MIMEText].(string), text) {
			t.Errorf("no %q in %s", text, d.Data[display.MIMEText])
		}
	}
}

func total(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += v
	}
	return s
}

// The length of a contribution is that of gate · attention · value · W_O, computed the long way.
func TestContributionLengths(t *testing.T) {
	m, p := odd(t), shots(dots(1), dots(2), dots(2))
	a, err := probe.Attention(t.Context(), m, p, prompt.At(-1))
	if err != nil {
		t.Fatal(err)
	}
	tr, err := m.Forward(t.Context(), p, "gated.3.attn.pattern|gated.3.attn.v|gated.3.attn.gate")
	if err != nil {
		t.Fatal(err)
	}
	w, err := m.Fetch(t.Context(), "gated.3.attn.out.w")
	if err != nil {
		t.Fatal(err)
	}
	value := func(name string) []float32 {
		v, err := tr.At("gated.3.attn." + name)
		if err != nil {
			t.Fatal(err)
		}
		return v.F32()
	}
	const head, latent, width, inner, latents = 2, 1, 7, 21, 3
	tokens := len(tr.Encoded.Tokens)
	attention := value("pattern")[(head*tokens+tokens-1)*latents+latent]
	v := value("v")[(2*latents+latent)*inner+head*width:]
	sum := 0.0
	for row := range 16 {
		x := 0.0
		for k := range width {
			x += float64(w["gated.3.attn.out.w"].F32()[row*inner+head*width+k]) * float64(v[k])
		}
		sum += x * x
	}
	want := math.Abs(float64(value("gate")[0])) * float64(attention) * math.Sqrt(sum)
	for _, x := range a.Maps {
		if got := x.Contribution[latent]; x.Layer == 3 && x.Head == head && math.Abs(got-want) > 1e-6*want {
			t.Errorf("latent %d contributes %v, want %v", latent, got, want)
		}
	}
}

// A mean over the same picture is the map itself, so nothing is left of it; the mean over heads is the mean of maps.
func TestAttentionViews(t *testing.T) {
	m, p := odd(t), shots(dots(1), dots(2), dots(3))
	a, err := probe.Attention(t.Context(), m, p, prompt.At(-1), dots(3), dots(3))
	if err != nil {
		t.Fatal(err)
	}
	for _, view := range []*probe.AttentionMaps{a.LessUsual(), a.Weighted().LessUsual(), a.LessUsual().Averaged()} {
		values, err := view.Values()
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range slices.Concat(values...) {
			if math.Abs(x) > 1e-6 {
				t.Fatalf("a picture less itself leaves %v", values)
			}
		}
	}
	grids := make([][]float64, 3)
	for i, view := range []*probe.AttentionMaps{a, a.Averaged(), a.Weighted()} {
		grid, err := view.Values()
		if err != nil || len(grid) != 3 || len(grid[0]) != 3 {
			t.Fatalf("nine patches are %v, %v", grid, err)
		}
		grids[i] = slices.Concat(grid...)
	}
	raw, mean, weighted := grids[0], grids[1], grids[2]
	for i := range raw {
		if math.Abs(raw[i]-mean[i]) > 1e-12 {
			t.Errorf("patch %d: mean %v, of means %v", i, raw[i], mean[i])
		}
	}
	if slices.Equal(raw, weighted) {
		t.Error("contributions are the same as attention")
	}
	layer, err := a.Layer(3)
	if err != nil {
		t.Fatal(err)
	}
	head, err := layer.Head(2)
	if err != nil || len(head.Maps) != 1 || head.Maps[0].Layer != 3 || head.Maps[0].Head != 2 {
		t.Errorf("layer 3, head 2: %v, %v", head, err)
	}
	for want, f := range map[string]func(int) (*probe.AttentionMaps, error){
		"no layer 2; there are [1 3]": a.Layer, "no head 2": layer.Head, "no picture 2": a.Picture,
	} {
		if want == "no head 2" {
			f = func(int) (*probe.AttentionMaps, error) { return layer.Head(7) }
			want = "no head 7; there are [0 1 2]"
		}
		if want == "no picture 2" {
			f = func(int) (*probe.AttentionMaps, error) { return a.Picture(1) }
			want = "no picture 1; there are [2]"
		}
		if _, err := f(2); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	if both, err := probe.Attention(t.Context(), m, p, prompt.OfRole(prompt.RoleImage)); err != nil {
		t.Error(err)
	} else if _, err := both.Values(); err == nil {
		t.Error("maps of several pictures have a mean")
	} else {
		shows(t, both.Averaged().Weighted().LessUsual().Render(), "Contribution of 3 tokens", "less the usual map", "Strongest is picture", "like the usual map")
	}
	r, err := probe.Rollout(t.Context(), m, p)
	if err != nil {
		t.Fatal(err)
	}
	shows(t, r.Render(), "On average", "from patches")
}

func TestAttentionRefuses(t *testing.T) {
	m := odd(t)
	p := shots(dots(1), nil, dots(2))
	text := prompt.New().Text("scene :").Ask(dots(1), "output :")
	for want, c := range map[string]struct {
		p *prompt.Prompt
		w prompt.Where
	}{
		`"<bos>" at position 0 comes before any picture`: {p, prompt.At(0)},
		`"scene" at position 1 comes before any`:         {text, prompt.Word("scene")},
		"position 99 of":                                 {p, prompt.At(99)},
		`no "purple"`:                                    {p, prompt.Word("purple")},
	} {
		if _, err := probe.Attention(t.Context(), m, c.p, c.w); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	if _, err := probe.Attention(t.Context(), m, p, prompt.At(-1), pond.Draw("red circle")); err == nil || !strings.Contains(err.Error(), "scale it before") {
		t.Errorf("a picture of another size: %v", err)
	}
	if _, err := probe.Attention(t.Context(), m, nil, prompt.At(-1)); err == nil {
		t.Error("no prompt is no error")
	}
	if _, err := probe.Rollout(t.Context(), m, prompt.New().Ask(nil, "output :")); err == nil || !strings.Contains(err.Error(), "no picture") {
		t.Errorf("a rollout without pictures: %v", err)
	}
	if _, err := probe.Atlas(t.Context(), m, []*prompt.Prompt{p}, nil); err == nil {
		t.Error("a prompt without an answer is no error")
	}
	if _, err := probe.Atlas(t.Context(), m, []*prompt.Prompt{p.Reply("red")}, []string{"red"}); !errors.Is(err, prompt.ErrInvalid) {
		t.Errorf("a prompt that asks nothing: %v", err)
	}
}

// Edits of the view are respected: closed gates contribute nothing, and what is changed after the values is said.
func TestAttentionUnderEdits(t *testing.T) {
	m, p := odd(t), shots(dots(1), dots(2), dots(3))
	shut, err := probe.Attention(t.Context(), m.With(flamingo.GateScale(0)), p, prompt.At(-1))
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range shut.Maps {
		if total(x.Contribution) != 0 || total(x.Latents) == 0 {
			t.Errorf("with gates shut, layer %d head %d contributes %v of attention %v", x.Layer, x.Head, x.Contribution, x.Latents)
		}
	}
	scaled, err := probe.Attention(t.Context(), m.With(flamingo.Close(prompt.InQuery(), 3)), p, prompt.At(-1))
	if err != nil {
		t.Fatal(err)
	}
	if scaled.Gap < 0.99 || !strings.Contains(scaled.Reading(), "contributions miss it by 100 %") {
		t.Errorf("an edit of what is written shows as a gap of %v: %s", scaled.Gap, scaled.Reading())
	}
}

// Each row of a rollout sums to 1, with and without the vision encoder.
func TestRolloutLaws(t *testing.T) {
	for name, c := range map[string]struct {
		m *flamingo.Model
		p *prompt.Prompt
	}{"pond": {trained(t), pondShots()}, "odd": {odd(t), shots(dots(1), dots(2), dots(2))}} {
		r, err := probe.Rollout(t.Context(), c.m, c.p)
		if err != nil {
			t.Fatal(err)
		}
		deep, err := r.ThroughVision(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		config := c.m.Config()
		if len(r.Patches) != 3 || len(r.Patches[0]) != config.Resampler.Latents || len(r.Patches[0][0]) != config.ViT.Patches() {
			t.Fatalf("%s: %d pictures, %d latents, %d patches", name, len(r.Patches), len(r.Patches[0]), len(r.Patches[0][0]))
		}
		for _, v := range []*probe.RolloutMaps{r, deep} {
			for i := range v.Patches {
				for j := range v.Patches[i] {
					if s := total(v.Patches[i][j]) + total(v.Self[i][j]); math.Abs(s-1) > 1e-4 {
						t.Errorf("%s: picture %d, latent %d: the row sums to %v", name, i, j, s)
					}
				}
			}
		}
		if slices.Equal(r.Patches[0][0], deep.Patches[0][0]) || !deep.Through {
			t.Errorf("%s: the vision encoder changes nothing", name)
		}
		if !strings.Contains(r.String(), "On average") {
			t.Errorf("%s: it reads %s", name, r)
		}
		one, err := deep.Picture(1)
		if err != nil || !slices.Equal(one.Patches[0][0], deep.Patches[1][0]) || !strings.Contains(one.Table().CSV(), "\n1,0,") {
			t.Errorf("%s: picture 1 is %v, %v", name, one, err)
		}
		if alone, err := r.Picture(1); err != nil {
			t.Error(err)
		} else if again, err := alone.ThroughVision(t.Context()); err != nil || !slices.Equal(again.Patches[0][0], deep.Patches[1][0]) {
			t.Errorf("%s: going on from one picture is another way: %v", name, err)
		}
		if _, err := r.Picture(3); err == nil {
			t.Errorf("%s: there is no picture 3", name)
		}
	}
}

func TestTextAttention(t *testing.T) {
	m := odd(t)
	a, err := probe.TextAttention(t.Context(), m, shots(dots(1), dots(2), dots(3)))
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range a.Mean() {
		if math.Abs(total(row)-1) > 1e-4 || total(row[i+1:]) != 0 {
			t.Errorf("token %d looks at %v", i, row)
		}
	}
	layer, err := a.Layer(4)
	if err != nil {
		t.Fatal(err)
	}
	one, err := layer.Head(1)
	if err != nil {
		t.Fatal(err)
	}
	tr, err := m.Forward(t.Context(), shots(dots(1), dots(2), dots(3)), "lm.4.attn.pattern")
	if err != nil {
		t.Fatal(err)
	}
	want, err := tr.Head("lm.4.attn.pattern", 1)
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range one.Mean() {
		for j, x := range row {
			if float32(x) != want.F32()[i*len(row)+j] {
				t.Fatalf("%d looks at %d with %v, the trace says %v", i, j, x, want.F32()[i*len(row)+j])
			}
		}
	}
	if two, err := probe.TextAttention(t.Context(), m, shots(dots(1), dots(2), dots(3)), 4, 1); err != nil || !slices.Equal(two.Layers, []int{1, 4}) {
		t.Errorf("layers 4 and 1 are %v, %v", two.Layers, err)
	}
	if _, err := probe.TextAttention(t.Context(), m, shots(dots(1), dots(2), dots(3)), 5); err == nil || !strings.Contains(err.Error(), "no layer 5") {
		t.Errorf("layer 5 of 5: %v", err)
	}
	if _, err := a.Layer(5); err == nil || !strings.Contains(err.Error(), "there are [0 1 2 3 4]") {
		t.Errorf("layer 5 of 5: %v", err)
	}
	if _, err := a.Head(2); err == nil || !strings.Contains(err.Error(), "there are [0 1]") {
		t.Errorf("head 2 of 2: %v", err)
	}
	shows(t, a.Render(), "The last token")
}

// The costs of an atlas are what a run with the edit loses, and taking all latents away leaves pictures all alike.
func TestAtlas(t *testing.T) {
	m := trained(t)
	exam, err := pond.Exam("what-colour", 0, 3, 9)
	if err != nil {
		t.Fatal(err)
	}
	a, err := probe.Atlas(t.Context(), m, pond.Prompts(exam), pond.Answers(exam))
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Latents) != 16 || a.Pictures != 3 || a.Prompts != 3 {
		t.Fatalf("%d latents of %d pictures", len(a.Latents), a.Pictures)
	}
	attention := 0.0
	for _, l := range a.Latents {
		attention += l.Attention
		if l.Varies < 0 || l.Varies > 1 || len(l.Readers) == 0 || math.IsNaN(l.Error) {
			t.Errorf("latent %+v", l)
		}
	}
	if math.Abs(attention-1) > 1e-4 {
		t.Errorf("attention to latents sums to %v", attention)
	}
	if a.Together < 1 {
		t.Errorf("without any picture the answers lose %v nats", a.Together)
	}
	if edits, err := a.Without(2, 1, 15); err != nil || len(edits) != 2 || !slices.Equal(edits[1].Rows, []int{15, 31}) || !slices.Equal(edits[0].Data, a.Latents[1].Mean) {
		t.Errorf("without latents 1 and 15: %v, %v", edits, err)
	}
	if _, err := a.Without(1, 16); err == nil || !strings.Contains(err.Error(), "no latent 16; there are 16") {
		t.Errorf("without latent 16: %v", err)
	}
	again, err := probe.Atlas(t.Context(), m, pond.Prompts(exam[:1]), pond.Answers(exam[:1]))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range again.Latents {
		if math.Abs(l.Cost) > 1e-4 {
			t.Errorf("the mean over one picture is that picture, yet latent %d costs %v", l.Index, l.Cost)
		}
	}
	shows(t, a.Render(), "costs most", "strongest patch")
}
