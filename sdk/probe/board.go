package probe

import (
	"fmt"
	"math"
	"strings"

	"wade/sdk/display"
	"wade/sdk/figure"
	"wade/sdk/flamingo"
)

// Effective tells whether the board has effects on a target.
func (b *GateBoard) Effective() bool { return b.Target != flamingo.Target{} }

// Table holds the board, one row for each gate.
func (b *GateBoard) Table() *display.Table {
	columns := []string{"before layer", "branch", "alpha", "gate"}
	if b.Prompted {
		columns = append(columns, "share of residual", "cosine")
	}
	if b.Effective() {
		columns = append(columns, "ablation", "alone", "path")
	}
	t := display.NewTable(columns...)
	t.Caption = "Gates of " + b.Model
	if b.Effective() {
		t.Caption += fmt.Sprintf(", effects on %s in nats", b.Target)
	}
	for _, g := range b.Gates {
		row := []any{g.Layer, g.Kind, fmt.Sprintf("%+.4f", g.Alpha), fmt.Sprintf("%+.4f", g.Value)}
		if b.Prompted {
			row = append(row, fmt.Sprintf("%.1f %%", 100*g.Share), signed(g.Cosine, 2))
		}
		if b.Effective() {
			row = append(row, signed(g.Ablation, 3), signed(g.Sufficiency, 3), signed(g.Path, 3))
		}
		t.Add(row...)
	}
	return t
}

// signed writes a number with its sign, and a dash where there is none.
func signed(v float64, digits int) string {
	if math.IsNaN(v) {
		return "–"
	}
	return fmt.Sprintf("%+.*f", digits, v)
}

// Chart draws the gates by depth.
func (b *GateBoard) Chart() *figure.Bars {
	return b.bars("Gates of "+b.Model+" by depth: tanh(α)", "gate", func(g Gate) float64 { return g.Value })
}

// Charts draws all that was measured by depth, one chart for each: gates, shares, ablation, each gate alone, path.
func (b *GateBoard) Charts() []*figure.Bars {
	all := []*figure.Bars{b.Chart()}
	if b.Prompted {
		all = append(all, b.bars("What the branches add", "share of residual", func(g Gate) float64 { return g.Share }))
	}
	if b.Effective() {
		t := b.Target.String()
		all = append(all,
			b.bars(t+": lost with this gate closed", "nats", func(g Gate) float64 { return g.Ablation }),
			b.bars(t+": won with this gate alone", "nats", func(g Gate) float64 { return g.Sufficiency }),
			b.bars(t+": path, from closed to open", "nats", func(g Gate) float64 { return g.Path }))
	}
	return all
}

// bars has a place for every layer of the language model; those without a gated block stay empty.
func (b *GateBoard) bars(title, label string, get func(Gate) float64) *figure.Bars {
	layers := make([]string, b.Layers)
	values := make([][]float64, len(kinds))
	for l := range layers {
		layers[l] = fmt.Sprint(l)
		if b.Layers <= 8 {
			layers[l] = fmt.Sprint("layer ", l)
		}
		for k := range kinds {
			values[k] = append(values[k], math.NaN())
		}
	}
	for i, g := range b.Gates {
		values[i%len(kinds)][g.Layer] = get(g)
	}
	chart := figure.NewBars(title, label, layers)
	for k := range kinds {
		chart.Add(kinds[k].name, values[k])
	}
	return chart
}

// largest is the gate with the largest number by get.
func (b *GateBoard) largest(get func(Gate) float64) Gate {
	best := b.Gates[0]
	for _, g := range b.Gates {
		if get(g) > get(best) {
			best = g
		}
	}
	return best
}

// Reading says in a sentence or two what the board shows.
func (b *GateBoard) Reading() string {
	if !b.Prompted {
		g := b.largest(func(g Gate) float64 { return math.Abs(g.Value) })
		return fmt.Sprintf("The widest gate is %s (%+.2f); how much passes through it, only a prompt can tell.", g.Name(), g.Value)
	}
	g := b.largest(func(g Gate) float64 { return g.Share })
	s := fmt.Sprintf("%s adds most to the residual stream (%.0f %% of it); after the last layer the gated blocks have moved it by %.0f %%.",
		capital(g.Name()), 100*g.Share, 100*b.Drift[len(b.Drift)-1])
	if g.Share == 0 {
		s = "Nothing passes through the gates."
	}
	if !b.Effective() {
		return s
	}
	rise := b.Open - b.Closed
	if rise == 0 {
		return s + fmt.Sprintf(" %s does not depend on the gates.", b.Target)
	}
	verb, sign := "raises", 1.0
	if rise < 0 {
		verb, sign = "lowers", -1
	}
	path := b.largest(func(g Gate) float64 { return sign * g.Path })
	need := b.largest(func(g Gate) float64 { return sign * g.Ablation })
	alone := b.largest(func(g Gate) float64 { return sign * g.Sufficiency })
	return s + fmt.Sprintf(" Opening all gates %s %s from %.2f to %.2f; on the way most comes through %s (%+.2f). "+
		"Closing one costs most at %s (%+.2f), and the one that does most alone is %s (%+.2f of %+.2f).",
		verb, b.Target, b.Closed, b.Open, path.Name(), path.Path, need.Name(), -need.Ablation, alone.Name(), alone.Sufficiency, rise)
}

// check tells whether the paths add up.
func (b *GateBoard) check() string {
	return fmt.Sprintf("paths sum to %+.4f, off by %+.1g", b.Open-b.Closed+b.Gap(), b.Gap())
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// Render shows the charts, with the reading and where it comes from below, and the table as text.
func (b *GateBoard) Render() display.Data {
	page := figure.NewPage()
	for _, c := range b.Charts() {
		page.Add(c)
	}
	reading := b.Reading()
	if b.Effective() {
		reading += " " + capital(b.check()) + "."
	}
	return rendered(page.Note(reading, b.Provenance.Line()), b.String())
}

// String is the table with the reading below.
func (b *GateBoard) String() string {
	s := strings.TrimRight(b.Table().String(), "\n")
	if b.Prompted {
		s += "\nstream moved, after each layer:"
		for _, d := range b.Drift {
			s += fmt.Sprintf(" %.0f %%", 100*d)
		}
	}
	if b.Effective() {
		s += fmt.Sprintf("\ntarget %.4f open, %.4f closed; %s", b.Open, b.Closed, b.check())
	}
	return s + "\n" + b.Reading()
}
