package probe_test

import (
	"strings"
	"testing"

	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/probe"
	"wade/sdk/prompt"
)

func TestDial(t *testing.T) {
	m := trained(t)
	d, err := probe.Dial(t.Context(), m, whiteCircle)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Turns) != 21 || !d.All {
		t.Fatalf("%d positions, all gates: %v", len(d.Turns), d.All)
	}
	for _, at := range []struct {
		turn int
		by   float32
	}{{0, 0}, {5, 0.5}, {10, 1}, {20, 2}} {
		want, err := m.With(flamingo.GateScale(at.by)).Generate(t.Context(), whiteCircle)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Turns[at.turn]; got.Answer.Text != want.Text || !near(got.Scale, float64(at.by), 1e-9) {
			t.Errorf("at %.1f it says %q, want %q at %.1f", got.Scale, got.Answer.Text, want.Text, at.by)
		}
	}
	for _, w := range d.Words {
		for i, turn := range d.Turns {
			for _, c := range turn.Answer.Tokens[0].Top {
				if c.Text == w.Text && !near(w.P[i], float64(c.P), 1e-4) {
					t.Errorf("%s at %.1f has probability %v, want %v", w.Text, turn.Scale, w.P[i], c.P)
				}
			}
		}
	}
	if len(d.Words) != 5 || d.Words[0].Text != "white" || !(d.Words[0].P[0] > 0 && d.Words[0].P[0] < 0.05) {
		t.Errorf("words %v", d.Words)
	}
	s := d.Stretches()
	if s[0].Text != "red" || s[0].From != 0 || s[len(s)-1].To != 2 {
		t.Errorf("stretches %v", s)
	}
	if r := d.Reading(); !strings.Contains(r, `closed it says "red"`) || !strings.Contains(r, `on "white"`) {
		t.Error(r)
	}
	data := d.Render().Data
	page, _ := data["text/html"].(string)
	for _, want := range []string{"recorded positions", "<svg", "closed it says &#34;red&#34;"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	if data["text/plain"] != d.String() {
		t.Error("the text is not the table")
	}
}

// A gate that is closed anyway changes nothing, at any scale.
func TestDialOfAClosedGate(t *testing.T) {
	m := small(t, 2, several)
	p := prompt.New().Ask(pond.Draw("a small blue star"), "output :")
	board, err := probe.Gates(t.Context(), m.With(flamingo.GateScale(0)), p)
	if err != nil {
		t.Fatal(err)
	}
	d, err := probe.Dial(t.Context(), m.With(flamingo.GateScale(0)), p, board.Gates[0])
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Stretches()) != 1 || !strings.Contains(d.Reading(), "Whatever the scale of layer 0 attention") {
		t.Error(d.Reading())
	}
}

func TestMistakesOfDials(t *testing.T) {
	m := small(t, 2, several)
	if _, err := probe.Dial(t.Context(), m, nil); err == nil {
		t.Error("no error without a prompt")
	}
	if _, err := probe.Dial(t.Context(), m, whiteCircle, probe.Gate{Layer: 1, Kind: "attention"}); err == nil {
		t.Error("no error for a gate that is not there")
	}
}
