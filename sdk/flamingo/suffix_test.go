package flamingo_test

import (
	"fmt"
	"math"
	"testing"

	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// A sweep begins at the layer that is edited. It must give what whole passes give, whatever the layer, the view's own edits and
// how many words the target forces.
func TestSweepsBeginAtTheLayerEdited(t *testing.T) {
	for name, c := range families() {
		t.Run(name, func(t *testing.T) {
			for k, m := range []*flamingo.Model{
				open(t, c), open(t, c).With(flamingo.Scale("lm.0.resid", prompt.InShot(0), 0.5), flamingo.Add("lm.2.attn.norm", prompt.At(-1), 0.25)),
			} {
				p := twoShots(1, 2, 3)
				var runs []flamingo.Run
				for i, tap := range []string{"lm.tokens", "lm.embed", "lm.0.resid", "lm.1.resid", "lm.2.resid", "gated.1.attn.out", "lm.1.ffw.hidden",
					"lm.2.attn.k", "lm.2.attn.q", "lm.2.ffw.out", "lm.norm", "gated.1.attn.v", "lm.0.attn.out|lm.2.mid", "gated.1.ffw.gate"} {
					if _, err := m.Forward(t.Context(), p, tap); err != nil {
						continue // not in this family
					}
					for _, where := range []prompt.Where{{}, prompt.At(3), prompt.At(-1, -4)} {
						if tap == "gated.1.attn.v" || tap == "gated.1.ffw.gate" {
							where = prompt.Where{}
						}
						runs = append(runs, flamingo.Run{Prompt: p, Edits: []flamingo.Edit{flamingo.Add(tap, where, 0.125*float32(i+1))}})
					}
				}
				for _, target := range []flamingo.Target{{Answer: "blue circle a"}, {Answer: "blue circle", Against: "blue square"}} {
					got, err := m.Measure(t.Context(), runs, target)
					if err != nil {
						t.Fatal(err)
					}
					for i, r := range runs {
						alone, err := m.Measure(t.Context(), []flamingo.Run{r}, target)
						if err != nil {
							t.Fatal(err)
						}
						if math.Abs(got[i]-alone[0]) > 1e-5*(1+math.Abs(alone[0])) {
							t.Errorf("view %d, %s, edit %v: %g in a sweep, %g alone", k, target, fmt.Sprint(r.Edits), got[i], alone[0])
						}
					}
				}
			}
		})
	}
}

// An edit of some pixels matters from the first token that sees their picture on, however few runs there are.
func TestSweepsBeginAtThePictureEdited(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	pixels := flamingo.Edit{Tap: "pixels", Kind: "scale", Rows: []int{30, 31, 40}, Data: []float32{-2}} // of the second one
	target := flamingo.Target{Answer: "blue circle"}
	both, err := m.Measure(t.Context(), []flamingo.Run{{Prompt: p}, {Prompt: p, Edits: []flamingo.Edit{pixels}}}, target)
	if err != nil {
		t.Fatal(err)
	}
	alone, err := m.With(pixels).Measure(t.Context(), []flamingo.Run{{Prompt: p}}, target)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(both[1]-alone[0]) > 5e-5 || both[0] == alone[0] {
		t.Errorf("beside a plain run %v, alone %v, plain %v", both[1], alone[0], both[0])
	}
}
