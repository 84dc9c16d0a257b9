package probe

import (
	"cmp"
	"context"
	"math"
	"slices"

	"wade/sdk/figure"
	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// DialWord is how likely one word is as the first of the answer, at each turn of a dial. NaN: not among the likeliest there,
// and no word that can be asked for by its text.
type DialWord struct {
	Text string
	P    []float64
}

const dialTop = 5 // words that are followed

// follow measures the words that are likeliest anywhere.
func (d *GateDial) follow(ctx context.Context, m *flamingo.Model, p *prompt.Prompt) error {
	most := map[int32]flamingo.Choice{}
	for _, t := range d.Turns {
		for _, c := range t.first() {
			if c.P > most[c.ID].P {
				most[c.ID] = c
			}
		}
	}
	var words []flamingo.Choice
	for _, c := range most {
		words = append(words, c)
	}
	slices.SortFunc(words, func(a, b flamingo.Choice) int {
		return cmp.Or(cmp.Compare(b.P, a.P), cmp.Compare(a.ID, b.ID))
	})
	for _, c := range words[:min(len(words), dialTop)] {
		w := DialWord{Text: c.Text}
		if ids, err := m.Tokenizer().Encode(c.Text); err == nil && slices.Equal(ids, []int32{c.ID}) {
			runs := make([]flamingo.Run, len(d.Turns))
			for i, t := range d.Turns {
				runs[i] = flamingo.Run{Prompt: p, Edits: d.turned(d.Gates, float32(t.Scale))}
			}
			logs, err := m.Measure(ctx, runs, flamingo.Target{Answer: c.Text})
			if err != nil {
				return err
			}
			for _, l := range logs {
				w.P = append(w.P, math.Exp(l))
			}
		} else {
			for _, t := range d.Turns {
				w.P = append(w.P, among(t.first(), c.ID))
			}
		}
		d.Words = append(d.Words, w)
	}
	return nil
}

// among is the probability of a token in a list, or NaN.
func among(top []flamingo.Choice, id int32) float64 {
	for _, c := range top {
		if c.ID == id {
			return float64(c.P)
		}
	}
	return math.NaN()
}

// Chart draws the probability of the first words over the scale.
func (d *GateDial) Chart() *figure.Lines {
	chart := figure.NewLines("The first word while turning "+d.name(), "scale of the gates", "probability").Range(0, 1)
	x := make([]float64, len(d.Turns))
	for i, t := range d.Turns {
		x[i] = t.Scale
	}
	for _, w := range d.Words {
		chart.Add(w.Text, x, w.P)
	}
	return chart
}
