package flamingo_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"wade/sdk/backend/reference"
	"wade/sdk/flamingo"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

func forward(t *testing.T, m *flamingo.Model, p *prompt.Prompt, taps ...string) *flamingo.Trace {
	t.Helper()
	tr, err := m.Forward(t.Context(), p, taps...)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func at(t *testing.T, tr *flamingo.Trace, tap string) *tensor.Tensor {
	t.Helper()
	v, err := tr.At(tap)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// interventions are one of each kind, on a prompt of twoShots.
func interventions(t *testing.T, m *flamingo.Model) map[string][]flamingo.Edit {
	t.Helper()
	c := m.Config()
	resampled := "resampler.0.resid"
	if c.Resampler.Layers == 0 {
		resampled = "vision.1.mid"
	}
	other := forward(t, m, twoShots(4, 5, 6), "lm.1.resid", "gated.1.attn.mix", "media", resampled)
	must := func(e flamingo.Edit, err error) flamingo.Edit {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	vector := make([]float32, c.LM.Width)
	for i := range vector {
		vector[i] = float32(i) / 8
	}
	steer, _ := tensor.FromF32(vector)
	last := c.GatedLayers()[len(c.GatedLayers())-1]
	return map[string][]flamingo.Edit{
		"none":                 nil,
		"gates scaled":         {flamingo.GateScale(0.5)},
		"gate set":             {flamingo.GateSet(0.3, 1)},
		"one branch":           {flamingo.GateScale(2, last).Branch("ffw")},
		"closed for a shot":    {flamingo.Close(prompt.InShot(1))},
		"closed for the query": {flamingo.Close(prompt.InQuery(), last)},
		"closed for a picture": {flamingo.Close(prompt.Seeing(0))},
		"closed from a layer":  {c.CloseFrom(last)},
		"replace":              {flamingo.Replace("lm.0.mid", prompt.At(14), vector...)},
		"add and scale":        {flamingo.Add("lm.0.ffw.out", prompt.Word("red"), 1), flamingo.Scale("lm.*.attn.out", prompt.InShot(0), .5)},
		"zero":                 {flamingo.Zero("lm.1.attn.out", prompt.Where{})},
		"head":                 {flamingo.Zero("lm.1.attn.mix", prompt.InQuery()).Head(c, 1)},
		"head moved":           {flamingo.Add("gated.1.attn.mix", prompt.At(14, 13), 1).Head(c, 0)},
		"mean":                 {must(flamingo.MeanAblate("lm.1.resid", []*flamingo.Trace{other}, prompt.OfRole(prompt.RoleAnswer)))},
		"resampled":            {must(flamingo.Resample("lm.1.resid", other, []int{3, 9}, 5))},
		"patched":              {must(flamingo.Patch("lm.1.resid", other, prompt.InShot(1)))},
		"patched elsewhere":    {must(flamingo.PatchAt("gated.1.attn.mix", other, []int{2, 3}, []int{13, 12}))},
		"patched pictures":     {must(flamingo.Patch("media", other, prompt.Where{}))},
		"patched resampler":    {must(flamingo.Patch(resampled, other, prompt.Where{}))},
		"one latent":           {{Tap: "media", Kind: "scale", Rows: []int{4}, Data: []float32{0}}},
		"a picture's pixels":   {{Tap: "pixels", Kind: "scale", Rows: []int{30, 31, 40}, Data: []float32{-2}}}, // of the second one
		"steered":              {must(flamingo.Steer("lm.0.resid", steer, 2, prompt.InQuery()))},
		"logits":               {flamingo.Add("logits", prompt.At(14), 3)},
		"blocked":              {flamingo.Block(prompt.InQuery(), prompt.InShot(1))},
		"blocked in a layer":   {flamingo.Block(prompt.InQuery().Or(prompt.InShot(1)), prompt.InShot(0), 1)},
		"blocked at the end":   {flamingo.Block(prompt.At(14), prompt.At(12), 0, 2), flamingo.GateScale(0.5)},
		"latents blocked":      {flamingo.BlockLatents(prompt.InShot(1), []int{0, 2}, last)},
	}
}

// Every intervention gives the same as part of a view, as a run of its own among others, and measured.
func TestRunsTogetherAreRunsAlone(t *testing.T) {
	for name, c := range families() {
		if name == "ungated" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			m := open(t, c)
			p, q := twoShots(1, 2, 3), twoShots(1, 2, 9)
			var runs []flamingo.Run
			var names []string
			var views []*flamingo.Model
			for name, edits := range interventions(t, m) {
				for _, p := range []*prompt.Prompt{p, q} {
					names, runs, views = append(names, name), append(runs, flamingo.Run{Prompt: p, Edits: edits}), append(views, m.With(edits...))
				}
			}
			target := flamingo.Target{Answer: "blue circle"}
			traces, err := m.ForwardAll(t.Context(), runs, "lm.2.resid")
			if err != nil {
				t.Fatal(err)
			}
			measured, err := m.Measure(t.Context(), runs, target)
			if err != nil {
				t.Fatal(err)
			}
			differ := map[string]bool{}
			for i, r := range runs {
				alone := forward(t, views[i], r.Prompt, "lm.2.resid")
				close32(t, names[i]+": residual", at(t, traces[i], "lm.2.resid").F32(), at(t, alone, "lm.2.resid").F32(), 2e-5)
				close32(t, names[i]+": log p", traces[i].LogP, alone.LogP, 2e-5)
				whole := forward(t, views[i], r.Prompt.Reply("blue circle"))
				n := len(alone.Encoded.Tokens)
				want := float64(whole.LogP[n]) + float64(whole.LogP[n+1])
				if math.Abs(measured[i]-want) > 5e-5 {
					t.Errorf("%s: measured %v, want %v", names[i], measured[i], want)
				}
				differ[fmt.Sprint(names[i], measured[i] != measured[slices.Index(names, "none")])] = true
			}
			for _, n := range names { // an edit that changes nothing tests nothing
				if n != "none" && !differ[n+"true"] {
					t.Errorf("%s changes nothing", n)
				}
			}
			if got := m.Edits(); len(got) != 0 {
				t.Errorf("the model is left with %v", got)
			}
			plain, again := forward(t, open(t, c), p, "logits"), forward(t, m, p, "logits")
			if !slices.Equal(at(t, plain, "logits").F32(), at(t, again, "logits").F32()) {
				t.Error("the model is not as it was")
			}
		})
	}
}

func close32(t *testing.T, what string, got, want []float32, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d values, want %d", what, len(got), len(want))
		return
	}
	for i := range got {
		if d := math.Abs(float64(got[i] - want[i])); !(d <= tolerance*(1+math.Abs(float64(want[i])))) {
			t.Errorf("%s: value %d is %v, want %v", what, i, got[i], want[i])
			return
		}
	}
}

func TestTargetOfDifferences(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	scores, err := m.Measure(t.Context(), []flamingo.Run{{Prompt: p}}, flamingo.Target{Answer: "red circle", Against: "red square"})
	if err != nil {
		t.Fatal(err)
	}
	tr := forward(t, m, p.Reply("red"), "logits")
	n := len(forward(t, m, p).Encoded.Tokens)
	row := rowOf(at(t, tr, "logits"), n) // after "red"
	if want := float64(row[9] - row[10]); math.Abs(scores[0]-want) > 1e-5 {
		t.Errorf("got %v, want the difference of logits %v", scores[0], want)
	}
	// One answer begins with the other: the shorter one ends there.
	scores, err = m.Measure(t.Context(), []flamingo.Run{{Prompt: p}}, flamingo.Target{Answer: "red", Against: "red circle"})
	if err != nil {
		t.Fatal(err)
	}
	if want := float64(row[3] - row[9]); math.Abs(scores[0]-want) > 1e-5 {
		t.Errorf("got %v, want %v", scores[0], want)
	}
	for _, bad := range []flamingo.Target{{}, {Answer: "red", Against: "red"}, {Answer: "read"}, {Answer: "red", Against: "bleu"}} {
		if _, err := m.Measure(t.Context(), []flamingo.Run{{Prompt: p}}, bad); err == nil {
			t.Errorf("%v is no target", bad)
		}
	}
}

func TestEditsOfGeneratedTokens(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	n := len(forward(t, m, p).Encoded.Tokens)
	for _, c := range []struct {
		name  string
		where prompt.Where
		rows  []int
	}{
		{"the query and what follows", prompt.InQuery(), []int{12, 13, 14, 15, 16, 17, 18}},
		{"prompt alone", prompt.At(-1), []int{n - 1}},
		{"one token of the answer", prompt.At(n + 1), []int{n + 1}},
	} {
		push := bias(6, 1.5)
		a, err := m.With(flamingo.Add("logits", c.where, push...)).Generate(t.Context(), p, flamingo.MaxTokens(5))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		rows := slices.DeleteFunc(slices.Clone(c.rows), func(r int) bool { return r >= n+4 })
		b, err := m.With(flamingo.Edit{Tap: "logits", Kind: "add", Rows: rows, Data: push}).Generate(t.Context(), p, flamingo.MaxTokens(5))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if a.Text != b.Text || len(a.Tokens) != len(b.Tokens) {
			t.Errorf("%s: %q, by rows %q", c.name, a.Text, b.Text)
		}
		again, err := a.Replay(t.Context())
		if err != nil || again.Text != a.Text || again.Tokens[0].P != a.Tokens[0].P {
			t.Errorf("%s: replayed as %q, %v", c.name, again.Text, err)
		}
	}
}

func TestMistakesOfInterventions(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	tr := forward(t, m, p, "lm.0.resid", "media", "lm.0.attn.pattern")
	with := func(e flamingo.Edit) error {
		_, err := m.With(e).Forward(t.Context(), p)
		return err
	}
	patch := func(tap string, w prompt.Where) error {
		_, err := flamingo.Patch(tap, tr, w)
		return err
	}
	bad := m.With(flamingo.Add("lm.1.resid", prompt.At(-1), float32(math.Inf(1))), flamingo.Scale("lm.1.resid", prompt.At(-1), 0))
	_, nan := bad.Forward(t.Context(), p)
	_, measured := bad.Measure(t.Context(), []flamingo.Run{{Prompt: p}}, flamingo.Target{Answer: "red"})
	_, scored := bad.Score(t.Context(), p, "red")
	_, made := bad.Generate(t.Context(), p)
	_, many := bad.GenerateAll(t.Context(), []*prompt.Prompt{p, twoShots(1, 2, 4)})
	some := m.With(flamingo.Add("logits", prompt.At(-1), float32(math.Inf(1)))) // drawn all the same, with no probability
	_, drawn := some.Generate(t.Context(), p, flamingo.Temperature(1))
	_, long := m.Limit(1000).Generate(t.Context(), p, flamingo.Capture("*.resid"))
	_, over := m.Limit(1000).Forward(t.Context(), p, "*.resid")
	_, step := m.ForwardAll(t.Context(), []flamingo.Run{{Prompt: p}, {Prompt: p, Edits: []flamingo.Edit{flamingo.Zero("lm.0.resid", prompt.At(99))}}})
	for _, c := range []struct {
		err  error
		is   error
		want string
	}{
		{with(flamingo.Zero("lm.0.resid", prompt.At(15))), prompt.ErrNowhere, "position 15 of 15"},
		{with(flamingo.Close(prompt.InShot(2))), prompt.ErrNowhere, "shot 2 of 2"},
		{with(flamingo.Edit{Tap: "lm.0.resid", Kind: "scale", Rows: []int{15}, Data: []float32{0}}), prompt.ErrNowhere, "token 15 of 15"},
		{with(flamingo.Edit{Tap: "media", Kind: "scale", Rows: []int{9}, Data: []float32{0}}), prompt.ErrNowhere, "row 9 of 9"},
		{with(flamingo.Zero("media", prompt.At(0))), nil, "no token axis"},
		{with(flamingo.Zero("lm.0.attn.mix", prompt.At(0)).Head(m.Config(), 2)), nil, "no head 2"},
		{with(flamingo.Replace("lm.0.resid", prompt.At(0), 1, 2, 3)), nil, "3 elements"},
		{with(flamingo.Zero("lm.0.resit", prompt.At(0))), nil, "lm.0.resid"},
		{with(flamingo.GateScale(1, 7)), nil, "gated.7"},
		{with(m.Config().CloseFrom(9)), nil, "gated.9"},
		{with(flamingo.Add("lm.0.resid", prompt.At(0), float32(math.NaN()))), nil, "NaN among its data"},
		{patch("lm.1.resid", prompt.At(0)), nil, "was not captured"},
		{patch("media", prompt.At(0)), nil, "as a whole"},
		{patch("lm.0.attn.pattern", prompt.At(0)), nil, "not edited"},
		{nan, flamingo.ErrNaN, "lm.1.resid, in row 14"},
		{measured, flamingo.ErrNaN, "lm.1.resid"},
		{scored, flamingo.ErrNaN, "lm.1.resid"},
		{made, flamingo.ErrNaN, "lm.1.resid"},
		{many, flamingo.ErrNaN, "lm.1.resid"},
		{drawn, flamingo.ErrNaN, "logits"},
		{long, flamingo.ErrTooMuch, "Limit"},
		{over, flamingo.ErrTooMuch, "the limit is 1000 bytes"},
		{step, prompt.ErrNowhere, "run 2 of 2"},
	} {
		if c.err == nil || !strings.Contains(c.err.Error(), c.want) || c.is != nil && !errors.Is(c.err, c.is) {
			t.Errorf("got %v, want %q", c.err, c.want)
		}
	}
}

func TestTraceSlices(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	tr := forward(t, m, p, "lm.*.resid", "lm.1.attn.*", "media")
	stack, err := tr.Stack("lm.*.resid")
	if err != nil || fmt.Sprint(stack.Axes()) != "[{layer 3} {token 15} {channel 16}]" || !slices.Equal(tr.Layers("lm.*.resid"), []int{0, 1, 2}) {
		t.Fatalf("%v, %v", stack, err)
	}
	layer, _ := stack.At("layer", 2)
	if !slices.Equal(layer.F32(), at(t, tr, "lm.2.resid").F32()) {
		t.Error("layer 2 of the stack is another value")
	}
	red, err := tr.Pick("lm.2.resid", prompt.Word("red"))
	if err != nil || !slices.Equal(red.F32(), rowOf(layer, 4)) {
		t.Errorf("the row of red: %v, %v", red, err)
	}
	rows, err := tr.Pick("lm.1.attn.pattern", prompt.At(0, -1))
	if err != nil || fmt.Sprint(rows.Axes()) != "[{head 2} {token 2} {key 15}]" {
		t.Errorf("%v, %v", rows, err)
	}
	head, err := tr.Head("lm.1.attn.mix", 1)
	if err != nil || fmt.Sprint(head.Axes()) != "[{token 15} {channel 8}]" || head.F32()[0] != at(t, tr, "lm.1.attn.mix").F32()[8] {
		t.Errorf("%v, %v", head, err)
	}
	if _, err := tr.Head("lm.1.resid", 0); err == nil {
		t.Error("a residual has no heads")
	}
	if _, err := tr.Pick("media", prompt.At(0)); err == nil || !strings.Contains(err.Error(), "no token axis") {
		t.Errorf("got %v", err)
	}
	if _, err := tr.Stack("lm.1.attn.*"); err == nil || !strings.Contains(err.Error(), "do not stack") {
		t.Errorf("values of different axes stack: %v", err)
	}
}

func TestCapturesJoinOverSteps(t *testing.T) {
	m := open(t, tiny())
	a, err := m.Generate(t.Context(), twoShots(1, 2, 3), flamingo.MaxTokens(4), flamingo.Capture("lm.1.resid", "lm.1.attn.pattern"))
	if err != nil {
		t.Fatal(err)
	}
	have, err := a.At("lm.1.resid")
	if err != nil {
		t.Fatal(err)
	}
	n := 15 + len(a.Tokens) - 1 // the last token drawn is not read
	chunks := twoShots(1, 2, 3).Chunks()
	words := strings.Fields(chunks[2].Prompt)
	for _, d := range a.Tokens[:len(a.Tokens)-1] {
		words = append(words, d.Text)
	}
	chunks[2].Prompt = strings.Join(words, " ")
	if strings.Contains(chunks[2].Prompt, "<") {
		t.Skip("the answer has a special token")
	}
	close32(t, "joined", have.F32(), at(t, forward(t, m, prompt.Of(chunks...), "lm.1.resid"), "lm.1.resid").F32(), 2e-5)
	if have.Axes()[0].Size != n {
		t.Errorf("%d tokens, want %d", have.Axes()[0].Size, n)
	}
	if _, err := a.At("lm.1.attn.pattern"); err == nil {
		t.Error("patterns do not join")
	}
}

func TestProvenance(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	view := m.With(flamingo.Close(prompt.InShot(0)))
	tr := forward(t, view, p, "lm.1.resid", "media")
	again, err := tr.Replay(t.Context())
	if err != nil || !slices.Equal(at(t, again, "lm.1.resid").F32(), at(t, tr, "lm.1.resid").F32()) || !slices.Equal(again.LogP, tr.LogP) {
		t.Errorf("replayed differently: %v", err)
	}
	a, err := tr.Provenance.Fingerprint()
	b, _ := forward(t, open(t, tiny()), p).Provenance.Fingerprint()
	if err != nil || a != b || len(a) != 64 {
		t.Errorf("fingerprints %s and %s, %v", a, b, err)
	}
	w := weights(t, tiny())
	w["lm.0.attn.q.w"].F32()[0]++
	other, err := flamingo.Open(t.Context(), flamingo.Source{Config: tiny(), Tokenizer: tokenizer(t), Tensors: w}, flamingo.Shared(reference.New()))
	if err != nil {
		t.Fatal(err)
	}
	if c, _ := other.Provenance(p).Fingerprint(); c == a {
		t.Error("other weights have the same fingerprint")
	}
	text := tr.Provenance.String()
	for _, want := range []string{"tiny", a, "reference", "f32", "shot 0", "lm.1.resid"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if line := tr.Provenance.Line(); strings.Contains(line, "\n") || !strings.Contains(line, a[:8]) {
		t.Errorf("line %q", line)
	}
}

func TestEstimateIsWhatIsCaptured(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	s, err := m.Estimate(p, "lm.*.attn.pattern", "gated.1.*", "vision.0.resid", "logits", "media")
	if err != nil {
		t.Fatal(err)
	}
	tr := forward(t, m, p, "lm.*.attn.pattern", "gated.1.*", "vision.0.resid", "logits", "media")
	total := int64(0)
	for _, x := range s {
		have := int64(4 * at(t, tr, x.Tap).Len())
		if have != x.Bytes {
			t.Errorf("%s takes %d bytes, estimated %d", x.Tap, have, x.Bytes)
		}
		total += have
	}
	if len(tr.Names()) != len(s) || s.Total() != total {
		t.Errorf("%d taps of %d bytes, estimated %d of %d", len(tr.Names()), total, len(s), s.Total())
	}
}
