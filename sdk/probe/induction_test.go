package probe_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat"

	"wade/sdk/flamingo"
	"wade/sdk/probe"
	"wade/sdk/prompt"
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
	return opened(t, c, w)
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

// other is a small model of another family: rotary or ALiBi positions, RMS norms, an output layer of its own, a gated block before every
// second layer, no token that opens a prompt.
func other(t testing.TB, position flamingo.Position) *flamingo.Model {
	t.Helper()
	c := flamingo.Pond()
	c.Name, c.Gated.First, c.Gated.Every, c.Tokens.Begin = string(position), 1, 2, ""
	c.LM.Tied, c.LM.Position, c.LM.Heads = false, position, 2
	c.LM.Norm = flamingo.Norm{Kind: flamingo.RMSNorm, Eps: 1e-5}
	if position == flamingo.Rotary {
		c.LM.Rotary, c.LM.GLU = flamingo.RotaryConfig{Base: 10000, Width: 32}, true
	}
	w, err := c.Init(3)
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range w {
		if strings.HasSuffix(name, "alpha") {
			v.F32()[0] = 0.7
		}
	}
	return opened(t, c, w)
}

func TestFewShotInstrumentsOnOtherModels(t *testing.T) {
	for _, position := range []flamingo.Position{flamingo.Rotary, flamingo.ALiBi} {
		m := other(t, position)
		prompts, answers := exam(t, "colour", 2, 2)
		l := ledger(t, m, prompts[0], answers[0], probe.LedgerOptions{Picture: probe.Mean, Shapley: true})
		if math.Abs(l.Shots[0].Shapley+l.Shots[1].Shapley-l.LogP+l.Bare) > 1e-4 || l.Shots[0].Seen == 0 || l.Shots[0].Closed == 0 {
			t.Errorf("%s: %v", position, l)
		}
		for name, run := range map[string]func() error{
			"Flip": func() error {
				_, err := probe.Flip(t.Context(), m, prompts, answers, probe.FlipOptions{Seeds: 1})
				return err
			},
			"Positions": func() error { _, err := probe.Positions(t.Context(), m, prompts, answers); return err },
			"Quadrants": func() error { _, err := probe.Quadrants(t.Context(), m, prompts); return err },
			"Copying":   func() error { _, err := probe.Copying(t.Context(), m, prompts); return err },
			"Induction": func() error {
				h, err := probe.Induction(t.Context(), m)
				if err == nil && len(h.Heads) != 8 {
					t.Errorf("%d heads, want 8", len(h.Heads))
				}
				return err
			},
		} {
			if err := run(); err != nil {
				t.Errorf("%s: %s: %v", position, name, err)
			}
		}
	}
}

// With the scale of the last norm held, logits are linear in the residual stream. After the attention of the last layer, with its feed-forward
// silenced, nothing else is changed by a head, so that silencing the head too must change a logit by just what it copies.
func TestCopyingIsWhatTheHeadWrites(t *testing.T) {
	for _, m := range []*flamingo.Model{model(t), other(t, flamingo.ALiBi)} {
		c := m.Config()
		last := c.LM.Layers - 1
		m = m.With(flamingo.Zero(fmt.Sprintf("lm.%d.ffw.out", last), prompt.Where{}))
		const words = 8
		h, err := probe.Induction(t.Context(), m, probe.InductionOptions{Words: words, Draws: 1, Seed: 5})
		if err != nil {
			t.Fatal(err)
		}
		p := prompt.New().Text(h.Text)
		for head := range c.LM.Heads {
			silent := m.With(flamingo.Zero(fmt.Sprintf("lm.%d.attn.mix", last), prompt.Where{}).Head(c, head))
			full, full1 := centred(t, m, p, last), centred(t, silent, p, last)
			want := 0.0
			n := len(full.ids)
			for i := range words - 1 {
				at, followed := n-words+i, n-2*words+i+1
				id := full.ids[followed]
				want += (full.logits[at][id]*full.scale[at] - full1.logits[at][id]*full1.scale[at]) / full.scale[at] / (words - 1)
			}
			if got := h.Heads[last*c.LM.Heads+head].Copy; math.Abs(got-want) > 1e-4*max(1, math.Abs(want)) || want == 0 {
				t.Errorf("%s, head %d: copying %v, silencing changes %v", c.Name, head, got, want)
			}
		}
	}
}

type reads struct {
	ids    []int32
	logits [][]float64 // less their mean
	scale  []float64   // of the last norm
}

func centred(t *testing.T, m *flamingo.Model, p *prompt.Prompt, last int) reads {
	t.Helper()
	resid := fmt.Sprintf("lm.%d.resid", last)
	trace, err := m.Forward(t.Context(), p, "logits", resid)
	if err != nil {
		t.Fatal(err)
	}
	rows := func(name string) [][]float64 {
		v, err := trace.At(name)
		if err != nil {
			t.Fatal(err)
		}
		cols := v.Shape()[1]
		out := make([][]float64, v.Shape()[0])
		for i, x := range v.ToF32() {
			out[i/cols] = append(out[i/cols], float64(x))
		}
		return out
	}
	r := reads{ids: trace.Encoded.IDs(), logits: rows("logits")}
	for _, row := range r.logits {
		mean := stat.Mean(row, nil)
		for i := range row {
			row[i] -= mean
		}
	}
	norm := m.Config().LM.Norm
	for _, row := range rows(resid) {
		square := 0.0
		for _, x := range row {
			square += x * x / float64(len(row))
		}
		if norm.Kind == flamingo.LayerNorm {
			square -= math.Pow(stat.Mean(row, nil), 2)
		}
		r.scale = append(r.scale, math.Sqrt(square+float64(norm.Eps)))
	}
	return r
}
