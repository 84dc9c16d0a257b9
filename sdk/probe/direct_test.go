package probe_test

import (
	"math"
	"strings"
	"testing"

	"wade/sdk/display"
	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/probe"
	"wade/sdk/prompt"
)

// The parts sum to the difference of the logits, on every kind of model, with edits of any kind, and on both sides.
func TestDirectSumsToTheLogits(t *testing.T) {
	target := flamingo.Target{Answer: "a large green circle", Against: "a large red circle"}
	for name, m := range kinds(t) {
		for edit, view := range map[string]*flamingo.Model{
			"as it is":    m,
			"half open":   m.With(flamingo.GateScale(0.5)),
			"closed":      m.With(flamingo.GateScale(0)),
			"no eyes":     m.With(flamingo.Zero("gated.1.attn.out", prompt.InQuery())),
			"stream bent": m.With(flamingo.Add("lm.1.resid", prompt.InQuery(), 0.3)),
			"stream half": m.With(flamingo.Scale("gated.1.resid", prompt.InQuery(), 0.5)),
		} {
			b, err := probe.Direct(t.Context(), view, twoShots(), target)
			if err != nil {
				t.Fatal(err)
			}
			want, err := view.Measure(t.Context(), []flamingo.Run{{Prompt: twoShots()}, {Prompt: twoShots(), Edits: []flamingo.Edit{flamingo.GateScale(0)}}}, target)
			if err != nil {
				t.Fatal(err)
			}
			sum, blind, edited := 0.0, 0.0, false
			for _, p := range b.Parts {
				sum, blind, edited = sum+p.Value, blind+p.Blind, edited || p.Kind == "edits"
				if strings.HasPrefix(p.Kind, "gated") && p.Blind != 0 {
					t.Errorf("%s, %s: %s writes %v with closed gates", name, edit, p.Tap, p.Blind)
				}
			}
			for _, x := range [][2]float64{{sum, b.Total}, {blind, b.BlindTotal}, {b.Total, want[0]}, {b.BlindTotal, want[1]}} {
				if math.Abs(x[0]-x[1]) > 1e-3*(1+math.Abs(x[1])) {
					t.Errorf("%s, %s: %v, want %v", name, edit, x[0], x[1])
				}
			}
			if wanted := edit == "stream half"; wanted && !edited || edited && edit[:2] != "st" {
				t.Errorf("%s, %s: a part of edits: %v", name, edit, edited)
			}
		}
	}
}

func TestDirectReads(t *testing.T) {
	m := trained(t)
	p := prompt.New().Ask(pond.Draw("a large green circle"), whichColour)
	b, err := probe.Direct(t.Context(), m, p, flamingo.Target{})
	if err != nil {
		t.Fatal(err)
	}
	if b.Answer != "green" || b.Against != "red" || b.Total < 3 || b.BlindTotal > -1 {
		t.Errorf("%s over %s: %v, blind %v", b.Answer, b.Against, b.Total, b.BlindTotal)
	}
	t.Log(b)
	for _, want := range []string{`the logit of "green"`, "gated attention before layer 0", "sum"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b)
		}
	}
	if d := b.Render(); d.Data[display.MIMEPNG] == nil {
		t.Error("the board does not show itself")
	}
	// Where habit agrees, its runner-up is the rival.
	b, err = probe.Direct(t.Context(), m, p, flamingo.Target{Answer: "red"})
	if err != nil {
		t.Fatal(err)
	}
	if b.Against == "red" {
		t.Error("red is held against itself")
	}
	for name, p := range map[string]*prompt.Prompt{"nil": nil, "closed": p.Reply("red"), "text": prompt.New().Text("red")} {
		if _, err := probe.Direct(t.Context(), m, p, flamingo.Target{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
