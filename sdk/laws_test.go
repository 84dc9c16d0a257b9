package sdk_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"wade/sdk"
	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/prompt"
)

// TestLawsOfTheTrainedModel holds the laws of gated cross-attention on real weights. That the shares of the gates along the path
// from closed to open add up, and that the rows of a rollout sum to 1, is held in package probe (TestPathsAddUpWhenTrained,
// TestRolloutLaws); that closed gates are the language model with no gated block at all, in package flamingo.
func TestLawsOfTheTrainedModel(t *testing.T) {
	m, err := sdk.Open(t.Context(), "pond", sdk.Backend("reference"))
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	draw := func(desc string) prompt.Picture { return pond.DrawSeed(desc, 5) }
	with := func(middle prompt.Picture) *prompt.Prompt {
		return prompt.New().Shot(draw("large red circle on the left"), "output :", "red").Shot(middle, "output :", "blue").Ask(draw("small green ring on the right"), "output :")
	}
	p, swapped := with(draw("small blue star on the top")), with(draw("large yellow square on the left"))
	words := prompt.New().Shot(nil, "output :", "red").Ask(nil, "output :")
	closed := m.With(flamingo.GateScale(0))
	// rows returns a tap row by row.
	rows := func(m *flamingo.Model, p *prompt.Prompt, tap string) [][]float32 {
		t.Helper()
		tr, err := m.Forward(t.Context(), p, tap)
		if err != nil {
			t.Fatal(err)
		}
		v, err := tr.At(tap)
		if err != nil {
			t.Fatal(err)
		}
		return slices.Collect(slices.Chunk(v.ToF32(), v.Shape()[len(v.Shape())-1]))
	}
	same := func(a, b [][]float32) bool { return slices.EqualFunc(a, b, slices.Equal[[]float32]) }
	e, err := m.Encode(p)
	if err != nil {
		t.Fatal(err)
	}

	t.Run("gates scaled by 1 change nothing", func(t *testing.T) {
		if !same(rows(m.With(flamingo.GateScale(1)), p, "logits"), rows(m, p, "logits")) {
			t.Error("logits differ")
		}
	})
	t.Run("contributions of heads and latents add up to what the attention writes", func(t *testing.T) {
		c := m.Config()
		for _, layer := range c.GatedLayers() {
			name := fmt.Sprintf("gated.%d.attn.", layer)
			tr, err := m.Forward(t.Context(), p, name+"*", fmt.Sprintf("gated.%d.attn.gate", layer))
			if err != nil {
				t.Fatal(err)
			}
			value := func(tap string) []float32 {
				v, err := tr.At(name + tap)
				if err != nil {
					t.Fatal(err)
				}
				return v.ToF32()
			}
			w, err := m.Fetch(t.Context(), name+"out.w")
			if err != nil {
				t.Fatal(err)
			}
			out, gate := w[name+"out.w"].ToF32(), float64(value("gate")[0])
			pattern, values, want := value("pattern"), value("v"), value("out")
			n, heads, wide, latents, width := len(e.Tokens), c.Gated.Heads, c.Gated.HeadWidth, c.Resampler.Latents, c.LM.Width
			for tok := range n {
				sum := make([]float64, width)
				for h := range heads {
					for j := range latents {
						a := float64(pattern[(h*n+tok)*latents+j])
						if e.Tokens[tok].Image < 0 || a == 0 {
							continue
						}
						v := values[(e.Tokens[tok].Image*latents+j)*heads*wide+h*wide:]
						for o := range width { // gate · a · v · W of the head
							for k := range wide {
								sum[o] += gate * a * float64(v[k]) * float64(out[o*heads*wide+h*wide+k])
							}
						}
					}
				}
				for o := range width {
					if d := math.Abs(sum[o] - gate*float64(want[tok*width+o])); d > 1e-4 {
						t.Fatalf("layer %d, token %d: contributions sum to %g, written is %g", layer, tok, sum[o], gate*float64(want[tok*width+o]))
					}
				}
			}
		}
	})
	t.Run("in the first gated block a picture is seen by its own chunk alone", func(t *testing.T) {
		a, b := rows(m, p, "gated.0.attn.out"), rows(m, swapped, "gated.0.attn.out")
		for i, tok := range e.Tokens {
			if own := tok.Image == 1; own == slices.Equal(a[i], b[i]) {
				t.Errorf("token %d (%s) sees picture %d, and changes with picture 1: %t", i, tok.Text, tok.Image, own)
			}
		}
		latents := m.Config().Resampler.Latents
		for _, layer := range m.Config().GatedLayers() { // keys and values of the others stay in every block
			for _, part := range []string{"k", "v"} {
				tap := fmt.Sprintf("gated.%d.attn.%s", layer, part)
				a, b := rows(m, p, tap), rows(m, swapped, tap)
				for i := range a {
					if picture := i / latents; (picture == 1) == slices.Equal(a[i], b[i]) {
						t.Errorf("%s, row %d of picture %d: unchanged is %t", tap, i, picture, picture != 1)
					}
				}
			}
		}
	})
	t.Run("without a picture gates are not closed, unless those of the feed-forward are", func(t *testing.T) {
		bare := rows(closed, words, "logits")
		if same(rows(m, words, "logits"), bare) {
			t.Error("the feed-forward of the gated blocks does not run")
		}
		if !same(rows(m.With(flamingo.GateScale(0).Branch("ffw")), words, "logits"), bare) {
			t.Error("attention to no picture adds something")
		}
	})
	t.Run("with closed gates pictures can be swapped", func(t *testing.T) {
		if !same(rows(closed, p, "logits"), rows(closed, swapped, "logits")) {
			t.Error("logits of the closed model change with a picture")
		}
		if same(rows(m, p, "logits"), rows(m, swapped, "logits")) {
			t.Error("logits of the open model do not")
		}
	})
}
