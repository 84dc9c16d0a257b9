package recipe

import (
	"fmt"
	"math"
	"strings"

	"wade/sdk/display"
	"wade/sdk/figure"
)

// GateHistory is every gate of a few-shot run over its steps (Flamingo, figure 6, which has absolute values).
type GateHistory struct {
	Run   string
	Steps []int
	Gates []GateCurve
}

// GateCurve is one gate after each of the steps; NaN where it was not recorded.
type GateCurve struct {
	Name   string // "3 attention"
	Values []float64
}

// last is where the gate ended.
func (g GateCurve) last() float64 { return g.Values[len(g.Values)-1] }

// GateHistory reads the gates of a few-shot run from its record. A run without tanh gates has none.
func (r *RunRecord) GateHistory(c *Record) *GateHistory {
	h := &GateHistory{Run: r.Name}
	for _, p := range r.Curve {
		h.Steps = append(h.Steps, p.Step)
	}
	for _, name := range Gates(c.Config) {
		g := GateCurve{Name: gateLabel(name)}
		known := false
		for _, p := range r.Curve {
			v, ok := p.Watch[name]
			if !ok {
				v = math.NaN()
			}
			known = known || ok
			g.Values = append(g.Values, v)
		}
		if known {
			h.Gates = append(h.Gates, g)
		}
	}
	return h
}

// Chart draws a curve for each gate.
func (h *GateHistory) Chart() *figure.Lines {
	chart := figure.NewLines("Gates while they open: "+h.Run, "step", "tanh(α)")
	x := make([]float64, len(h.Steps))
	for i, s := range h.Steps {
		x[i] = float64(s)
	}
	for _, g := range h.Gates {
		chart.Add(g.Name, x, g.Values)
	}
	return chart
}

// Table has a row for each gate: where it was at a quarter, half and three quarters of the steps and at the end, how far it
// ever was from 0, and whether it changed its sign.
func (h *GateHistory) Table() *display.Table {
	n := len(h.Steps)
	columns := []string{"before layer"}
	var at []int
	for k := 1; k <= 4 && n > 0; k++ {
		at = append(at, (n-1)*k/4)
		columns = append(columns, fmt.Sprint("step ", h.Steps[(n-1)*k/4]))
	}
	t := display.NewTable(append(columns, "farthest", "crossed 0")...)
	t.Caption = "Gates of " + h.Run + " in training"
	for _, g := range h.Gates {
		row := []any{g.Name}
		for _, i := range at {
			row = append(row, fmt.Sprintf("%+.4f", g.Values[i]))
		}
		far, crossed := g.extent()
		yes := ""
		if crossed {
			yes = "yes"
		}
		t.Add(append(row, fmt.Sprintf("%+.4f", far), yes)...)
	}
	return t
}

// extent is the value farthest from 0, and whether a gate had been on the other side before.
func (g GateCurve) extent() (far float64, crossed bool) {
	low, high := 0.0, 0.0
	for _, v := range g.Values {
		if math.Abs(v) > math.Abs(far) {
			far = v
		}
		low, high = min(low, orZero(v)), max(high, orZero(v))
	}
	return far, low < -0.01 && high > 0.01
}

func orZero(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}

// Reading says which gates opened furthest and how soon.
func (h *GateHistory) Reading() string {
	if len(h.Gates) == 0 {
		return "The run has no gates that move."
	}
	widest, least := h.Gates[0], h.Gates[0]
	for _, g := range h.Gates {
		if math.Abs(g.last()) > math.Abs(widest.last()) {
			widest = g
		}
		if math.Abs(g.last()) < math.Abs(least.last()) {
			least = g
		}
	}
	half := h.Steps[len(h.Steps)-1]
	for i, v := range widest.Values {
		if math.Abs(v) >= math.Abs(widest.last())/2 {
			half = h.Steps[i]
			break
		}
	}
	return fmt.Sprintf("All gates start at 0. After %d steps the widest is that of %s (%+.3f, half of it by step %d), the narrowest that of %s (%+.3f).",
		h.Steps[len(h.Steps)-1], widest.Name, widest.last(), half, least.Name, least.last())
}

// Render shows the curves with the reading below, and the table as text.
func (h *GateHistory) Render() display.Data {
	d := figure.NewPage(h.Chart()).Note(h.Reading(), "").Render()
	d.Data[display.MIMEText] = h.String()
	return d
}

// String is the table with the reading below.
func (h *GateHistory) String() string {
	return strings.TrimRight(h.Table().String(), "\n") + "\n" + h.Reading()
}
