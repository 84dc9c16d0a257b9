package flamingo_test

import (
	"math"
	"testing"

	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// A ranking is what whole forward passes add up to, however it is asked for.
func TestRank(t *testing.T) {
	for name, c := range families() {
		t.Run(name, func(t *testing.T) {
			m := open(t, c)
			prompts := twoShots(1, 2, 3).Orders(2, 1)
			neutral := twoShots(1, 2, 4)
			candidates := []string{"red", "blue circle a", "green"}
			sum := func(p *prompt.Prompt, text string, open bool) (logP float64, tokens int) {
				n := len(forward(t, m, p).Encoded.Tokens)
				tr := forward(t, m, p.Reply(text))
				said := tr.LogP[n:]
				if open {
					said = said[:len(said)-1]
				}
				for _, x := range said {
					logP += float64(x)
				}
				return logP, len(said)
			}
			for _, r := range []flamingo.Ranking{{}, {Mean: true}, {Open: true}, {Mean: true, Open: true, Neutral: []*prompt.Prompt{neutral}}} {
				scores, err := m.Rank(t.Context(), prompts, candidates, r)
				if err != nil {
					t.Fatal(err)
				}
				all := 0.0
				for i, text := range candidates {
					a, tokens := sum(prompts[0], text, r.Open)
					b, _ := sum(prompts[1], text, r.Open)
					logP := (a + b) / 2
					want := logP
					habit, _ := sum(neutral, text, r.Open)
					if r.Mean {
						want /= float64(tokens)
						habit /= float64(tokens)
					}
					if r.Neutral != nil {
						want -= habit
					}
					got := scores[i]
					if got.Text != text || got.Tokens != tokens || math.Abs(got.LogP-logP) > 1e-4 || math.Abs(got.Score-want) > 1e-4 {
						t.Errorf("%+v: %+v, want log p %v, score %v of %d tokens", r, got, logP, want, tokens)
					}
					all += got.P
				}
				best := scores.Best()
				for _, s := range scores {
					if s.Score > best.Score || s.P > best.P {
						t.Errorf("%v is better than the best, %v", s, best)
					}
				}
				if math.Abs(all-1) > 1e-9 {
					t.Errorf("shares add up to %v", all)
				}
			}
		})
	}
	m := open(t, tiny())
	p := []*prompt.Prompt{twoShots(1, 2, 3)}
	for _, bad := range []func() error{
		func() error { _, err := m.Rank(t.Context(), nil, []string{"red"}, flamingo.Ranking{}); return err },
		func() error { _, err := m.Rank(t.Context(), p, nil, flamingo.Ranking{}); return err },
		func() error { _, err := m.Rank(t.Context(), p, []string{""}, flamingo.Ranking{Open: true}); return err },
		func() error { _, err := m.Rank(t.Context(), p, []string{"purple"}, flamingo.Ranking{}); return err },
	} {
		if bad() == nil {
			t.Error("a mistake is no error")
		}
	}
}
