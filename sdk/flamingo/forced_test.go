package flamingo_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// Forced tokens are read as those of a reply, but as generated ones: positions count from the end of the prompt.
func TestForcedTokens(t *testing.T) {
	for name, c := range families() {
		t.Run(name, func(t *testing.T) {
			m := open(t, c)
			p := twoShots(1, 2, 3)
			want, err := m.Forward(t.Context(), p.Reply("green circle"), "lm.0.resid")
			if err != nil {
				t.Fatal(err)
			}
			e, err := m.Encode(p)
			if err != nil {
				t.Fatal(err)
			}
			n := len(e.Tokens)
			ids := want.Encoded.IDs()[n:]
			at := flamingo.Close(prompt.At(-1))
			got, err := m.ForwardAll(t.Context(), []flamingo.Run{{Prompt: p, Forced: ids}, {Prompt: p, Forced: ids, Edits: []flamingo.Edit{at}}}, "lm.0.resid")
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got[0].LogP, want.LogP) || got[0].Encoded.Given() != n {
				t.Errorf("log p %v, want %v", got[0].LogP, want.LogP)
			}
			there, err := m.With(flamingo.Close(prompt.At(n-1))).Forward(t.Context(), p.Reply("green circle"))
			if err != nil {
				t.Fatal(err)
			}
			for i, x := range there.LogP {
				if math.Abs(float64(x-got[1].LogP[i])) > 1e-5 {
					t.Errorf("position %d: %v, want %v", i, got[1].LogP[i], x)
				}
			}
			again, err := got[0].Replay(t.Context())
			if err != nil || !slices.Equal(again.LogP, want.LogP) {
				t.Errorf("replayed: %v, %v", again, err)
			}
			target := flamingo.Target{Answer: "circle"}
			after, err := m.Measure(t.Context(), []flamingo.Run{{Prompt: p, Forced: ids[:1]}}, target)
			if err != nil || math.Abs(after[0]-float64(want.LogP[n+1])) > 1e-4 {
				t.Errorf("measured after a forced token: %v, %v, want %v", after, err, want.LogP[n+1])
			}
			slope, err := m.GradientAll(t.Context(), []flamingo.Run{{Prompt: p, Forced: ids[:1]}}, target, "lm.0.resid")
			if err != nil || math.Abs(slope[0].Value-after[0]) > 1e-4 {
				t.Errorf("the gradient's target: %v, want %v", err, after)
			}
		})
	}
	m := open(t, tiny())
	p := twoShots(1, 2, 3)
	if _, err := m.ForwardAll(t.Context(), []flamingo.Run{{Prompt: p, Forced: []int32{17}}}); err == nil || !strings.Contains(err.Error(), "vocabulary has 17") {
		t.Errorf("an unknown token: %v", err)
	}
	if _, err := m.ForwardAll(t.Context(), []flamingo.Run{{Prompt: p, Forced: make([]int32, 40)}}); !errors.Is(err, flamingo.ErrTooLong) {
		t.Errorf("too many tokens: %v", err)
	}
}
