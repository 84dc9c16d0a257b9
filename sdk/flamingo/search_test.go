package flamingo_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"wade/sdk/display"
	"wade/sdk/flamingo"
	"wade/sdk/internal/search"
	"wade/sdk/program"
	"wade/sdk/prompt"
)

// whole searches by reading everything anew for every token, without a session.
func whole(t *testing.T, m *flamingo.Model, p *prompt.Prompt, c search.Config, rules search.Rules) []search.Hypothesis {
	t.Helper()
	encoded, err := m.Encode(p)
	if err != nil {
		t.Fatal(err)
	}
	var history []int32
	for _, tok := range encoded.Tokens {
		history = append(history, tok.ID)
	}
	b := search.New(c)
	for !b.Done() {
		var scores, plain [][]float32
		for _, h := range b.Live {
			traces, err := m.ForwardAll(t.Context(), []flamingo.Run{{Prompt: p, Forced: h.IDs}}, "logits")
			if err != nil {
				t.Fatal(err)
			}
			row := slices.Clone(rowOf(at(t, traces[0], "logits"), len(history)+len(h.IDs)-1))
			search.LogSoftmax(row)
			plain = append(plain, row)
			row = slices.Clone(row)
			for _, id := range []int{0, 1, 2} { // <pad>, <bos>, <image>
				row[id] = float32(math.Inf(-1))
			}
			rules.Apply(row, slices.Concat(history, h.IDs), len(h.IDs))
			scores = append(scores, row)
		}
		b.Step(scores, plain)
	}
	return b.Best(c.Width)
}

// Beams that share the cache of their prompts, several prompts together, find what a search finds that reads everything anew.
func TestBeamsShareTheirPrompt(t *testing.T) {
	for name, c := range families() {
		t.Run(name, func(t *testing.T) {
			m := open(t, c)
			prompts := []*prompt.Prompt{twoShots(1, 2, 3), twoShots(4, 5, 6), prompt.New().Ask(pic(7), "output :"), twoShots(3, 2, 1)}
			for _, s := range []struct {
				opts   []flamingo.Option
				config search.Config
				rules  search.Rules
			}{
				{[]flamingo.Option{flamingo.Beams(3), flamingo.LengthPenalty(0)}, search.Config{Width: 3}, search.Rules{}},
				{[]flamingo.Option{flamingo.Beams(2), flamingo.LengthPenalty(-1), flamingo.EarlyStopping()}, search.Config{Width: 2, Penalty: -1, Early: search.Always}, search.Rules{}},
				{[]flamingo.Option{flamingo.Beams(4), flamingo.RepetitionPenalty(1.3), flamingo.NoRepeatNGram(2), flamingo.BadWords("red", "blue circle"), flamingo.MinTokens(3), flamingo.Exhaustive()},
					search.Config{Width: 4, Penalty: 1, Early: search.Never},
					search.Rules{Repetition: 1.3, NGram: 2, Bad: [][]int32{{6}, {8, 9}}, Least: 3, Stop: []int32{3}}},
			} {
				s.config.Limit, s.config.Stop = 7, []int32{3}
				answers, err := m.GenerateAll(t.Context(), prompts, append(s.opts, flamingo.MaxTokens(7), flamingo.Return(s.config.Width))...)
				if err != nil {
					t.Fatal(err)
				}
				for i, p := range prompts {
					want := whole(t, m, p, s.config, s.rules)
					got := append(flamingo.Answers{answers[i]}, answers[i].Others...)
					if len(got) != len(want) {
						t.Fatalf("prompt %d: %d answers, want %d", i, len(got), len(want))
					}
					for k, h := range want {
						if !slices.Equal(ids(got[k]), h.IDs) || got[k].Stopped != h.Ended || math.Abs(got[k].Score-h.Score) > 1e-4 {
							t.Errorf("prompt %d, answer %d: %v (%v), want %v (%v)", i, k, ids(got[k]), got[k].Score, h.IDs, h.Score)
						}
						sum := 0.0
						for _, x := range h.LogP {
							sum += float64(x)
						}
						if math.Abs(got[k].LogP()-sum) > 1e-3 {
							t.Errorf("prompt %d, answer %d: log p %v, want %v", i, k, got[k].LogP(), sum)
						}
					}
				}
			}
		})
	}
}

// What is captured while searching belongs to the answer that is returned.
func TestBeamsCapture(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	a := generate(t, m, p, flamingo.Beams(3), flamingo.MaxTokens(5), flamingo.Capture("lm.1.resid"))
	again := forward(t, m, p)
	traces, err := m.ForwardAll(t.Context(), []flamingo.Run{{Prompt: p, Forced: ids(a)[:len(a.Tokens)-1]}}, "lm.1.resid")
	if err != nil {
		t.Fatal(err)
	}
	v, err := a.At("lm.1.resid")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := v.Shape()[0], len(again.Encoded.Tokens)+len(a.Tokens)-1; got != want {
		t.Fatalf("%d tokens, want %d", got, want)
	}
	close32(t, "residual", v.F32(), at(t, traces[0], "lm.1.resid").F32(), 2e-5)
	blind := m.With(flamingo.GateScale(0))
	b := generate(t, blind, p, flamingo.Beams(3), flamingo.MaxTokens(5))
	replayed, err := b.Replay(t.Context())
	if err != nil || !slices.Equal(ids(replayed), ids(b)) || !strings.Contains(b.Provenance.Settings, "3 beams") {
		t.Errorf("replayed %v, %v, want %v (%s)", replayed, err, ids(b), b.Provenance.Settings)
	}
}

func TestRulesOfGeneration(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	draw := []flamingo.Option{flamingo.Temperature(3), flamingo.MaxTokens(12)}
	free := generate(t, m, p, draw...)
	with := func(opts ...flamingo.Option) *flamingo.Answer { return generate(t, m, p, append(draw, opts...)...) }

	for seed := range uint32(8) {
		a := with(flamingo.Seed(seed), flamingo.BadTokens(6, 7), flamingo.BadWords("blue"))
		for _, id := range ids(a) {
			if id >= 6 && id <= 8 {
				t.Fatalf("banned token %d was drawn", id)
			}
		}
		a = with(flamingo.Seed(seed), flamingo.MinTokens(9))
		if len(a.Tokens) < 9 {
			t.Errorf("%d tokens, want at least 9", len(a.Tokens))
		}
		a = with(flamingo.Seed(seed), flamingo.NoRepeatNGram(2), flamingo.MinTokens(9))
		seen := map[[2]int32]bool{}
		for i := range a.Encoded.Tokens[1:] {
			pair := [2]int32{a.Encoded.Tokens[i].ID, a.Encoded.Tokens[i+1].ID}
			if i+1 >= a.Encoded.Given() && seen[pair] {
				t.Errorf("tokens %v follow each other again", pair)
			}
			seen[pair] = true
		}
	}
	stop := free.Tokens[1]
	a := with(flamingo.StopTokens(stop.ID))
	if len(a.Tokens) > 2 || !a.Stopped || strings.Contains(a.Text, stop.Text) {
		t.Errorf("%q does not stop at token %q of %q", a.Text, stop.Text, free.Text)
	}
	words := strings.Fields(free.Text)
	text := words[2]
	a = with(flamingo.StopAt("nowhere", text))
	if first, _, _ := strings.Cut(free.Text, text); a.Text != strings.TrimSpace(first) || !a.Stopped {
		t.Errorf("%q, want %q of %q", a.Text, strings.TrimSpace(first), free.Text)
	}
	penalised := with(flamingo.RepetitionPenalty(1.0001), flamingo.Seed(3))
	if plain := with(flamingo.Seed(3)); penalised.Text != plain.Text {
		t.Errorf("a penalty of nearly 1 gives %q, none %q", penalised.Text, plain.Text)
	}
	if strong := with(flamingo.RepetitionPenalty(1000), flamingo.Seed(3)); strong.Text == penalised.Text {
		t.Error("a strong penalty changes nothing")
	}
	for name, opts := range map[string][]flamingo.Option{
		"least above most":  {flamingo.MinTokens(40)},
		"no beams":          {flamingo.Beams(0)},
		"beams that draw":   {flamingo.Beams(2), flamingo.Temperature(1)},
		"too many answers":  {flamingo.Beams(2), flamingo.Return(3)},
		"greedy answers":    {flamingo.Return(2)},
		"no answers":        {flamingo.Return(0)},
		"negative penalty":  {flamingo.RepetitionPenalty(-1)},
		"endless":           {flamingo.BadWords("<eoc>")},
		"empty stop":        {flamingo.StopAt("")},
		"unknown bad word":  {flamingo.BadWords("purple")},
		"bad token outside": {flamingo.BadTokens(400)},
		"stop outside":      {flamingo.StopTokens(-1)},
		"infinite penalty":  {flamingo.Beams(2), flamingo.LengthPenalty(math.Inf(1))},
		"negative n-grams":  {flamingo.NoRepeatNGram(-1)},
	} {
		if a, err := m.Generate(t.Context(), p, opts...); err == nil {
			t.Errorf("%s: %q instead of an error", name, a.Text)
		}
	}
}

// Several draws are those of their seeds, and read the prompt once.
func TestReturnDraws(t *testing.T) {
	m := open(t, tiny())
	p, q := twoShots(1, 2, 3), twoShots(4, 5, 6)
	for _, opts := range [][]flamingo.Option{nil, {flamingo.MinTokens(2)}, {flamingo.Capture("lm.0.resid")}} { // in one call, call by call, with captures
		opts = append([]flamingo.Option{flamingo.Temperature(2), flamingo.MaxTokens(6)}, opts...)
		answers, err := m.GenerateAll(t.Context(), []*prompt.Prompt{p, q}, append(opts, flamingo.Seed(5), flamingo.Return(3))...)
		if err != nil {
			t.Fatal(err)
		}
		one := generate(t, m, p, append(opts, flamingo.Seed(5), flamingo.Return(3))...)
		for i, a := range []*flamingo.Answer{answers[0], answers[0].Others[0], answers[0].Others[1], answers[1], answers[1].Others[0], answers[1].Others[1]} {
			alone := generate(t, m, []*prompt.Prompt{p, q}[i/3], append(opts, flamingo.Seed(uint32(5+i)))...)
			if !slices.Equal(ids(a), ids(alone)) || math.Abs(a.LogP()-alone.LogP()) > 1e-4 || len(a.Steps) != len(alone.Steps) {
				t.Errorf("answer %d is %v, alone %v", i, ids(a), ids(alone))
			}
			if i < 3 {
				other := append(flamingo.Answers{one}, one.Others...)[i]
				if !slices.Equal(ids(other), ids(alone)) || len(other.Steps) != len(alone.Steps) {
					t.Errorf("draw %d of one prompt is %v, alone %v", i, ids(other), ids(alone))
				}
				for k, s := range other.Steps {
					close32(t, "captured", at(t, s, "lm.0.resid").F32(), at(t, alone.Steps[k], "lm.0.resid").F32(), 2e-5)
				}
			}
		}
	}
}

func TestStream(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	for _, opts := range [][]flamingo.Option{{flamingo.MaxTokens(8)}, {flamingo.MaxTokens(8), flamingo.Beams(3)}} {
		want := generate(t, m, p, opts...)
		s := m.Stream(t.Context(), p, opts...)
		steps, text := 0, ""
		for s.Next() {
			steps++
			text += s.New()
		}
		a, err := s.Answer()
		if err != nil || a.Text != want.Text {
			t.Fatalf("%v, %v, want %q", a, err, want.Text)
		}
		if steps == 0 || steps > 8 || strings.TrimSpace(s.Text()) != want.Text {
			t.Errorf("%d steps up to %q, want %q", steps, s.Text(), want.Text)
		}
		if len(opts) == 1 && strings.TrimSpace(text) != want.Text {
			t.Errorf("pieces make %q, want %q", text, want.Text)
		}
		if s.Next() {
			t.Error("there is more after the end")
		}
	}
	if s := m.Stream(t.Context(), p, flamingo.MaxTokens(0)); s.Next() {
		t.Error("a mistake gives words")
	} else if _, err := s.Answer(); err == nil {
		t.Error("a mistake gives an answer")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := m.Stream(ctx, p).Answer(); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// screen keeps what is shown.
type screen struct{ shown []string }

func (s *screen) Display(d display.Data, _ string) { s.Update(d, "") }
func (s *screen) Update(d display.Data, _ string) {
	s.shown = append(s.shown, d.Data[display.MIMEHTML].(string))
}
func (s *screen) Clear(bool) {}

func TestLiveShowsTheAnswer(t *testing.T) {
	m := open(t, tiny())
	s := &screen{}
	defer display.SetSink(display.SetSink(s))
	a := generate(t, m, twoShots(1, 2, 3), flamingo.MaxTokens(6), flamingo.Live())
	if n := len(s.shown); n < 2 || !strings.Contains(s.shown[0], "▌") || !strings.Contains(s.shown[n-1], a.Text) || strings.Contains(s.shown[n-1], "▌") {
		t.Errorf("shown %q, want words with a cursor first and %q in the end", s.shown, a.Text)
	}
}

// Greedy, and a beam search with one beam, take the likeliest token.
func TestOneBeamIsGreedy(t *testing.T) {
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	a, b := generate(t, m, p), generate(t, m, p, flamingo.Beams(1))
	if !slices.Equal(ids(a), ids(b)) {
		t.Errorf("%v, with one beam %v", ids(a), ids(b))
	}
	row := slices.Clone(rowOf(at(t, forward(t, m, p, "logits"), "logits"), len(forward(t, m, p).Encoded.Tokens)-1))
	for i := range 3 {
		row[i] = float32(math.Inf(-1))
	}
	if want := program.Draw(row, [program.SampleParams]float32{}, 0); int(a.Tokens[0].ID) != want {
		t.Errorf("the first token is %d, want %d", a.Tokens[0].ID, want)
	}
}
