package probe_test

import (
	"math"
	"strings"
	"testing"

	"wade/sdk/flamingo"
	"wade/sdk/probe"
	"wade/sdk/prompt"
)

func TestPathPatching(t *testing.T) {
	m := trained(t)
	clean, corrupt, target := redOrGreen()
	path := func(receiver string, taps ...string) *probe.PatchMap {
		t.Helper()
		d, err := probe.PathPatching(t.Context(), m, clean, corrupt, target, receiver, probe.PatchOptions{Taps: taps, Where: prompt.At(-1)})
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	senders := []string{"gated.3.attn.mix", "gated.2.attn.out", "gated.3.ffw.out", "lm.3.ffw.out"}
	direct := path("", senders...)
	// Nothing follows the last branch, so all that it does is direct.
	whole, err := probe.Patching(t.Context(), m, clean, corrupt, target, probe.PatchOptions{Taps: senders, Where: prompt.At(-1)})
	if err != nil {
		t.Fatal(err)
	}
	last := len(whole.Sites) - 1
	if a, b := direct.Scores[last][0], whole.Scores[last][0]; math.Abs(a-b) > 1e-4 || b == 0 {
		t.Errorf("%s scores %g directly, %g in all", whole.Sites[last], a, b)
	}
	differ := 0
	for i := range direct.Sites[:last] {
		if math.Abs(direct.Scores[i][0]-whole.Scores[i][0]) > 1e-3 {
			differ++
		}
	}
	if differ == 0 {
		t.Error("no site does anything by way of others")
	}
	// The output reads the last residual stream alone.
	for i, row := range path("lm.3.resid", senders...).Scores {
		if math.Abs(row[0]-direct.Scores[i][0]) > 1e-4 {
			t.Errorf("%s scores %g by way of the last residual, %g directly", direct.Sites[i], row[0], direct.Scores[i][0])
		}
	}
	// Between this feed-forward and these queries is nothing, so two runs by hand are the path.
	from, err := m.Forward(t.Context(), clean, "gated.3.ffw.out")
	if err != nil {
		t.Fatal(err)
	}
	at := len(from.Encoded.Tokens) - 1
	sent, _ := flamingo.PatchAt("gated.3.ffw.out", from, []int{at}, []int{at})
	got, err := m.With(sent).Forward(t.Context(), corrupt, "lm.3.attn.q")
	if err != nil {
		t.Fatal(err)
	}
	received, _ := flamingo.Patch("lm.3.attn.q", got, prompt.Where{})
	v, err := m.Measure(t.Context(), []flamingo.Run{{Prompt: corrupt, Edits: []flamingo.Edit{received}}}, target)
	if err != nil {
		t.Fatal(err)
	}
	q := path("lm.3.attn.q", "gated.3.ffw.out", "lm.3.ffw.out")
	if want := (v[0] - q.Corrupt) / (q.Clean - q.Corrupt); math.Abs(q.Scores[0][0]-want) > 1e-4 {
		t.Errorf("the path scores %g, by hand %g", q.Scores[0][0], want)
	}
	if q.Scores[1][0] != 0 || !strings.Contains(q.Reading(), "lm.3.attn.q") {
		t.Errorf("a sender behind its receiver scores %g: %s", q.Scores[1][0], q.Reading())
	}
	for want, f := range map[string]func() error{
		"lm.3.attn.k": func() error {
			_, err := probe.PathPatching(t.Context(), m, clean, corrupt, target, "lm.3.attn.kk")
			return err
		},
		"no row for each token": func() error {
			_, err := probe.PathPatching(t.Context(), m, clean, corrupt, target, "media")
			return err
		},
		"more than the first token": func() error {
			_, err := probe.PathPatching(t.Context(), m, clean, corrupt, flamingo.Target{Answer: "red star"}, "")
			return err
		},
	} {
		if err := f(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}
