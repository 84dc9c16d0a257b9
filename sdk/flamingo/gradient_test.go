package flamingo_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/backend/reference"
	"wade/sdk/flamingo"
	"wade/sdk/program"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// exact opens a configuration in float64.
func exact(t *testing.T, c flamingo.Config) *flamingo.Model {
	t.Helper()
	m, err := flamingo.Open(t.Context(), flamingo.Source{Config: c, Tokenizer: tokenizer(t), Tensors: weights(t, c), Policy: backend.F64}, flamingo.Shared(reference.New()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return m
}

func gradient(t *testing.T, m *flamingo.Model, p *prompt.Prompt, target flamingo.Target, taps ...string) *flamingo.Gradient {
	t.Helper()
	g, err := m.Gradient(t.Context(), p, target, taps...)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func doubles(t *tensor.Tensor) []float64 {
	if d := t.F64(); d != nil {
		return d
	}
	var d []float64
	for _, x := range t.ToF32() {
		d = append(d, float64(x))
	}
	return d
}

// along compares the derivative by a tap with central differences along a random direction.
func along(t *testing.T, m *flamingo.Model, p *prompt.Prompt, target flamingo.Target, g *flamingo.Gradient, tap string, r *rand.Rand) {
	t.Helper()
	slope, err := g.By(tap)
	if err != nil {
		t.Fatal(err)
	}
	const h = 1.0 / (1 << 20)
	up, down := make([]float32, slope.Len()), make([]float32, slope.Len())
	want, size := 0.0, 0.0
	for i, d := range doubles(slope) {
		x := float32(r.NormFloat64())
		up[i], down[i] = h*x, -h*x
		want += d * float64(x)
		size += math.Abs(d)
	}
	at := func(data []float32) float64 {
		shifted := m.With(flamingo.Edit{Tap: tap, Kind: program.EditAdd, Data: data})
		return gradient(t, shifted, p, target, tap).Value
	}
	if got := (at(up) - at(down)) / (2 * h); math.Abs(got-want) > 1e-4*(1+size) {
		t.Errorf("%s: slope %g along a direction, differences give %g", tap, want, got)
	}
}

func TestGradientIsThatOfDifferences(t *testing.T) {
	targets := map[string]flamingo.Target{"sum": {Answer: "blue circle a"}, "difference": {Answer: "blue circle", Against: "blue square"}}
	for name, c := range families() {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 2))
			m := exact(t, c).With(
				flamingo.Edit{Tap: "lm.0.resid", Kind: program.EditScale, Rows: []int{3, 5}, Data: []float32{0.3}},
				flamingo.Edit{Tap: "gated.1.ffw.out", Kind: program.EditReplace, Rows: []int{4, 12}, Data: []float32{0.1}},
				flamingo.Edit{Tap: "vision.0.mid", Kind: program.EditScale, Rows: []int{1}, Data: []float32{-2}},
				flamingo.Edit{Tap: "lm.2.attn.q", Kind: program.EditAdd, Data: []float32{0.25}})
			p := twoShots(1, 2, 1) // one picture comes twice
			for what, target := range targets {
				g := gradient(t, m, p, target, "*")
				for i, tap := range g.Names() {
					if what == "sum" || i%7 == 0 {
						along(t, m, p, target, g, tap, r)
					}
				}
			}
		})
	}
}

func TestGradientOfATargetIsThatOfForward(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	n := 0
	if e, err := m.Encode(p); err == nil {
		n = len(e.Tokens)
	}
	logp := func(answer string, to int) (sum float64) {
		tr, err := m.Forward(t.Context(), p.Reply(answer))
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range tr.LogP[n : n+to] {
			sum += float64(x)
		}
		return sum
	}
	for _, c := range []struct {
		target flamingo.Target
		want   float64
	}{
		{flamingo.Target{Answer: "red"}, logp("red", 1)},
		{flamingo.Target{Answer: "blue circle"}, logp("blue circle", 2)},
		{flamingo.Target{Answer: "blue circle", Against: "blue square"}, logp("blue circle", 2) - logp("blue square", 2)},
		{flamingo.Target{Answer: "blue", Against: "blue square"}, logp("blue", 2) - logp("blue square", 2)},
	} {
		for _, tap := range []string{"media", "pixels"} { // two programs
			if g := gradient(t, m, p, c.target, tap); math.Abs(g.Value-c.want) > 1e-5 {
				t.Errorf("%s is %g, by forward passes %g", c.target, g.Value, c.want)
			}
		}
	}
}

func TestNothingFlowsThroughWhatWasReplaced(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	cut := m.With(flamingo.Edit{Tap: "lm.1.resid", Kind: program.EditReplace, Data: []float32{0.5}})
	g := gradient(t, cut, p, flamingo.Target{Answer: "red"}, "lm.0.resid", "lm.1.resid")
	above, err := g.By("lm.1.resid")
	if err != nil {
		t.Fatal(err)
	}
	below, err := g.By("lm.0.resid")
	if err != nil {
		t.Fatal(err)
	}
	zeros := make([]float32, below.Len())
	if apart(below.F32(), zeros) != 0 || apart(above.F32(), zeros) == 0 {
		t.Error("a value that was replaced passes its derivative on, or has none itself")
	}
	if got := below.String(); !strings.Contains(got, "token") || !strings.Contains(got, "channel") {
		t.Errorf("axes of %s", got)
	}
}

func TestGradientRefuses(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	red := flamingo.Target{Answer: "red"}
	for want, c := range map[string]struct {
		p      *prompt.Prompt
		target flamingo.Target
		taps   []string
	}{
		"near matches":       {p, red, []string{"lm.1.resit"}},
		"needs taps":         {p, red, nil},
		"gated.0.attn.mix":   {p, red, []string{"gated.0.attn.pattern"}},
		"has no picture":     {prompt.New().Ask(nil, "output :"), red, []string{"pixels"}},
		"has no answer":      {p, flamingo.Target{}, []string{"media"}},
		"with itself":        {p, flamingo.Target{Answer: "red", Against: "red"}, []string{"media"}},
		`target "crimson"`:   {p, flamingo.Target{Answer: "crimson"}, []string{"media"}},
		"the prompt is nil":  {nil, red, []string{"media"}},
		"prompt is too long": {p, flamingo.Target{Answer: strings.Repeat("a ", 40)}, []string{"media"}},
	} {
		if _, err := m.Gradient(t.Context(), c.p, c.target, c.taps...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q in it", err, want)
		}
	}
	if _, err := gradient(t, m, p, red, "media").By("pixels"); !errors.Is(err, program.ErrUnknownName) {
		t.Errorf("a tap that was not asked for: %v", err)
	}
	bad := m.With(flamingo.Edit{Tap: "lm.embed", Kind: program.EditScale, Data: []float32{float32(math.Inf(1))}})
	if _, err := bad.Gradient(t.Context(), p, red, "media"); err == nil {
		t.Error("a gradient that is not a number is no error")
	}
}

func TestGradientsTogetherAreThoseAlone(t *testing.T) {
	m := open(t, tiny()).With(flamingo.Scale("lm.0.resid", prompt.InQuery(), 0.5))
	runs := []flamingo.Run{
		{Prompt: twoShots(1, 2, 3), Edits: []flamingo.Edit{flamingo.Scale("media", prompt.Where{}, 0.5), flamingo.GateScale(0.25, 1)}},
		{Prompt: prompt.New().Ask(pic(4), "output :")},
		{Prompt: twoShots(1, 1, 2), Edits: []flamingo.Edit{{Tap: "pixels", Kind: program.EditAdd, Rows: []int{0, 25, 47}, Data: []float32{1}}}},
		{Prompt: twoShots(3, 2, 1), Edits: []flamingo.Edit{flamingo.Zero("lm.1.resid", prompt.InShot(1))}},
	}
	target := flamingo.Target{Answer: "blue circle", Against: "blue square"}
	taps := []string{"pixels", "resampler.1.mid", "media", "lm.*.resid"}
	all, err := m.GradientAll(t.Context(), runs, target, taps...)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range runs {
		one := gradient(t, m.With(r.Edits...), r.Prompt, target, taps...)
		if math.Abs(one.Value-all[i].Value) > 1e-6 {
			t.Errorf("run %d: %g together, %g alone", i, all[i].Value, one.Value)
		}
		for _, tap := range one.Names() {
			for k, get := range []func(*flamingo.Gradient, string) (*tensor.Tensor, error){(*flamingo.Gradient).At, (*flamingo.Gradient).By} {
				a, err := get(all[i], tap)
				if err != nil {
					t.Fatal(err)
				}
				b, err := get(one, tap)
				if err != nil {
					t.Fatal(err)
				}
				if a.Len() != b.Len() || apart(a.F32(), b.F32()) > 1e-5 {
					t.Errorf("run %d: %s (%d) differs between together and alone", i, tap, k)
				}
			}
		}
	}
}

// A gate that is scaled: the slope is by the gate as it then is, so by the chain rule gate · slope is that by the factor.
func TestGradientByGatesIsByTheirValue(t *testing.T) {
	m := exact(t, tiny())
	p, target := twoShots(1, 2, 3), flamingo.Target{Answer: "red", Against: "green"}
	at := func(s float32) *flamingo.Gradient {
		return gradient(t, m.With(flamingo.GateScale(s)), p, target, "gated.*.gate")
	}
	open, half := at(1), at(0.5)
	const h = 1.0 / (1 << 16)
	want := (at(0.5+h).Value - at(0.5-h).Value) / (2 * h)
	got := 0.0
	for _, tap := range half.Names() {
		gate, _ := open.At(tap)
		slope, _ := half.By(tap)
		got += doubles(gate)[0] * doubles(slope)[0]
	}
	if math.Abs(got-want) > 1e-5*(1+math.Abs(want)) {
		t.Errorf("slope along the factor %g, by gates %g", want, got)
	}
}
