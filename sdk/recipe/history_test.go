package recipe

import (
	"math"
	"strings"
	"testing"

	"wade/sdk/flamingo"
	"wade/sdk/train"
)

func TestGateHistory(t *testing.T) {
	c := flamingo.Pond()
	names := Gates(c)
	point := func(step int, a, b float64) train.Point {
		return train.Point{Step: step, Watch: map[string]float64{names[0]: a, names[3]: b}}
	}
	r := &RunRecord{Name: "few", Curve: []train.Point{point(1, 0, 0), point(2, -.1, .1), point(3, -.2, .5), point(4, .05, .6), {Step: 5, Watch: map[string]float64{names[0]: .1, names[3]: .7}}}}
	h := r.GateHistory(&Record{Config: c})
	if len(h.Gates) != 2 || len(h.Steps) != 5 {
		t.Fatalf("%d gates over %d steps", len(h.Gates), len(h.Steps))
	}
	if far, crossed := h.Gates[0].extent(); far != -.2 || !crossed {
		t.Errorf("farthest %v, crossed %v", far, crossed)
	}
	if want := "After 5 steps the widest is that of 1 feed-forward (+0.700, half of it by step 3), the narrowest that of 0 attention (+0.100)."; !strings.Contains(h.Reading(), want) {
		t.Error(h.Reading())
	}
	r.Curve[2].Watch = nil
	if v := r.GateHistory(&Record{Config: c}).Gates[0].Values[2]; !math.IsNaN(v) {
		t.Errorf("a step without record reads %v", v)
	}
}

// The record that comes with wade ends at the gates of its weights.
func TestGateHistoryOfPond(t *testing.T) {
	record, err := Pond()
	if err != nil {
		t.Skip(err)
	}
	h := record.Run("fewshot").GateHistory(record)
	if len(h.Gates) != 8 {
		t.Fatalf("%d gates", len(h.Gates))
	}
	for _, g := range h.Gates {
		if math.Abs(g.Values[0]) > 0.01 {
			t.Errorf("%s starts at %v", g.Name, g.Values[0])
		}
	}
	if text := h.Render().Data["text/plain"].(string); !strings.Contains(text, "widest is that of 3 feed-forward (+0.330") {
		t.Error(text)
	}
}
