package probe_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"wade/sdk/display"
	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/probe"
	"wade/sdk/program"
	"wade/sdk/prompt"
)

func lens(t testing.TB, m *flamingo.Model, p *prompt.Prompt, where ...prompt.Where) *probe.LensGrid {
	t.Helper()
	g, err := probe.Lens(t.Context(), m, p, where...)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// kinds are small models, untrained and with open gates, that differ in what matters to a lens.
func kinds(t *testing.T) map[string]*flamingo.Model {
	t.Helper()
	small := flamingo.Pond()
	small.ViT.Layers, small.LM.Layers, small.ViT.Width, small.LM.Width, small.LM.MLP = 1, 3, 16, 32, 40
	small.ViT.MLP, small.Resampler.MLP, small.Resampler.Layers, small.Gated.MLP, small.Gated.HeadWidth, small.Resampler.HeadWidth = 20, 20, 1, 20, 5, 5
	untied := small
	untied.LM.Tied, untied.LM.Norm = false, flamingo.Norm{Kind: flamingo.RMSNorm, Eps: 1e-6}
	untied.LM.Position, untied.LM.Rotary, untied.LM.Parallel = flamingo.Rotary, flamingo.RotaryConfig{Base: 10000, Width: 4}, true
	sparse := small
	sparse.LM.Position, sparse.Gated.First, sparse.Gated.Every, sparse.LM.GLU, sparse.LM.Activation = flamingo.ALiBi, 1, 2, true, program.SiLU
	all := map[string]*flamingo.Model{}
	for name, c := range map[string]flamingo.Config{"learned positions": small, "rotary, untied, RMS": untied, "ALiBi, sparse": sparse} {
		w, err := c.Init(5)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(1, 2))
		for _, s := range c.Weights() {
			for i, x := range w[s.Name].F32() {
				w[s.Name].F32()[i] = 2*x + 0.3*float32(r.NormFloat64())
			}
		}
		all[name] = opened(t, c, w)
	}
	return all
}

// The last place is what the model says, with the pictures and without; before the first gated block both sides agree.
func TestLensEndsInTheModel(t *testing.T) {
	for name, m := range kinds(t) {
		t.Run(name, func(t *testing.T) {
			p := twoShots().Reply("green")
			g := lens(t, m, p, prompt.Where{})
			for side, view := range []*flamingo.Model{m, m.With(flamingo.GateScale(0))} {
				trace, err := view.Forward(t.Context(), p)
				if err != nil {
					t.Fatal(err)
				}
				if len(g.Columns) != len(trace.LogP)-1 {
					t.Fatalf("%d columns for %d tokens, of which the last closes the answer", len(g.Columns), len(trace.LogP))
				}
				for i, c := range g.Columns {
					cell := g.Cells[len(g.Cells)-1][i]
					top, logP := cell.Top, cell.LogP
					if side == 1 {
						top, logP = cell.Blind, cell.BlindLogP
					}
					if top[0].ID != trace.Next[c.Position][0].ID || math.Abs(logP-float64(trace.LogP[c.Position+1])) > 1e-4 {
						t.Errorf("after %q: %v with log p %v, the model says %v and %v", c.Text, top[0], logP, trace.Next[c.Position][0], trace.LogP[c.Position+1])
					}
				}
			}
			for p, place := range g.Places {
				if strings.HasPrefix(place, "gated.") {
					break
				}
				for i, cell := range g.Cells[p] {
					if cell.Top[0] != cell.Blind[0] || cell.LogP != cell.BlindLogP || math.Abs(cell.Gain) > 1e-5 {
						t.Errorf("%s, column %d: %v and %v before any picture was seen", place, i, cell.Top[0], cell.Blind[0])
					}
				}
			}
			want := 1 + m.Config().LM.Layers + len(m.Config().GatedLayers())
			if len(g.Places) != want || len(g.Cells) != want {
				t.Errorf("%d places, want %d", len(g.Places), want)
			}
		})
	}
}

func TestLensFindsTheTurn(t *testing.T) {
	m := trained(t)
	g := lens(t, m, prompt.New().Ask(pond.Draw("a large green circle"), whichColour))
	c := g.Columns[g.Deciding]
	if c.Next != "green" || c.Habit != "red" || !c.InAnswer {
		t.Fatalf("deciding column: %+v", c)
	}
	last := g.Cells[len(g.Cells)-1][g.Deciding]
	if last.Top[0].Text != "green" || last.Blind[0].Text != "red" || c.Turned < 0 || c.First > c.Turned {
		t.Errorf("%v and %v, turned at %d", last.Top[0], last.Blind[0], c.Turned)
	}
	for p := c.Turned; p < len(g.Places); p++ {
		if cell := g.Cells[p][g.Deciding]; cell.Top[0].ID == cell.Blind[0].ID {
			t.Errorf("%s: both say %q after the turn", g.Places[p], cell.Top[0].Text)
		}
	}
	if c.Turned > 0 {
		if cell := g.Cells[c.Turned-1][g.Deciding]; cell.Top[0].ID != cell.Blind[0].ID {
			t.Errorf("the turn is before %s", g.Places[c.Turned])
		}
	}
	for _, want := range []string{`"green" leads after layer 3, where with closed gates it would be "red"`, "layer 2"} {
		if !strings.Contains(g.String(), want) {
			t.Errorf("%q is not in\n%s", want, g)
		}
	}
	if d := g.Render(); !strings.Contains(d.Data[display.MIMEHTML].(string), "green/red") || d.Data[display.MIMEPNG] == nil {
		t.Error("the grid does not show itself")
	}
	// With closed gates nothing turns, and the reading says so.
	g = lens(t, m.With(flamingo.GateScale(0)), prompt.New().Ask(pond.Draw("a large green circle"), whichColour))
	if c := g.Columns[g.Deciding]; c.First != -1 || c.Turned != -1 || !strings.Contains(g.Reading(), "at no depth") {
		t.Errorf("closed gates turn at %d: %s", c.Turned, g.Reading())
	}
}

func TestLensWithoutAnswerOrPicture(t *testing.T) {
	m := trained(t)
	g := lens(t, m, prompt.New().Text("a large red circle"))
	if len(g.Columns) != 4 || !math.IsNaN(g.Cells[0][3].LogP) || g.Columns[3].Next != "" {
		t.Errorf("%d columns, the last %+v", len(g.Columns), g.Columns[len(g.Columns)-1])
	}
	if !strings.Contains(g.Render().Data[display.MIMEText].(string), g.Reading()) {
		t.Error("the text lacks the reading")
	}
	if _, err := probe.Lens(t.Context(), m, prompt.New().Text("red"), prompt.InShot(0)); err == nil || !strings.Contains(err.Error(), "shot") {
		t.Errorf("a shot that is not there: %v", err)
	}
}
