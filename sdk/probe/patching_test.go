package probe_test

import (
	"math"
	"strings"
	"testing"

	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/probe"
	"wade/sdk/prompt"
)

// redOrGreen are two prompts that differ in the picture of the question.
func redOrGreen() (clean, corrupt *prompt.Prompt, t flamingo.Target) {
	shots := prompt.New().Shot(pond.Draw("large blue ring on the left"), "output :", "blue").Shot(pond.Draw("small yellow cross on the top"), "output :", "yellow")
	return shots.Ask(pond.Draw("large red star in the centre"), "output :"), shots.Ask(pond.Draw("large green star in the centre"), "output :"),
		flamingo.Target{Answer: "red", Against: "green"}
}

func TestPatchingIsEachRunByItself(t *testing.T) {
	m := trained(t)
	clean, corrupt, target := redOrGreen()
	for _, noising := range []bool{false, true} {
		o := probe.PatchOptions{Taps: []string{"lm.*.resid", "gated.3.attn.mix"}, Where: prompt.InQuery(), Noising: noising}
		d, err := probe.Patching(t.Context(), m, clean, corrupt, target, o)
		if err != nil {
			t.Fatal(err)
		}
		c := m.Config()
		if want := c.LM.Layers + c.Gated.Heads; len(d.Sites) != want || len(d.Scores) != want {
			t.Fatalf("%d sites, want %d", len(d.Sites), want)
		}
		if d.Clean < 2 || d.Corrupt > -2 {
			t.Errorf("the prompts hardly differ: %g and %g", d.Clean, d.Corrupt)
		}
		from, into := clean, corrupt
		if noising {
			from, into = corrupt, clean
		}
		for _, i := range []int{1, c.LM.Layers, c.LM.Layers + 1} {
			s := d.Sites[i]
			tr, err := m.Forward(t.Context(), from, s.Tap)
			if err != nil {
				t.Fatal(err)
			}
			for k, at := range d.Positions {
				e, err := flamingo.PatchAt(s.Tap, tr, []int{at}, []int{at})
				if err != nil {
					t.Fatal(err)
				}
				if s.Head >= 0 {
					n := len(e.Data) / c.Gated.Heads
					e.Data = e.Data[s.Head*n : (s.Head+1)*n]
					e = e.Head(c, s.Head)
				}
				v, err := m.Measure(t.Context(), []flamingo.Run{{Prompt: into, Edits: []flamingo.Edit{e}}}, target)
				if err != nil {
					t.Fatal(err)
				}
				want := (v[0] - d.Corrupt) / (d.Clean - d.Corrupt)
				if noising {
					want = 1 - want
				}
				if math.Abs(d.Scores[i][k]-want) > 1e-4 {
					t.Errorf("noising %t: %s at %d scores %g, by itself %g", noising, s, at, d.Scores[i][k], want)
				}
			}
		}
		// The last residual at the last token is all that the answer is read from.
		if got := d.Scores[c.LM.Layers-1][len(d.Positions)-1]; math.Abs(got-1) > 1e-5 {
			t.Errorf("the last residual scores %g, want 1", got)
		}
	}
}

func TestPatchingFromNoise(t *testing.T) {
	m := trained(t)
	clean, _, target := redOrGreen()
	o := probe.PatchOptions{Taps: []string{"lm.*.resid"}, Seed: 3}
	d, err := probe.Patching(t.Context(), m, clean, nil, target, o)
	if err != nil {
		t.Fatal(err)
	}
	again, err := probe.Patching(t.Context(), m, clean, nil, target, o)
	if err != nil {
		t.Fatal(err)
	}
	if d.Corrupt != again.Corrupt || d.Corrupt > d.Clean-1 || !strings.Contains(d.Corruption, "seed 3") {
		t.Errorf("noise: %g corrupt, then %g, %g clean; %s", d.Corrupt, again.Corrupt, d.Clean, d.Corruption)
	}
	if got := d.Scores[m.Config().LM.Layers-1][len(d.Positions)-1]; math.Abs(got-1) > 1e-5 {
		t.Errorf("the last residual scores %g, want 1", got)
	}
}

func TestAttributionPatching(t *testing.T) {
	m := trained(t)
	clean, corrupt, target := redOrGreen()
	d, err := probe.AttributionPatching(t.Context(), m, clean, corrupt, target, probe.PatchOptions{Where: prompt.InQuery()})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Sample) != 40 || d.Correlation < 0.8 {
		t.Errorf("estimates correlate with %d exact scores at %.2f", len(d.Sample), d.Correlation)
	}
	page := d.Render()
	if text := page.Data["text/plain"].(string); !strings.Contains(text, "correlates with") || !strings.Contains(d.Reading(), "By gradients") {
		t.Errorf("the text does not tell what it is: %s", text)
	}
	if html := page.Data["text/html"].(string); strings.Count(html, "<svg") < 6 && strings.Count(html, "role=") < 6 {
		t.Error("the page lacks maps")
	}
}

func TestPatchingRefuses(t *testing.T) {
	m := trained(t)
	clean, corrupt, target := redOrGreen()
	words := prompt.New().Ask(nil, "output :")
	for want, f := range map[string]func() error{
		"near matches": func() error {
			_, err := probe.Patching(t.Context(), m, clean, corrupt, target, probe.PatchOptions{Taps: []string{"lm.*.residual"}})
			return err
		},
		"no row for each token": func() error {
			_, err := probe.Patching(t.Context(), m, clean, corrupt, target, probe.PatchOptions{Taps: []string{"gated.0.attn.gate"}})
			return err
		},
		"nothing to trace": func() error { _, err := probe.Patching(t.Context(), m, clean, clean, target); return err },
		"of as many tokens": func() error {
			_, err := probe.Patching(t.Context(), m, clean, words, target)
			return err
		},
		"no picture to corrupt": func() error { _, err := probe.Patching(t.Context(), m, words, nil, target); return err },
		"the clean prompt is nil": func() error {
			_, err := probe.Patching(t.Context(), m, nil, nil, target)
			return err
		},
		"vermilion": func() error {
			_, err := probe.AttributionPatching(t.Context(), m, clean, corrupt, flamingo.Target{Answer: "vermilion"})
			return err
		},
	} {
		if err := f(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q in it", err, want)
		}
	}
}
