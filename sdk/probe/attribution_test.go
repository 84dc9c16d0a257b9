package probe_test

import (
	"math"
	"strings"
	"testing"

	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/probe"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// onObject is the share of the positive attribution of a map that lies on patches which the object covers, in whole or in part,
// and the share of the patches that these are.
func onObject(t *testing.T, picture *pond.Picture, values [][]float64) (share, area float64) {
	t.Helper()
	mask, err := picture.Mask()
	if err != nil {
		t.Fatal(err)
	}
	side := mask.Shape()[0]
	patch := side / len(values)
	covered := map[[2]int]bool{}
	for i, x := range mask.F32() {
		if x > 0 {
			covered[[2]int{i / side / patch, i % side / patch}] = true
		}
	}
	positive := 0.0
	for r, row := range values {
		for c, v := range row {
			if v > 0 {
				positive += v
				if covered[[2]int{r, c}] {
					share += v
				}
			}
		}
	}
	return share / positive, float64(len(covered)) / float64(len(values)*len(values))
}

// The planted truth: a question about the colour or the shape of the only object can be answered from its patches alone. Method:
// integrated gradients of log p(answer) over the pixels, 16 nodes, from the median colour of the picture; held-out scenes of pond.Exam,
// seed 1, answers as in the exam. docs/features.md tells the figures over more scenes.
func TestAttributionIsOnTheObject(t *testing.T) {
	m := trained(t)
	sum, areas, honest, n := 0.0, 0.0, 0, 0
	for _, task := range []string{"what-colour", "what-shape"} {
		exam, err := pond.Exam(task, 0, 1, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range exam {
			a, err := probe.IntegratedGradients(t.Context(), m, e.Prompt(), flamingo.Target{Answer: e.Answer}, probe.MapOptions{Nodes: 16, Random: 2})
			if err != nil {
				t.Fatal(err)
			}
			share, area := onObject(t, e.Query.Picture, a.Maps[0].Values)
			t.Logf("%s: %.2f of the positive attribution on %.2f of the patches; %s; gap %.3f of %.3f", e, share, area, a.Check, a.Gap, a.Value-a.Base)
			sum, areas = sum+share, areas+area
			if a.Check.Honest() {
				honest++
			}
			n++
		}
	}
	if sum/float64(n) < 0.8 || areas/float64(n) > 0.4 {
		t.Errorf("the object holds %.2f of the positive attribution on %.2f of the patches, want at least 0.8", sum/float64(n), areas/float64(n))
	}
	if honest == 0 {
		t.Errorf("no map of %d passes the check", n)
	}
}

func TestIntegratedGradientsAddUp(t *testing.T) {
	m := trained(t)
	target := flamingo.Target{Answer: "red", Against: "green"}
	p := prompt.New().Shot(pond.Draw("large blue ring on the left"), "output :", "blue").Ask(pond.Draw("large red star in the centre"), "output :")
	for over, nodes := range map[string]int{"pixels": 16, "media": 32, "lm.embed": 32} {
		a, err := probe.IntegratedGradients(t.Context(), m, p, target, probe.MapOptions{Over: over, Nodes: nodes, Pictures: []int{1}, Random: -1})
		if err != nil {
			t.Fatal(err)
		}
		if gap := math.Abs(a.Gap); gap > 0.1*math.Abs(a.Value-a.Base) || math.Abs(a.Value-a.Base) < 1 {
			t.Errorf("%s: %.3f from the baseline, attributions sum to %.3f", over, a.Value-a.Base, a.Sum)
		}
		if a.Check != nil || !strings.Contains(a.String(), "gap") {
			t.Errorf("%s: %s", over, a)
		}
		d := a.Render()
		if html, ok := d.Data["text/html"].(string); !ok || !strings.Contains(html, a.Provenance.Model) {
			t.Errorf("%s shows no page with its provenance", over)
		}
		if over == "lm.embed" && (len(a.Tokens) != len(a.Values) || len(a.Maps) > 0) {
			t.Errorf("%d values for %d tokens", len(a.Values), len(a.Tokens))
		}
		if over != "lm.embed" && (len(a.Maps) != 1 || a.Maps[0].Index != 1) {
			t.Errorf("%s: %d maps", over, len(a.Maps))
		}
	}
}

// A patch counts for what covering it changes.
func TestOcclusionIsTheChange(t *testing.T) {
	m := trained(t)
	red, green := pond.Draw("small red star in the centre"), flamingo.Target{Answer: "red", Against: "green"}
	p := prompt.New().Ask(red, "question : what colour is the object ? answer :")
	a, err := probe.Occlusion(t.Context(), m, p, green, probe.MapOptions{Random: 3, Baseline: probe.Grey})
	if err != nil {
		t.Fatal(err)
	}
	pixels, err := red.Tensor()
	if err != nil {
		t.Fatal(err)
	}
	data := pixels.F32()
	for c := range 3 {
		for y := 18; y < 24; y++ {
			for x := 24; x < 30; x++ {
				data[(c*48+y)*48+x] = 0.5
			}
		}
	}
	values, err := m.Measure(t.Context(), []flamingo.Run{{Prompt: p}, {Prompt: prompt.New().Ask(same{red, data}, "question : what colour is the object ? answer :")}}, green)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := a.Maps[0].Values[3][4], values[0]-values[1]; math.Abs(got-want) > 1e-4 {
		t.Errorf("the patch counts %g, covering it changes the target by %g", got, want)
	}
	if share, area := onObject(t, red, a.Maps[0].Values); share < 2*area {
		t.Errorf("%.2f of the positive attribution on %.2f of the patches", share, area)
	}
	again, err := probe.CheckMap(t.Context(), m, p, green, [][][]float64{a.Maps[0].Values}, probe.MapOptions{Random: 3, Baseline: probe.Grey})
	if err != nil {
		t.Fatal(err)
	}
	if a.Check.String() != again.String() {
		t.Errorf("the same map is checked as %s and as %s", a.Check, again)
	}
	upside := make([][]float64, 8)
	for r, row := range a.Maps[0].Values {
		for _, v := range row {
			upside[r] = append(upside[r], -v)
		}
	}
	worse, err := probe.CheckMap(t.Context(), m, p, green, [][][]float64{upside}, probe.MapOptions{Random: 3, Baseline: probe.Grey})
	if err != nil {
		t.Fatal(err)
	}
	if worse.Honest() || worse.DeletionScore < a.Check.DeletionScore || worse.InsertionScore > a.Check.InsertionScore {
		t.Errorf("the map turned around does as well: %s, the map %s", worse, a.Check)
	}
}

// same is a picture with other pixels.
type same struct {
	prompt.Picture
	data []float32
}

func (s same) Tensor() (*tensor.Tensor, error) {
	return tensor.FromF32(s.data, tensor.Sizes(3, 48, 48)...)
}

func TestMapsRefuse(t *testing.T) {
	m := trained(t)
	clean, _, target := redOrGreen()
	words := prompt.New().Ask(nil, "output :")
	for want, c := range map[string]struct {
		p *prompt.Prompt
		t flamingo.Target
		o probe.MapOptions
	}{
		"has no picture":        {words, target, probe.MapOptions{}},
		"picture 3 of 3":        {clean, target, probe.MapOptions{Pictures: []int{3}}},
		"want pixels":           {clean, target, probe.MapOptions{Over: "logits"}},
		`baseline "noise"`:      {clean, target, probe.MapOptions{Baseline: "noise"}},
		"nodes":                 {clean, target, probe.MapOptions{Nodes: -2}},
		"vermilion":             {clean, flamingo.Target{Answer: "vermilion"}, probe.MapOptions{}},
		`want mean row or zero`: {clean, target, probe.MapOptions{Over: "media", Baseline: probe.Grey}},
	} {
		if _, err := probe.IntegratedGradients(t.Context(), m, c.p, c.t, c.o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q in it", err, want)
		}
	}
	if _, err := probe.Occlusion(t.Context(), m, clean, target, probe.MapOptions{Window: 1, Stride: 2}); err == nil || !strings.Contains(err.Error(), "left out") {
		t.Errorf("a stride beyond the window: %v", err)
	}
	if _, err := probe.CheckMap(t.Context(), m, clean, target, [][][]float64{{{1}}}); err == nil || !strings.Contains(err.Error(), "8 × 8") {
		t.Errorf("a map of the wrong size: %v", err)
	}
}
