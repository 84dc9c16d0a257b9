package probe_test

import (
	"math"
	"strings"
	"testing"

	"wade/sdk/backend/reference"
	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/probe"
)

// planting makes a model of which one head, the first of layer 2, looks a fixed number of tokens back and writes what it finds
// into the channels of the words; all other heads attend evenly and write nothing. Positions are angles, so that looking back
// is a turn.
func planting(t testing.TB, back int) *flamingo.Model {
	t.Helper()
	c := flamingo.Pond()
	w, err := c.Init(1)
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range w {
		if strings.HasPrefix(name, "lm.") && !strings.Contains(name, "norm.w") {
			clear(v.F32())
		}
	}
	const head, width = 32, 128
	words, places := w["lm.embed.w"].F32(), w["lm.position.w"].F32()
	for i := range words { // ±1 in the second 32 channels, different for every word
		if ch := i % width; ch >= head && ch < 2*head {
			words[i] = float32(1 - 2*((i/width*(2*ch+1)*2654435761)>>13&1))
		}
	}
	q, k, v, out := w["lm.2.attn.q.w"].F32(), w["lm.2.attn.k.w"].F32(), w["lm.2.attn.v.w"].F32(), w["lm.2.attn.out.w"].F32()
	for j := range head / 2 {
		turn := math.Pi * (float64(j) + 0.5) / (head / 2)
		for p := range len(places) / width {
			places[p*width+2*j], places[p*width+2*j+1] = float32(math.Cos(turn*float64(p))), float32(math.Sin(turn*float64(p)))
		}
		sin, cos := math.Sincos(turn * float64(back))
		a, b := 2*j, 2*j+1
		q[a*width+a], q[a*width+b] = float32(20*cos), float32(20*sin)
		q[b*width+a], q[b*width+b] = float32(-20*sin), float32(20*cos)
		k[a*width+a], k[b*width+b] = 1, 1
	}
	for i := range head {
		v[i*width+head+i], out[(head+i)*width+i] = 1, 1
	}
	tok, err := pond.Tokenizer()
	if err != nil {
		t.Fatal(err)
	}
	m, err := flamingo.Open(t.Context(), flamingo.Source{Config: c, Tokenizer: tok, Tensors: w}, flamingo.Shared(reference.New()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return m
}

func TestInductionFindsThePlantedHead(t *testing.T) {
	const words = 12
	h, err := probe.Induction(t.Context(), planting(t, words-1), probe.InductionOptions{Words: words, Draws: 2})
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Heads) != 16 {
		t.Fatalf("%d heads, want 16", len(h.Heads))
	}
	best := h.Ranked()[0]
	if best.Layer != 2 || best.Head != 0 || best.Prefix < 0.95 || best.Copy < 1 {
		t.Errorf("the planted head is not found: %v", h)
	}
	for _, x := range h.Ranked()[1:] {
		if math.Abs(x.Prefix-h.Chance) > 0.02 || math.Abs(x.Copy) > 1e-3 {
			t.Errorf("head %d.%d attends evenly and writes nothing: %+v, chance %v", x.Layer, x.Head, x, h.Chance)
		}
	}
	if !strings.Contains(h.Reading(), "Head 0 of layer 2") || h.Render().Data["text/html"] == nil || len(h.Table().Rows) != 16 {
		t.Errorf("does not show itself: %s", h.Reading())
	}
	off, err := probe.Induction(t.Context(), planting(t, words-3), probe.InductionOptions{Words: words, Draws: 2})
	if err != nil {
		t.Fatal(err)
	}
	if x := off.Heads[8]; x.Prefix > 0.05 {
		t.Errorf("a head that looks elsewhere has prefix %v", x.Prefix)
	}
}
