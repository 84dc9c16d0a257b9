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

// model is the demonstration model at its starting weights, with two gates set by hand.
func model(t testing.TB) *flamingo.Model {
	t.Helper()
	c := flamingo.Pond()
	w, err := c.Init(1)
	if err != nil {
		t.Fatal(err)
	}
	w["gated.1.attn.alpha"].F32()[0] = 0.5
	w["gated.3.ffw.alpha"].F32()[0] = -1
	return opened(t, c, w)
}

func TestGates(t *testing.T) {
	m := model(t)
	p := prompt.New().Ask(pond.Draw("a large red circle on the left"), "output :")
	board, err := probe.Gates(t.Context(), m, p)
	if err != nil {
		t.Fatal(err)
	}
	if len(board.Gates) != 8 {
		t.Fatalf("%d gates, want two for each of 4 layers", len(board.Gates))
	}
	for _, g := range board.Gates {
		want := 0.0
		switch {
		case g.Layer == 1 && g.Kind == "attention":
			want = math.Tanh(0.5)
		case g.Layer == 3 && g.Kind == "feed-forward":
			want = math.Tanh(-1)
		}
		if math.Abs(g.Value-want) > 1e-6 {
			t.Errorf("gate of layer %d, %s is %v, want %v", g.Layer, g.Kind, g.Value, want)
		}
		if (g.Share > 0) != (want != 0) {
			t.Errorf("layer %d, %s with gate %v adds a share of %v", g.Layer, g.Kind, want, g.Share)
		}
	}
	if d := board.Render(); d.Data["image/png"] == nil || !strings.Contains(d.Data["text/plain"].(string), "-0.7616") {
		t.Error("the board does not show itself")
	}
}

func TestGatesFromWeightsAlone(t *testing.T) {
	board, err := probe.Gates(t.Context(), model(t))
	if err != nil {
		t.Fatal(err)
	}
	if g := board.Gates[2]; math.Abs(g.Value-math.Tanh(0.5)) > 1e-6 || !math.IsNaN(g.Share) {
		t.Errorf("without a prompt: value %v, share %v", g.Value, g.Share)
	}
}

func TestEditsShowOnTheBoard(t *testing.T) {
	p := prompt.New().Ask(pond.Draw("a small blue star"), "output :")
	board, err := probe.Gates(t.Context(), model(t).With(flamingo.GateScale(0)), p)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range board.Gates {
		if g.Value != 0 || g.Share != 0 {
			t.Errorf("closed gate: value %v, share %v", g.Value, g.Share)
		}
	}
}
