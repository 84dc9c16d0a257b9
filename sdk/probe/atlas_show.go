package probe

import (
	"fmt"
	"math"
	"strings"

	"wade/sdk/display"
	"wade/sdk/figure"
)

// Reading says in a sentence which latent costs most, and whether latents stand in for one another.
func (a *LatentAtlas) Reading() string {
	best, sum, varies := a.Latents[0], 0.0, 0.0
	for _, l := range a.Latents {
		if l.Cost > best.Cost {
			best = l
		}
		sum += l.Cost
		varies += l.Varies / float64(len(a.Latents))
	}
	p := patchMap(best.Patches)
	return fmt.Sprintf("Latent %d costs most, %.2f ± %.2f nats of the right answer over %d prompts, and looks most at %s; one at a time the %d sum to %.2f nats, "+
		"taken away at once they cost %.2f ± %.2f. From picture to picture the map of a latent changes by %.0f %% of its weight.",
		best.Index, best.Cost, best.Error, a.Prompts, p.place(p.peak()), len(a.Latents), sum, a.Together, a.Error, 100*varies)
}

// Table has a row for each latent.
func (a *LatentAtlas) Table() *display.Table {
	t := display.NewTable("latent", "strongest patch", "on the top tenth", "varies", "attention", "read most by", "cost, nats", "±")
	t.Caption = fmt.Sprintf("Latents over %d pictures and %d prompts", a.Pictures, a.Prompts)
	for _, l := range a.Latents {
		p := patchMap(l.Patches)
		var readers []string
		for _, r := range l.Readers {
			readers = append(readers, fmt.Sprintf("%s %.2f", r.Word, r.Attention))
		}
		t.Add(l.Index, p.place(p.peak()), p.top(), l.Varies, l.Attention, strings.Join(readers, ", "), l.Cost, l.Error)
	}
	return t
}

// String is the reading, then the table.
func (a *LatentAtlas) String() string {
	return a.Reading() + "\n" + strings.TrimRight(a.Table().String(), "\n")
}

// Overlay draws the mean map of each latent over the mean of all pictures, on one scale, with its cost.
func (a *LatentAtlas) Overlay() *figure.Overlay {
	o := figure.NewOverlay(fmt.Sprintf("Latents: mean map over %d pictures, cost in nats", a.Pictures)).Columns(min(8, len(a.Latents)))
	for _, l := range a.Latents {
		o.Add(fmt.Sprintf("%d: %.2f", l.Index, math.Round(100*l.Cost)/100+0), a.Mean, patchMap(l.Patches).rows())
	}
	return o
}

// Render shows the maps, then the table, with reading and origin below.
func (a *LatentAtlas) Render() display.Data { return noted(a, a.Provenance, a.Overlay(), a.Table()) }
