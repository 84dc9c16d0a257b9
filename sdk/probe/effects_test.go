package probe_test

import (
	"context"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/probe"
	"wade/sdk/program"
	"wade/sdk/prompt"
)

// small is a model of the world of pond with weights drawn at random, gated before each every-th layer, with these alphas and
// all others at 0.
func small(t testing.TB, every int, alphas map[string]float32) *flamingo.Model {
	t.Helper()
	c := flamingo.Pond()
	c.ViT.Patch, c.ViT.Width, c.ViT.Layers, c.ViT.Heads, c.ViT.MLP = 12, 16, 1, 2, 16
	c.Resampler = flamingo.Resampler{Latents: 3, Layers: 1, Heads: 2, HeadWidth: 8, MLP: 16, Activation: program.GELU, Norm: c.ViT.Norm}
	c.LM.Width, c.LM.Heads, c.LM.MLP, c.Gated.Every, c.Gated.MLP = 16, 2, 32, every, 32
	w, err := c.Init(1)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for _, spec := range c.Weights() {
		for i := range w[spec.Name].F32() {
			if !strings.HasSuffix(spec.Name, ".alpha") {
				w[spec.Name].F32()[i] += 0.2 * float32(r.NormFloat64())
			}
		}
	}
	for name, a := range alphas {
		w[name].F32()[0] = a
	}
	return opened(t, c, w)
}

// several gates are open, of both kinds and signs.
var several = map[string]float32{"gated.0.attn.alpha": .6, "gated.0.ffw.alpha": -.4, "gated.2.attn.alpha": -1, "gated.2.ffw.alpha": .8}

var (
	whiteCircle = prompt.New().Ask(pond.Draw("a large white circle"), "question : what colour is the circle ? answer :")
	white       = flamingo.Target{Answer: "white"}
)

func effects(t *testing.T, m *flamingo.Model, p *prompt.Prompt, target flamingo.Target) *probe.GateBoard {
	t.Helper()
	b, err := probe.GateEffects(t.Context(), m, p, target)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func near(a, b, tolerance float64) bool { return math.Abs(a-b) <= tolerance }

func TestPathsAddUp(t *testing.T) {
	m := small(t, 1, several)
	for name, target := range map[string]flamingo.Target{
		"likelihood": white, "difference": {Answer: "white", Against: "red"}, "several words": {Answer: "white circle"},
	} {
		b := effects(t, m, whiteCircle, target)
		if rise := b.Open - b.Closed; math.Abs(rise) < 1e-2 || !near(b.Gap(), 0, 2e-3*math.Abs(rise)) {
			t.Errorf("%s: paths miss a change of %.5f by %.5f", name, rise, b.Gap())
		}
	}
}

// In the trained model gates go from habit to evidence within a tenth of their path, which is hard to integrate.
func TestPathsAddUpWhenTrained(t *testing.T) {
	b := effects(t, trained(t), prompt.New().Ask(pond.Draw("a large white circle"), "output :"), flamingo.Target{Answer: "a large white", Against: "a large red"})
	if rise := b.Open - b.Closed; rise < 5 || !near(b.Gap(), 0, 2e-3*rise) {
		t.Errorf("paths miss a change of %.4f by %.4f", rise, b.Gap())
	}
}

func TestEffectsAreThoseOfEdits(t *testing.T) {
	m := small(t, 2, several)
	b := effects(t, m, whiteCircle, white)
	measure := func(edits ...flamingo.Edit) float64 {
		v, err := m.With(edits...).Measure(t.Context(), []flamingo.Run{{Prompt: whiteCircle}}, white)
		if err != nil {
			t.Fatal(err)
		}
		return v[0]
	}
	open, closed := measure(), measure(flamingo.GateScale(0))
	if !near(b.Open, open, 1e-4) || !near(b.Closed, closed, 1e-4) {
		t.Errorf("open %.5f and closed %.5f, want %.5f and %.5f", b.Open, b.Closed, open, closed)
	}
	for i, g := range b.Gates {
		if want := open - measure(g.Scale(0)); !near(g.Ablation, want, 1e-4) {
			t.Errorf("ablation of %s is %.5f, want %.5f", g.Name(), g.Ablation, want)
		}
		var others []flamingo.Edit
		for k, o := range b.Gates {
			if k != i {
				others = append(others, o.Scale(0))
			}
		}
		if want := measure(others...) - closed; !near(g.Sufficiency, want, 1e-4) {
			t.Errorf("%s alone does %.5f, want %.5f", g.Name(), g.Sufficiency, want)
		}
	}
}

func TestClosedModelHasNoEffects(t *testing.T) {
	b := effects(t, small(t, 1, several).With(flamingo.GateScale(0)), whiteCircle, white)
	if b.Open != b.Closed {
		t.Errorf("open %v, closed %v", b.Open, b.Closed)
	}
	for _, g := range b.Gates {
		if g.Ablation != 0 || g.Sufficiency != 0 || g.Path != 0 {
			t.Errorf("%s: ablation %v, alone %v, path %v", g.Name(), g.Ablation, g.Sufficiency, g.Path)
		}
	}
	for layer, d := range b.Drift {
		if d != 0 {
			t.Errorf("closed gates move the stream after layer %d by %v", layer, d)
		}
	}
}

// A gate that is open alone does everything by every measure, and gates at zero nothing by any.
func TestOneOpenGateDoesItAll(t *testing.T) {
	b := effects(t, small(t, 2, map[string]float32{"gated.2.attn.alpha": 1.5}), whiteCircle, white)
	rise := b.Open - b.Closed
	if math.Abs(rise) < 1e-3 || len(b.Gates) != 4 {
		t.Fatalf("%d gates change the target by %v", len(b.Gates), rise)
	}
	for _, g := range b.Gates {
		want := 0.0
		if g.Layer == 2 && g.Kind == "attention" {
			want = rise
		}
		if g.Ablation != want || g.Sufficiency != want || !near(g.Path, want, 1e-2*math.Abs(rise)) {
			t.Errorf("%s: ablation %v, alone %v, path %v, want %v", g.Name(), g.Ablation, g.Sufficiency, g.Path, want)
		}
		if math.IsNaN(g.Cosine) != (want == 0) || (g.Share > 0) != (want != 0) {
			t.Errorf("%s: share %v, cosine %v", g.Name(), g.Share, g.Cosine)
		}
	}
	if d := b.Drift; d[0] != 0 || d[1] != 0 || d[2] <= 0 || d[3] <= 0 {
		t.Errorf("a gate before layer 2 moves the stream by %v", d)
	}
	if n := len(b.Chart().Table().Rows); n != 4 {
		t.Errorf("the chart has %d places, want one for each of 4 layers", n)
	}
}

func TestEffectsWithoutPicture(t *testing.T) {
	p := prompt.New().Ask(nil, "question : what colour is the circle ? answer :")
	b := effects(t, small(t, 1, several), p, flamingo.Target{Answer: "red"})
	for _, g := range b.Gates {
		attends := g.Kind == "attention"
		if attends && (g.Share != 0 || !math.IsNaN(g.Cosine) || g.Ablation != 0 || g.Path != 0) {
			t.Errorf("%s reads a picture that is not there: share %v, ablation %v, path %v", g.Name(), g.Share, g.Ablation, g.Path)
		}
		if !attends && g.Value != 0 && g.Share == 0 {
			t.Errorf("%s adds nothing", g.Name())
		}
	}
	if b.Open == b.Closed {
		t.Error("closed gates should differ from words alone: the feed-forward still runs")
	}
}

func TestSeveralPromptsAreAveraged(t *testing.T) {
	m := trained(t)
	other := prompt.New().Shot(pond.Draw("small blue star"), "output :", "blue").Ask(pond.Draw("small green ring"), "output :")
	boards := make([]*probe.GateBoard, 3)
	for i, ps := range [][]*prompt.Prompt{{whiteCircle}, {other}, {whiteCircle, other}} {
		b, err := probe.Gates(t.Context(), m, ps...)
		if err != nil {
			t.Fatal(err)
		}
		boards[i] = b
	}
	for i, g := range boards[2].Gates {
		a, b := boards[0].Gates[i], boards[1].Gates[i]
		if !near(g.Share, (a.Share+b.Share)/2, 1e-6) || !near(g.Cosine, (a.Cosine+b.Cosine)/2, 1e-6) {
			t.Errorf("%s: share %v and cosine %v are no means of %v, %v and %v, %v", g.Name(), g.Share, g.Cosine, a.Share, b.Share, a.Cosine, b.Cosine)
		}
	}
	if d := boards[2].Drift[3]; !near(d, (boards[0].Drift[3]+boards[1].Drift[3])/2, 1e-6) {
		t.Errorf("drift %v is no mean", d)
	}
}

func TestMistakesOfGates(t *testing.T) {
	m := small(t, 1, nil)
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	for name, call := range map[string]func() error{
		"no answer": func() error { _, err := probe.GateEffects(t.Context(), m, whiteCircle, flamingo.Target{}); return err },
		"no prompt": func() error { _, err := probe.GateEffects(t.Context(), m, nil, white); return err },
		"wrong edit": func() error {
			_, err := probe.Gates(t.Context(), m.With(flamingo.GateScale(0, 9)), whiteCircle)
			return err
		},
		"stopped": func() error { _, err := probe.GateEffects(stopped, m, whiteCircle, white); return err },
	} {
		if call() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestBoardSaysWhetherPathsAddUp(t *testing.T) {
	b := effects(t, small(t, 2, several), whiteCircle, white)
	page, _ := b.Render().Data["text/html"].(string)
	for _, want := range []string{"Paths sum to", "off by", b.Provenance.Line()} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q below the bars", want)
		}
	}
	if csv := b.Table().CSV(); strings.Count(csv, "\n") != 5 || !strings.Contains(csv, "ablation,alone,path") {
		t.Error(csv)
	}
}
