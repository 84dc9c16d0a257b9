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

// The pond's texts paint each shape in a favourite colour: that colour is said by habit, another one only by sight.
func TestQuadrants(t *testing.T) {
	m := trained(t)
	ask := func(colour string) *prompt.Prompt {
		return prompt.New().Ask(pond.Draw("a large "+colour+" circle"), "question : what colour is the circle ? answer :").Reply(colour)
	}
	usual, err := pond.Favourite("circle")
	if err != nil {
		t.Fatal(err)
	}
	q, err := probe.Quadrants(t.Context(), m, []*prompt.Prompt{ask(usual), ask("white")}, pond.Colours()...)
	if err != nil {
		t.Fatal(err)
	}
	if len(q.Words) != 2 || q.Words[0].Quadrant != probe.PriorDriven || q.Words[1].Quadrant != probe.Grounded {
		t.Fatalf("%v", q)
	}
	for _, w := range q.Words {
		if math.Abs(math.Log(w.P)-math.Log(w.Blind)-w.Delta) > 1e-4 || !w.Object {
			t.Errorf("%+v", w)
		}
	}
	if r := q.Reading(); !strings.Contains(r, "1 grounded") || !strings.Contains(r, usual) || len(q.Table().Rows) != 2 || q.Chart().SVG() == "" {
		t.Errorf("reads %q", r)
	}
	// the white circle called by its habitual colour: the picture argues against the word
	wrong := prompt.New().Ask(pond.Draw("a large white circle"), "question : what colour is the circle ? answer :").Reply(usual)
	shut, err := probe.Quadrants(t.Context(), m.With(flamingo.GateScale(0)), []*prompt.Prompt{wrong}, "circle")
	if err != nil {
		t.Fatal(err)
	}
	if w := shut.Words[0]; w.Quadrant != probe.Shared || math.Abs(w.Delta) > 1e-5 {
		t.Errorf("closed against closed: %+v", w)
	}
	q, err = probe.Quadrants(t.Context(), m, []*prompt.Prompt{wrong})
	if err != nil {
		t.Fatal(err)
	}
	if q.Count(probe.Overridden) != 1 {
		t.Errorf("%v", q)
	}
}
