package probe

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"wade/sdk/display"
	"wade/sdk/figure"
)

// named is a part in words.
func (p DirectPart) named() string {
	if p.Layer < 0 {
		return p.Kind
	}
	if strings.HasPrefix(p.Kind, "gated") {
		return fmt.Sprintf("%s before layer %d", p.Kind, p.Layer)
	}
	return fmt.Sprintf("%s of layer %d", p.Kind, p.Layer)
}

// Ranked are the parts by what seeing changes in them, the greatest first.
func (b *DirectBoard) Ranked() []DirectPart {
	parts := slices.Clone(b.Parts)
	slices.SortStableFunc(parts, func(p, q DirectPart) int {
		switch x, y := math.Abs(p.Value-p.Blind), math.Abs(q.Value-q.Blind); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return parts
}

// Reading says how far the answer leads, and which parts seeing changed most.
func (b *DirectBoard) Reading() string {
	text := fmt.Sprintf("Behind %q the logit of %q leads that of %q by %+.1f, with %s by %+.1f", b.Behind, b.Answer, b.Against, b.Total, b.Blind, b.BlindTotal)
	var parts []string
	gated := 0.0
	for _, p := range b.Parts {
		if strings.HasPrefix(p.Kind, "gated") {
			gated += p.Value
		}
	}
	for _, p := range b.Ranked()[:min(2, len(b.Parts))] {
		parts = append(parts, fmt.Sprintf("%s (%+.1f)", p.named(), p.Value-p.Blind))
	}
	return fmt.Sprintf("%s; gated branches write %+.1f of that themselves, and seeing changes most the %s.", text, gated, strings.Join(parts, " and the "))
}

// Table has a row for each part and the sum.
func (b *DirectBoard) Table() *display.Table {
	t := display.NewTable("part", "logits", "with "+b.Blind, "change")
	t.Caption = fmt.Sprintf("logit(%s) − logit(%s) behind %q", b.Answer, b.Against, b.Behind)
	row := func(name string, v, blind float64) {
		t.Add(name, fmt.Sprintf("%+.3f", v), fmt.Sprintf("%+.3f", blind), fmt.Sprintf("%+.3f", v-blind))
	}
	for _, p := range b.Parts {
		row(p.named(), p.Value, p.Blind)
	}
	row("sum", b.Total, b.BlindTotal)
	return t
}

// Chart draws by layer what each kind of part writes for the answer.
func (b *DirectBoard) Chart() *figure.Bars {
	layers, kinds := []int{-1}, []string{"gated attention", "gated feed-forward", "attention", "feed-forward", "other"}
	for _, p := range b.Parts {
		if !slices.Contains(layers, p.Layer) {
			layers = append(layers, p.Layer)
		}
	}
	values := make([][]float64, len(kinds))
	for k := range kinds {
		values[k] = make([]float64, len(layers))
		for i := range layers {
			values[k][i] = math.NaN()
		}
	}
	for _, p := range b.Parts {
		k := slices.Index(kinds, p.Kind)
		if k < 0 {
			k = len(kinds) - 1
		}
		v := &values[k][slices.Index(layers, p.Layer)]
		if math.IsNaN(*v) {
			*v = 0
		}
		*v += p.Value
	}
	names := make([]string, len(layers))
	for i, l := range layers {
		if names[i] = fmt.Sprint("layer ", l); l < 0 {
			names[i] = "no layer"
		}
	}
	f := figure.NewBars(fmt.Sprintf("What writes %q rather than %q", b.Answer, b.Against), "logits", names)
	for k, name := range kinds {
		f.Add(name, values[k])
	}
	return f
}

// Page is the chart with the reading.
func (b *DirectBoard) Page() *figure.Page {
	return figure.NewPage(b.Chart()).Note(b.Reading(), b.Provenance.Line())
}

// Render shows the page; its text is String.
func (b *DirectBoard) Render() display.Data {
	return rendered(b.Page(), b.String())
}

// String is the reading and the table.
func (b *DirectBoard) String() string {
	return b.Reading() + "\n" + strings.TrimRight(b.Table().String(), "\n")
}
