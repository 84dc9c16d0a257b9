package flamingo_test

import (
	"context"
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
)

// otherShots is twoShots with other words and pictures in the first or second shot, of the same lengths.
func otherShots(first, second bool) *prompt.Prompt {
	a, b, word, words := uint64(1), uint64(2), "red", "blue circle"
	if first {
		a, word = 7, "green"
	}
	if second {
		b, words = 8, "red square"
	}
	return prompt.New().Shot(pic(a), "output :", word).Shot(pic(b), "output :", words).Ask(pic(3), "output :")
}

// The tokens of a blocked end do not depend on the other end, to the bit, once every way between them is closed; and only then.
func TestWhatIsBlockedDoesNotArrive(t *testing.T) {
	upTo := func(n int) prompt.Where {
		at := make([]int, n)
		for i := range at {
			at[i] = i
		}
		return prompt.At(at...)
	}
	for name, c := range families() {
		if c.Gated.All { // pictures of blocked shots are seen all the same
			continue
		}
		m := open(t, c)
		n := len(forward(t, m, twoShots(1, 2, 3)).Encoded.Tokens)
		for _, x := range []struct {
			what          string
			block         []flamingo.Edit
			first, second bool // which shot differs
			same          bool // and whether the last token does not notice
		}{
			{"nothing blocked", nil, true, false, false},
			{"the last token reads none before it", []flamingo.Edit{flamingo.Block(prompt.At(-1), upTo(n-1))}, true, true, true},
			{"it does in one layer", []flamingo.Edit{flamingo.Block(prompt.At(-1), upTo(n-1), 0, 1)}, true, true, false},
			{"the query reads not the last shot", []flamingo.Edit{flamingo.Block(prompt.InQuery(), prompt.InShot(1))}, false, true, true},
			{"the query reads not the first shot, but the second did", []flamingo.Edit{flamingo.Block(prompt.InQuery(), prompt.InShot(0))}, true, false, false},
			{"nor did the second", []flamingo.Edit{flamingo.Block(prompt.InQuery().Or(prompt.InShot(1)), prompt.InShot(0))}, true, false, true},
			{"the same as two blocks", []flamingo.Edit{flamingo.Block(prompt.InQuery(), prompt.InShot(0)), flamingo.Block(prompt.InShot(1), prompt.InShot(0))}, true, false, true},
			{"layer by layer", []flamingo.Edit{flamingo.Block(prompt.InQuery(), prompt.InShot(1), 0), flamingo.Block(prompt.InQuery(), prompt.InShot(1), 1, 2)}, false, true, true},
		} {
			v := m.With(x.block...)
			a, b := value(t, v, twoShots(1, 2, 3), "logits"), value(t, v, otherShots(x.first, x.second), "logits")
			if same := equal(rowOf(a, n-1), rowOf(b, n-1)); same != x.same {
				t.Errorf("%s: %s: the last token gives the same: %v", name, x.what, same)
			}
		}
	}
}

// Blocked edges have no share, and the others theirs, scaled to sum to 1.
func TestPatternsOfBlockedEdges(t *testing.T) {
	for name, c := range families() {
		m := open(t, c)
		p := twoShots(1, 2, 3)
		gated := c.GatedLayers()[0]
		shut := func(k int) bool { return k%c.Latents() == 0 || k%c.Latents() == 2 } // of each picture
		edges := flamingo.Block(prompt.InQuery(), prompt.InShot(0).Or(prompt.At(13)), 0)
		latents := flamingo.BlockLatents(prompt.InQuery().Or(prompt.InShot(0)), []int{0, 2}, gated)
		for _, x := range []struct {
			tap     string
			edit    flamingo.Edit
			blocked func(query, key int) bool
		}{
			{"lm.0.attn.pattern", edges, func(q, k int) bool { return q >= 12 && (k == 13 || k >= 1 && k <= 5) }},
			{flamingo.BlockLatents(prompt.Where{}, nil, gated).Tap, latents, func(q, k int) bool { return shut(k) && (q >= 12 || q >= 1 && q <= 5) }},
		} {
			if strings.HasPrefix(x.tap, "gated") && gated > 0 { // the layers before it must not differ
				x.edit.Where = prompt.InQuery()
				x.blocked = func(q, k int) bool { return shut(k) && q >= 12 }
			}
			before, after := value(t, m, p, x.tap), value(t, m.With(x.edit), p, x.tap)
			keys, tokens := before.Shape()[2], before.Shape()[1]
			closed := 0
			for r := range before.Len() / keys {
				q := r % tokens
				want, sum := append([]float32(nil), rowOf(before, r)...), float32(0)
				for k := range want {
					if x.blocked(q, k) {
						closed++
						want[k] = 0
						if got := rowOf(after, r)[k]; got != 0 {
							t.Errorf("%s: %s: token %d still reads %d by %v", name, x.tap, q, k, got)
						}
					}
					sum += want[k]
				}
				for k := range want {
					if sum > 0 {
						want[k] /= sum
					}
				}
				if d := apart(rowOf(after, r), want); d > 1e-5 {
					t.Errorf("%s: %s: the shares of token %d are %v, want %v", name, x.tap, q, rowOf(after, r), want)
				}
			}
			if closed == 0 {
				t.Errorf("%s: nothing was blocked", x.tap)
			}
		}
	}
}

func TestBlockedLatents(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	all := m.With(flamingo.BlockLatents(prompt.InShot(1), []int{0, 1, 2}))
	none := m.With(flamingo.Zero("gated.*.attn.mix", prompt.InShot(1)))
	if a, b := value(t, all, p, "logits"), value(t, none, p, "logits"); !equal(a.F32(), b.F32()) {
		t.Errorf("without any latent cross-attention is not zero: logits differ by %g", apart(a.F32(), b.F32()))
	}
	one := m.With(flamingo.BlockLatents(prompt.Seeing(1), []int{2}))
	change := flamingo.Edit{Tap: "media", Kind: program.EditAdd, Rows: []int{1*3 + 2}, Data: []float32{5}}
	if a, b := value(t, one, p, "logits"), value(t, one.With(change), p, "logits"); !equal(a.F32(), b.F32()) {
		t.Error("a latent that is blocked for all who see it still arrives")
	}
	if a, b := value(t, m, p, "logits"), value(t, m.With(change), p, "logits"); equal(a.F32(), b.F32()) {
		t.Error("the latent matters to nobody")
	}
}

// A run without blocks is the same bits beside one that has some, where masks of zeros are added.
func TestBlockingNothingIsPlain(t *testing.T) {
	for name, c := range families() {
		m := open(t, c)
		p := twoShots(1, 2, 3)
		plain := value(t, m, p, "logits")
		traces, err := m.ForwardAll(t.Context(), []flamingo.Run{
			{Prompt: p}, {Prompt: p, Edits: []flamingo.Edit{flamingo.Block(prompt.InQuery(), prompt.InShot(1))}},
		}, "logits")
		if err != nil {
			t.Fatal(err)
		}
		if !equal(at(t, traces[0], "logits").F32(), plain.F32()) {
			t.Errorf("%s: a run changes beside one with blocks", name)
		}
		blocked := at(t, traces[1], "logits")
		if n := 12; !equal(blocked.F32()[:n*len(vocabulary)], plain.F32()[:n*len(vocabulary)]) || equal(rowOf(blocked, n), rowOf(plain, n)) {
			t.Errorf("%s: the block should change the query, and nothing before", name)
		}
	}
}

// With a cache, token by token, blocks do what they do over the whole text at once, and batches what single prompts do.
func TestBlocksWhileGenerating(t *testing.T) {
	for name, c := range families() {
		rounds := 0
		for what, block := range map[string]flamingo.Edit{
			"also in the answer":   flamingo.Block(prompt.InQuery(), prompt.InShot(0)),
			"in the prompt alone":  flamingo.Block(prompt.InShot(1), prompt.InShot(0), 1),
			"of the answer itself": flamingo.Block(prompt.InQuery(), prompt.At(15)),
			"latents":              flamingo.BlockLatents(prompt.InQuery(), []int{1}),
		} {
			m := open(t, c).With(block)
			p := twoShots(1, 2, 3)
			opts := []flamingo.Option{flamingo.Temperature(1.5), flamingo.Seed(4), flamingo.Capture("logits"), flamingo.MaxTokens(6)}
			a := generate(t, m, p, opts...)
			q := prompt.New().Shot(pic(1), "output :", "red").Shot(pic(2), "output :", "blue circle").Shot(pic(3), "output :", words(a))
			whole := value(t, m, q, "logits")
			n := len(a.Encoded.Tokens) - len(a.Tokens)
			for i, s := range a.Steps {
				v := at(t, s, "logits")
				if last := rowOf(v, v.Shape()[0]-1); !equal(last, rowOf(whole, n-1+i)) {
					t.Errorf("%s: %s, round %d: logits differ from those without a cache by %g", name, what, i, apart(last, rowOf(whole, n-1+i)))
				}
			}
			rounds += len(a.Steps)
			both, err := m.GenerateAll(t.Context(), []*prompt.Prompt{p, twoShots(4, 5, 6)}, opts...)
			if err != nil {
				t.Fatal(err)
			}
			if both[0].Text != a.Text || both[0].Tokens[0].P != a.Tokens[0].P {
				t.Errorf("%s: %s: %q in a batch, %q alone", name, what, both[0].Text, a.Text)
			}
			scores, err := m.Score(t.Context(), p, "red square", "blue")
			if err != nil {
				t.Fatal(err)
			}
			tr, sum := forward(t, m, p.Reply("red square")), 0.0
			for _, x := range tr.LogP[n : n+2] {
				sum += float64(x)
			}
			if closing := scores[0].LogP - sum; closing > 0 || closing < -20 {
				t.Errorf("%s: %s: scored %g, read %g without the closing token", name, what, scores[0].LogP, sum)
			}
		}
		if rounds < 10 {
			t.Errorf("%s: only %d rounds in all", name, rounds)
		}
	}
}

func TestGradientsThroughBlocks(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	m := exact(t, tiny()).With(flamingo.Block(prompt.InQuery(), prompt.InShot(1), 1), flamingo.BlockLatents(prompt.InShot(0), []int{1}))
	p, target := twoShots(1, 2, 3), flamingo.Target{Answer: "blue circle", Against: "blue square"}
	g := gradient(t, m, p, target, "lm.*.attn.q", "lm.*.attn.k", "lm.*.attn.v", "gated.*.attn.k", "pixels", "lm.embed")
	for _, tap := range g.Names() {
		along(t, m, p, target, g, tap, r)
	}
}

// compiling counts programs.
type compiling struct {
	backend.Backend
	names []string
}

func (b *compiling) Compile(ctx context.Context, m backend.Model, p *program.Program) (backend.Program, error) {
	b.names = append(b.names, p.Name())
	return b.Backend.Compile(ctx, m, p)
}

func TestOtherEdgesCompileNothing(t *testing.T) {
	b := &compiling{Backend: reference.New()}
	c := tiny()
	m, err := flamingo.Open(t.Context(), flamingo.Source{Config: c, Tokenizer: tokenizer(t), Tensors: weights(t, c)}, flamingo.Shared(b))
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	all := func(m *flamingo.Model) {
		forward(t, m, twoShots(1, 2, 3))
		generate(t, m, twoShots(1, 2, 3))
		if _, err := m.Measure(t.Context(), []flamingo.Run{{Prompt: twoShots(1, 2, 3)}}, flamingo.Target{Answer: "red"}); err != nil {
			t.Fatal(err)
		}
	}
	all(m)
	if got := strings.Join(b.names, ", "); strings.Contains(got, "masks") {
		t.Errorf("plain runs compile %s", got)
	}
	all(m.With(flamingo.Block(prompt.InQuery(), prompt.InShot(0))))
	n := len(b.names)
	all(m.With(flamingo.Block(prompt.At(5), prompt.At(3, 4), 1), flamingo.BlockLatents(prompt.InShot(0), []int{1}, 2)))
	all(m.With(flamingo.Block(prompt.InQuery(), prompt.At(-1))))
	all(m)
	if len(b.names) != n {
		t.Errorf("other edges compile %v", b.names[n:])
	}
}

func TestMistakesOfBlocks(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	for _, c := range []struct {
		edit flamingo.Edit
		is   error
		want string
	}{
		{flamingo.Block(prompt.InShot(0), prompt.InShot(1)), prompt.ErrNowhere, "the first key, 6, stands after the last query, 5"},
		{flamingo.Block(prompt.At(15), prompt.At(0)), prompt.ErrNowhere, "queries"},
		{flamingo.Block(prompt.At(0), prompt.InShot(2)), prompt.ErrNowhere, "keys"},
		{flamingo.Block(prompt.At(1), prompt.At(0), 3), program.ErrUnknownName, "lm.3.attn.pattern"},
		{flamingo.Block(prompt.At(1), prompt.At(0)).Head(m.Config(), 1), nil, "in every head"},
		{flamingo.BlockLatents(prompt.At(3), nil), nil, "no latent is given"},
		{flamingo.BlockLatents(prompt.At(3), []int{3}), nil, "latent 3 of 3"},
		{flamingo.BlockLatents(prompt.At(0), []int{1}), prompt.ErrNowhere, "none of the queries sees a picture"},
		{flamingo.Edit{Tap: "lm.0.resid", Kind: "block"}, nil, "no edges to block"},
		{flamingo.Edit{Tap: "lm.0.attn.pattern", Kind: "block", Rows: []int{15}}, prompt.ErrNowhere, "token 15 of 15"},
	} {
		_, err := m.With(c.edit).Forward(t.Context(), p)
		if err == nil || !strings.Contains(err.Error(), c.want) || c.is != nil && !errors.Is(err, c.is) {
			t.Errorf("%v: error %v, want %q", c.edit, err, c.want)
		}
	}
	e := flamingo.Block(prompt.InQuery(), prompt.InShot(1), 2)
	if got, want := e.String(), "block lm.2.attn.pattern at query from shot 1"; got != want {
		t.Errorf("the edit reads %q, want %q", got, want)
	}
	if got := flamingo.BlockLatents(prompt.InQuery(), []int{1}).String(); !strings.Contains(got, "from latents [1]") {
		t.Errorf("the edit reads %q", got)
	}
	if x := value(t, m.With(flamingo.Block(prompt.Where{}, prompt.Where{})), p, "lm.1.attn.mix").F32(); apart(x, make([]float32, len(x))) != 0 || math.IsNaN(float64(x[0])) {
		t.Error("tokens that read nothing do not get zeros")
	}
}
