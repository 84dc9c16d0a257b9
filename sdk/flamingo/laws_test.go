package flamingo_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/backend/reference"
	"wade/sdk/flamingo"
	"wade/sdk/program"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// bare runs the language model of a configuration without any gated block, outside of Model.
func bare(t *testing.T, c flamingo.Config, ids []int32) []float32 {
	t.Helper()
	b := program.NewBuilder("bare")
	shape := program.Of("batch", "tokens")
	positions := program.None
	inputs := map[string]*tensor.Tensor{}
	given := func(name string, data []int32) {
		v, err := tensor.FromI32(data, tensor.Sizes(1, len(data))...)
		if err != nil {
			t.Fatal(err)
		}
		inputs[name] = v
	}
	given("ids", ids)
	if c.LM.Position != flamingo.ALiBi {
		positions = b.Ints("positions", shape)
		at := make([]int32, len(ids))
		for i := range at {
			at[i] = int32(i)
		}
		given("positions", at)
	}
	p, err := b.Build(c.Language(b, b.Ints("ids", shape), positions, program.None, program.None))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range p.Of(program.KindWeight) {
		if v.Name[:3] != "lm." {
			t.Errorf("the bare language model reads %s", v.Name)
		}
	}
	be := reference.New()
	defer be.Close()
	model, err := be.Load(t.Context(), backend.LoadSpec{Tensors: weights(t, c)})
	if err != nil {
		t.Fatal(err)
	}
	h, err := be.Compile(t.Context(), model, p)
	if err != nil {
		t.Fatal(err)
	}
	r, err := be.Step(t.Context(), h, backend.Step{Inputs: inputs})
	if err != nil {
		t.Fatal(err)
	}
	return r.Values["logits"].F32()
}

func TestClosedGatesAreTheBareLanguageModel(t *testing.T) {
	for name, c := range families() {
		t.Run(name, func(t *testing.T) {
			m := open(t, c)
			p := twoShots(1, 2, 3)
			e, err := m.Encode(p)
			if err != nil {
				t.Fatal(err)
			}
			want := bare(t, c, e.IDs())
			if got := value(t, m.With(flamingo.GateScale(0)), p, "logits").F32(); !equal(got, want) {
				t.Errorf("closed gates differ from the bare language model by %g", apart(got, want))
			}
			if got := value(t, m, p, "logits").F32(); apart(got, want) < 1e-3 {
				t.Error("open gates change nothing")
			}
		})
	}
}

func TestGatesStartClosed(t *testing.T) {
	c := tiny()
	w, err := c.Init(5)
	if err != nil {
		t.Fatal(err)
	}
	m, err := flamingo.Open(t.Context(), flamingo.Source{Config: c, Tokenizer: tokenizer(t), Tensors: w}, flamingo.Shared(reference.New()))
	if err != nil {
		t.Fatal(err)
	}
	p := twoShots(1, 2, 3)
	if a, b := value(t, m, p, "logits"), value(t, m.With(flamingo.GateScale(0)), p, "logits"); !equal(a.F32(), b.F32()) {
		t.Error("an untrained model differs from its language model")
	}
}

func TestOnlyTheLatestPictureCounts(t *testing.T) {
	for name, c := range families() {
		if c.Gated.All { // see TestAllPicturesBeforeATokenCount
			continue
		}
		m := open(t, c)
		first := fmt.Sprintf("gated.%d.attn", c.GatedLayers()[0])
		before, after := twoShots(1, 2, 3), twoShots(1, 9, 3)
		e, err := m.Encode(before)
		if err != nil {
			t.Fatal(err)
		}
		for _, tap := range []string{first + ".out", first + ".pattern", "logits"} {
			a, b := value(t, m, before, tap), value(t, m, after, tap)
			rows := len(a.F32()) / a.Shape()[len(a.Shape())-1]
			tokens := len(e.Tokens)
			for r := range rows {
				token := e.Tokens[r%tokens]
				same := equal(rowOf(a, r), rowOf(b, r))
				switch {
				case token.Image == 1 && same:
					t.Errorf("%s: %s: token %d (%s) sees picture 1 but does not change with it", name, tap, r, token.Text)
				case token.Image < 1 && !same:
					t.Errorf("%s: %s: token %d (%s) stands before picture 1 but changes with it", name, tap, r, token.Text)
				case token.Image > 1 && tap != "logits" && !same:
					t.Errorf("%s: %s: token %d (%s) sees picture 2 but changes with picture 1", name, tap, r, token.Text)
				case token.Image > 1 && tap == "logits" && same:
					t.Errorf("%s: %s: token %d (%s) does not read about picture 1 through self-attention", name, tap, r, token.Text)
				}
			}
		}
	}
}

func TestWithoutPictures(t *testing.T) {
	for name, c := range families() {
		m := open(t, c)
		words := prompt.New().Shot(nil, "output :", "red").Ask(nil, "output :")
		if v := value(t, m, words, "gated.1.attn.mix"); slices.ContainsFunc(v.F32(), func(x float32) bool { return x != 0 }) {
			t.Errorf("%s: cross-attention without a picture is not zero", name)
		}
		if a, b := value(t, m, words, "logits"), value(t, m.With(flamingo.GateScale(0)), words, "logits"); equal(a.F32(), b.F32()) {
			t.Errorf("%s: without a picture the feed-forward of the gated blocks should still run", name)
		}
		// Tokens before the first picture are the same whether a picture follows or not.
		a := value(t, m, prompt.New().Text("a b").Ask(pic(1), "output :"), "logits")
		b := value(t, m, prompt.New().Text("a b"), "logits")
		for i := range 3 {
			if !equal(rowOf(a, i), rowOf(b, i)) {
				t.Errorf("%s: token %d changes with what follows it", name, i)
			}
		}
	}
}

// longest generates without stopping early, as far as a test cares.
func generate(t *testing.T, m *flamingo.Model, p *prompt.Prompt, opts ...flamingo.Option) *flamingo.Answer {
	t.Helper()
	a, err := m.Generate(t.Context(), p, append([]flamingo.Option{flamingo.MaxTokens(8)}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func ids(a *flamingo.Answer) []int32 {
	var out []int32
	for _, d := range a.Tokens {
		out = append(out, d.ID)
	}
	return out
}

func TestCachedIsUncached(t *testing.T) {
	for name, c := range families() {
		t.Run(name, func(t *testing.T) {
			m := open(t, c)
			p := twoShots(1, 2, 3)
			a := generate(t, m, p, flamingo.Temperature(1.5), flamingo.Seed(4), flamingo.Capture("logits"))
			if plain := generate(t, m, p, flamingo.Temperature(1.5), flamingo.Seed(4)); !slices.Equal(ids(plain), ids(a)) || plain.Tokens[0].P != a.Tokens[0].P {
				t.Errorf("%v with logits captured, %v without", ids(a), ids(plain))
			}
			// Read the prompt and the whole answer at once, without a cache.
			q := prompt.New().Shot(pic(1), "output :", "red").Shot(pic(2), "output :", "blue circle").Shot(pic(3), "output :", words(a))
			whole := value(t, m, q, "logits")
			n := len(a.Encoded.Tokens) - len(a.Tokens)
			if len(a.Steps) != len(a.Tokens) || len(a.Tokens) < 2 {
				t.Fatalf("%d steps for %d tokens", len(a.Steps), len(a.Tokens))
			}
			for i, s := range a.Steps {
				v, err := s.At("logits")
				if err != nil {
					t.Fatal(err)
				}
				last := rowOf(v, v.Shape()[0]-1)
				if !equal(last, rowOf(whole, n-1+i)) {
					t.Errorf("round %d: logits differ from those without a cache by %g", i, apart(last, rowOf(whole, n-1+i)))
				}
			}
		})
	}
}

// words is the text of all drawn tokens but a closing one.
func words(a *flamingo.Answer) string {
	text := ""
	for _, d := range a.Tokens {
		if d.Text != "<eoc>" {
			text += " " + d.Text
		}
	}
	if text == "" {
		text = "a"
	}
	return text
}

func TestBatchIsSingle(t *testing.T) {
	for name, c := range families() {
		t.Run(name, func(t *testing.T) {
			m := open(t, c)
			prompts := []*prompt.Prompt{
				twoShots(1, 2, 3), prompt.New().Ask(pic(4), "what ?"), twoShots(3, 1, 2),
				prompt.New().Ask(nil, "output :"), twoShots(1, 1, 1), prompt.New().Ask(pic(5), "what ?"),
			}
			for _, o := range [][]flamingo.Option{
				{flamingo.MaxTokens(6)},
				{flamingo.MaxTokens(6), flamingo.Temperature(1.2), flamingo.TopP(0.9), flamingo.TopK(9), flamingo.Seed(20)},
			} {
				all, err := m.GenerateAll(t.Context(), prompts, o...)
				if err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(all.Texts(), strings.Split(all.String(), "\n")) || !strings.Contains(all.HTML(), all[5].Tokens[0].HTML()) {
					t.Errorf("%s does not show %q", all, all.Texts())
				}
				for i, p := range prompts {
					one := generate(t, m, p, append(o, flamingo.Seed(20+uint32(i)))...)
					if !slices.Equal(ids(all[i]), ids(one)) || all[i].Text != one.Text || all[i].Stopped != one.Stopped {
						t.Errorf("prompt %d: %v together, %v alone", i, ids(all[i]), ids(one))
					}
					for k, d := range all[i].Tokens {
						if d.P != one.Tokens[k].P || !slices.Equal(d.Top, one.Tokens[k].Top) {
							t.Errorf("prompt %d, token %d: %v together, %v alone", i, k, d, one.Tokens[k])
						}
					}
				}
			}
		})
	}
}

func TestSameSeedSameSample(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	differ := false
	first := ids(generate(t, m, p, flamingo.Temperature(2), flamingo.Seed(1)))
	for seed := range uint32(5) {
		a := ids(generate(t, m, p, flamingo.Temperature(2), flamingo.Seed(seed)))
		b := ids(generate(t, m, p, flamingo.Temperature(2), flamingo.Seed(seed)))
		if !slices.Equal(a, b) {
			t.Errorf("seed %d gives %v, then %v", seed, a, b)
		}
		differ = differ || !slices.Equal(a, first)
	}
	if !differ {
		t.Error("all seeds draw the same")
	}
	if a, b := ids(generate(t, m, p)), ids(generate(t, m, p, flamingo.Temperature(2), flamingo.TopK(1))); !slices.Equal(a, b) {
		t.Errorf("greedy gives %v, the best of one %v", a, b)
	}
}

func TestSpecialTokensAreNeverDrawn(t *testing.T) {
	m := open(t, tiny())
	for seed := range uint32(20) {
		for _, d := range generate(t, m, twoShots(1, 2, 3), flamingo.Temperature(50), flamingo.Seed(seed)).Tokens {
			if slices.Contains([]string{"<image>", "<bos>", "<pad>"}, d.Text) {
				t.Fatalf("seed %d drew %s", seed, d.Text)
			}
		}
	}
}

func TestScoreAgreesWithForward(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	n := 0
	if e, err := m.Encode(p); err == nil {
		n = len(e.Tokens)
	}
	scores, err := m.Score(t.Context(), p, "red", "blue circle a b", "green")
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, s := range scores {
		tr, err := m.Forward(t.Context(), p.Reply(s.Text))
		if err != nil {
			t.Fatal(err)
		}
		want := 0.0
		for _, l := range tr.LogP[n:] {
			want += float64(l)
		}
		if s.LogP != want || s.Tokens != len(tr.LogP)-n {
			t.Errorf("%q: scored %g over %d tokens, forward %g over %d", s.Text, s.LogP, s.Tokens, want, len(tr.LogP)-n)
		}
		sum += s.P
	}
	if sum < 0.999999 || sum > 1.000001 {
		t.Errorf("shares sum to %g", sum)
	}
}

func TestEditsAtTokens(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	e, err := m.Encode(p)
	if err != nil {
		t.Fatal(err)
	}
	// Blind the first shot: nothing before its picture changes, its own rows do.
	at := e.Positions(0)
	a, b := value(t, m, p, "lm.0.resid"), value(t, m.With(flamingo.Close(prompt.At(at...))), p, "lm.0.resid")
	for i := range e.Tokens {
		same := equal(rowOf(a, i), rowOf(b, i))
		if i < at[0] && !same || slices.Contains(at, i) && same {
			t.Errorf("token %d: unchanged is %t", i, same)
		}
	}
	// Blind everywhere is closed gates.
	var all []int
	for i := range e.Tokens {
		all = append(all, i)
	}
	a, b = value(t, m.With(flamingo.GateScale(0)), p, "logits"), value(t, m.With(flamingo.Close(prompt.At(all...))), p, "logits")
	if !equal(a.F32(), b.F32()) {
		t.Errorf("blind at every token differs from closed gates by %g", apart(a.F32(), b.F32()))
	}
	// An edit of a token not yet generated acts when it comes, in a batch and alone.
	n := len(e.Tokens)
	force := flamingo.Edit{Tap: "logits", Kind: program.EditReplace, Rows: []int{n - 1, n + 1}, Data: bias(6, 20)}
	free := ids(generate(t, m, p))
	forced := generate(t, m.With(force), p)
	if got := ids(forced); got[0] != 6 || got[2] != 6 {
		t.Errorf("tokens %v, want 6 (red) at places 0 and 2; free they are %v", got, free)
	}
	both, err := m.With(force).GenerateAll(t.Context(), []*prompt.Prompt{p, p}, flamingo.MaxTokens(8))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range both {
		if !slices.Equal(ids(a), ids(forced)) {
			t.Errorf("edited together %v, alone %v", ids(a), ids(forced))
		}
	}
}

// bias is a row of logits with one favourite.
func bias(id int, by float32) []float32 {
	row := make([]float32, len(vocabulary))
	row[id] = by
	return row
}

func TestEditsOfPicturesDoNotStay(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	before := value(t, m, p, "logits")
	dark := m.With(flamingo.Edit{Tap: "vision.0.resid", Kind: program.EditScale, Data: []float32{0}})
	if equal(value(t, dark, p, "logits").F32(), before.F32()) {
		t.Error("an edit of the vision encoder changes nothing")
	}
	if !equal(value(t, m, p, "logits").F32(), before.F32()) {
		t.Error("an edit stayed in the cache of pictures")
	}
}

func TestPaddingChangesNothing(t *testing.T) {
	m := open(t, tiny())
	p := prompt.New().Ask(pic(1), "what ?")
	long := "a b c d a b c d a b c d"
	alone, err := m.Score(t.Context(), p, "red")
	if err != nil {
		t.Fatal(err)
	}
	beside, err := m.Score(t.Context(), p, long, "red", long)
	if err != nil {
		t.Fatal(err)
	}
	if alone[0].LogP != beside[1].LogP {
		t.Errorf("alone %v, beside longer candidates %v", alone[0].LogP, beside[1].LogP)
	}
	if fmt.Sprint(beside[0].LogP) != fmt.Sprint(beside[2].LogP) {
		t.Errorf("order matters: %v", beside)
	}
}

func TestClosedGatesLearnFirst(t *testing.T) {
	c := tiny()
	w, err := c.Init(5)
	if err != nil {
		t.Fatal(err)
	}
	b := program.NewBuilder("loss")
	media := c.Resample(b, c.Vision(b, b.Input("images", program.Of("images", 3, 8, 8))))
	shape := program.Of("batch", "tokens")
	logits := c.Language(b, b.Ints("ids", shape), b.Ints("positions", shape), media, b.Ints("image", shape))
	loss := b.CrossEntropy("loss", logits, b.Ints("targets", shape), b.Input("weights", shape))
	names := []string{"gated.0.attn.alpha", "gated.2.ffw.alpha", "gated.0.attn.v.w", "gated.1.ffw.up.w", "resampler.latents.w"}
	var wrt []program.ID
	for _, n := range names {
		wrt = append(wrt, b.ID(n))
	}
	p, err := b.Build(b.Gradient(loss, wrt...)...)
	if err != nil {
		t.Fatal(err)
	}
	be := reference.New()
	defer be.Close()
	model, err := be.Load(t.Context(), backend.LoadSpec{Tensors: w})
	if err != nil {
		t.Fatal(err)
	}
	h, err := be.Compile(t.Context(), model, p)
	if err != nil {
		t.Fatal(err)
	}
	in := map[string]*tensor.Tensor{}
	for name, data := range map[string][]int32{"ids": {1, 2, 4, 5}, "positions": {0, 1, 2, 3}, "image": {-1, 0, 0, 0}, "targets": {2, 4, 5, 6}} {
		if in[name], err = tensor.FromI32(data, tensor.Sizes(1, 4)...); err != nil {
			t.Fatal(err)
		}
	}
	if in["weights"], err = tensor.FromF32([]float32{0, 0, 0, 1}, tensor.Sizes(1, 4)...); err != nil {
		t.Fatal(err)
	}
	if in["images"], err = tensor.FromF32(make([]float32, 3*8*8), tensor.Sizes(1, 3, 8, 8)...); err != nil {
		t.Fatal(err)
	}
	r, err := be.Step(t.Context(), h, backend.Step{Inputs: in})
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range names {
		moves := slices.ContainsFunc(r.Values["grad:"+n].F32(), func(x float32) bool { return x != 0 })
		if moves != (i < 2) { // with gates at 0 only the gates have a gradient
			t.Errorf("the gradient of %s is not zero: %t", n, moves)
		}
	}
}

// Values with a row for each picture are those of the prompt's own pictures, in their order, whatever else the step holds.
func TestCapturesOfPicturesAreTheirOwn(t *testing.T) {
	m := open(t, tiny())
	one := value(t, m, prompt.New().Ask(pic(1), "output :"), "gated.1.attn.v")
	two := value(t, m, prompt.New().Ask(pic(2), "output :"), "gated.1.attn.v")
	runs := []flamingo.Run{
		{Prompt: twoShots(2, 2, 1)},
		{Prompt: twoShots(1, 3, 2)},
		{Prompt: twoShots(3, 1, 1), Edits: []flamingo.Edit{{Tap: "media", Kind: program.EditReplace, Rows: []int{0}, Data: []float32{5}}}},
	}
	all, err := m.ForwardAll(t.Context(), runs, "gated.1.attn.v|media")
	if err != nil {
		t.Fatal(err)
	}
	each := one.Len()
	for i, want := range [][3]*tensor.Tensor{{two, two, one}, {one, nil, two}, {nil, one, one}} {
		v, err := all[i].At("gated.1.attn.v")
		if err != nil {
			t.Fatal(err)
		}
		if v.Shape()[0] != 3 {
			t.Fatalf("run %d has values %v for 3 pictures", i, v.Axes())
		}
		for k, w := range want {
			if w != nil && apart(v.F32()[k*each:(k+1)*each], w.F32()) > 1e-6 {
				t.Errorf("run %d: picture %d has the values of another", i, k)
			}
		}
	}
	edited, err := all[2].At("media")
	if err != nil || edited.F32()[0] != 5 {
		t.Errorf("the edited latents are %v, %v", edited, err)
	}
	if tr, err := m.Forward(t.Context(), prompt.New().Ask(nil, "output :"), "media"); err != nil || len(tr.Names()) != 0 {
		t.Errorf("without a picture: %v, %v", tr, err)
	}
}
