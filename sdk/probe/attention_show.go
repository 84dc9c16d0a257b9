package probe

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"wade/sdk/display"
	"wade/sdk/figure"
)

// title names the view.
func (a *AttentionMaps) title() string {
	what := "Attention"
	if a.weighted {
		what = "Contribution"
	}
	text := fmt.Sprintf("%s of %s over the picture", what, a.who())
	if a.less {
		text += ", less the usual map"
	}
	return text
}

// who names the chosen tokens.
func (a *AttentionMaps) who() string {
	if len(a.Tokens) == 1 {
		return fmt.Sprintf("%q at position %d", a.Texts[0], a.Tokens[0])
	}
	return fmt.Sprintf("%d tokens (%s)", len(a.Tokens), a.Where)
}

// label names one map.
func (m AttentionMap) label(pictures bool) string {
	text := fmt.Sprintf("layer %d", m.Layer)
	if m.Head >= 0 {
		text += fmt.Sprintf(" · head %d", m.Head)
	}
	if pictures {
		text = fmt.Sprintf("picture %d · ", m.Image) + text
	}
	return text
}

// several tells whether the maps are of more than one picture.
func (a *AttentionMaps) several() bool {
	return slices.ContainsFunc(a.Maps, func(m AttentionMap) bool { return m.Image != a.Maps[0].Image })
}

// Reading says in a sentence where the view is strongest, and how far that is where it looks anyway.
func (a *AttentionMaps) Reading() string {
	if len(a.Maps) == 0 {
		return "No maps."
	}
	best, value := a.Maps[0], math.Inf(-1)
	like, n := 0.0, 0
	for _, m := range a.Maps {
		p := a.shown(m)
		if x := p[p.peak()]; x > value {
			best, value = m, x
		}
		plain := *a
		plain.less = false
		usual := patchMap(m.Usual)
		if a.weighted {
			usual = m.UsualWeighted
		}
		if r := plain.shown(m).like(usual); !math.IsNaN(r) {
			like, n = like+r, n+1
		}
	}
	p := a.shown(best)
	text := fmt.Sprintf("Strongest is %s, at %s with %.3g", best.label(a.several()), p.place(p.peak()), value)
	if n > 0 {
		text += fmt.Sprintf("; the maps correlate %.2f with where the same heads look anyway (mean over %s)", like/float64(n), a.Baseline)
	}
	if a.Gap > 1e-3 {
		text += fmt.Sprintf("; an edit after the values changes what is written, so contributions miss it by %.0f %%", 100*a.Gap)
	}
	return text + "."
}

// Table has a row for each map.
func (a *AttentionMaps) Table() *display.Table {
	t := display.NewTable("picture", "layer", "head", "attention on patches", "contribution", "on the top tenth", "strongest patch", "its value", "like the usual map", "strongest latent")
	t.Caption = a.title()
	for _, m := range a.Maps {
		p := a.shown(m)
		head := "mean"
		if m.Head >= 0 {
			head = fmt.Sprint(m.Head)
		}
		latents := patchMap(m.Latents)
		if a.weighted {
			latents = m.Contribution
		}
		raw, usual := patchMap(m.Patches), patchMap(m.Usual)
		if a.weighted {
			raw, usual = m.Weighted, m.UsualWeighted
		}
		t.Add(m.Image, m.Layer, head, patchMap(m.Patches).sum(), patchMap(m.Contribution).sum(), raw.top(), p.place(p.peak()), p[p.peak()], raw.like(usual), latents.peak())
	}
	return t
}

// String is the reading, then the table.
func (a *AttentionMaps) String() string {
	return a.title() + "\n" + a.Reading() + "\n" + strings.TrimRight(a.Table().String(), "\n")
}

// mostPanels is how many maps a figure shows one by one.
const mostPanels = 96

// Overlay draws the maps of the view over their pictures, a row for each layer and a column for each head, on one scale. When
// they are very many it is the mean over heads.
func (a *AttentionMaps) Overlay() *figure.Overlay {
	v := a
	if len(a.Maps) > mostPanels {
		v = a.Averaged()
	}
	o := figure.NewOverlay(v.title())
	columns := 0
	for _, m := range v.Maps {
		o.Add(m.label(v.several()), v.Pictures[m.Image], v.shown(m).rows())
		if m.Layer == v.Maps[0].Layer && m.Image == v.Maps[0].Image {
			columns++
		}
	}
	if columns == 1 { // one map for each layer: the layers side by side
		for columns < len(v.Maps) && v.Maps[columns].Image == v.Maps[0].Image {
			columns++
		}
	}
	if columns > 0 {
		o.Columns(min(columns, 12))
	}
	if v.less {
		o.Signed()
	}
	return o
}

// Render shows the overlays with reading and origin below.
func (a *AttentionMaps) Render() display.Data { return noted(a, a.Provenance, a.Overlay()) }
