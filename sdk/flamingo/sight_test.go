package flamingo_test

import (
	"math"
	"strings"
	"testing"

	"wade/sdk/flamingo"
	"wade/sdk/internal/zoo"
	"wade/sdk/prompt"
)

// Where tokens see all pictures before them, each changes the tokens from its own on and none before, also directly.
func TestAllPicturesBeforeATokenCount(t *testing.T) {
	m := open(t, zoo.Families(len(vocabulary))["idefics, all pictures"])
	base := twoShots(1, 2, 3)
	e, err := m.Encode(base)
	if err != nil {
		t.Fatal(err)
	}
	for changed, p := range []*prompt.Prompt{twoShots(9, 2, 3), twoShots(1, 9, 3), twoShots(1, 2, 9)} {
		for _, tap := range []string{"gated.0.attn.out", "logits"} {
			a, b := value(t, m, base, tap), value(t, m, p, tap)
			for i, token := range e.Tokens {
				if same := equal(rowOf(a, i), rowOf(b, i)); same != (token.Image < changed) {
					t.Errorf("%s: token %d, which sees pictures up to %d, is the same when picture %d changes: %t", tap, i, token.Image, changed, same)
				}
			}
		}
	}
	v := value(t, m, base, "gated.1.attn.pattern") // [head token latents of all pictures]
	latents := m.Config().Latents()
	for r := range v.Len() / (3 * latents) {
		sum, beyond, token := 0.0, 0.0, e.Tokens[r%len(e.Tokens)]
		for j, x := range rowOf(v, r) {
			sum += float64(x)
			if j/latents > token.Image {
				beyond += float64(x)
			}
		}
		if want := map[bool]float64{true: 1, false: 0}[token.Image >= 0]; math.Abs(sum-want) > 1e-5 || beyond != 0 {
			t.Errorf("token %q, which sees pictures up to %d: shares sum to %g, of later pictures %g", token.Text, token.Image, sum, beyond)
		}
	}
}

// With one picture, seeing all before and seeing the latest are the same; and a prompt beside one with more pictures is as alone.
func TestOnePictureIsAllPictures(t *testing.T) {
	all := zoo.Families(len(vocabulary))["idefics, all pictures"]
	latest := all
	latest.Gated.All = false
	one := prompt.New().Ask(pic(3), "output :")
	a, b := value(t, open(t, all), one, "logits"), value(t, open(t, latest), one, "logits")
	if d := apart(a.F32(), b.F32()); d > 1e-4 {
		t.Errorf("with one picture, seeing all is %g apart from seeing the latest", d)
	}
	m := open(t, all)
	whole, err := m.Encode(twoShots(1, 2, 3))
	if err != nil {
		t.Fatal(err)
	}
	for words := 1; ; words++ { // as long as the other prompt, so that they go together
		p := prompt.New().Text(strings.Repeat("a ", words)).Ask(pic(3), "output :")
		if e, err := m.Encode(p); err != nil || len(e.Tokens) > len(whole.Tokens) {
			t.Fatal("no prompt of the same length", err)
		} else if len(e.Tokens) < len(whole.Tokens) {
			continue
		}
		const tap = "gated.1.attn.pattern"
		both, err := m.ForwardAll(t.Context(), []flamingo.Run{{Prompt: p}, {Prompt: twoShots(1, 2, 3)}}, tap)
		if err != nil {
			t.Fatal(err)
		}
		together, err := both[0].At(tap)
		if err != nil {
			t.Fatal(err)
		}
		if alone := value(t, m, p, tap); !equal(alone.F32(), together.F32()) {
			t.Errorf("%s is %v alone, %v beside a prompt with more pictures", tap, alone.Axes(), together.Axes())
		}
		answers, err := m.GenerateAll(t.Context(), []*prompt.Prompt{p, twoShots(1, 2, 3)}, flamingo.MaxTokens(6), flamingo.Capture(tap))
		if err != nil {
			t.Fatal(err)
		}
		if one := generate(t, m, p, flamingo.MaxTokens(6)); one.Text != answers[0].Text {
			t.Errorf("%q alone, %q beside another", one.Text, answers[0].Text)
		}
		return
	}
}
