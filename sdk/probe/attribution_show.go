package probe

import (
	"fmt"
	"math"
	"strings"

	"wade/sdk/display"
	"wade/sdk/figure"
)

// Reading is what the attribution shows, in a few sentences.
func (a *Attribution) Reading() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s is %.2f, and %.2f with %s at the baseline (%s).", a.Target, a.Value, a.Base, a.Over, a.Baseline)
	switch {
	case a.flat():
		b.WriteString(" That is the same, so there is nothing to attribute: choose another baseline, or a target with Against.")
		return b.String()
	case len(a.Tokens) > 0:
		best := 0
		for i, v := range a.Values {
			if v > a.Values[best] {
				best = i
			}
		}
		fmt.Fprintf(&b, " Most speaks for it at position %d (%s): %+.2f.", best, a.Tokens[best], a.Values[best])
	default:
		picture, row, col, most, positive := 0, 0, 0, math.Inf(-1), 0.0
		for _, m := range a.Maps {
			for r, values := range m.Values {
				for c, v := range values {
					positive += max(0, v)
					if v > most {
						picture, row, col, most = m.Index, r, c, v
					}
				}
			}
		}
		part := fmt.Sprintf("patch at row %d, column %d", row, col)
		if a.Over == "media" {
			part = fmt.Sprintf("latent %d", col)
		}
		fmt.Fprintf(&b, " The %s of picture %d speaks most for it: %+.2f, %.0f %% of all that does.", part, picture, most, 100*most/positive)
	}
	if strings.HasPrefix(a.Method, "integrated") && math.Abs(a.Gap) > 0.05*math.Abs(a.Value-a.Base) {
		fmt.Fprintf(&b, " The attributions sum to %.2f and not to %.2f: take more nodes.", a.Sum, a.Value-a.Base)
	}
	if c := a.Check; c != nil {
		if c.Honest() {
			b.WriteString(" The map holds: taking away what it ranks first")
		} else {
			b.WriteString(" The map is not better than chance in both ways: taking away what it ranks first")
		}
		fmt.Fprintf(&b, " leaves %.2f of the target on average (random %.2f, %.2f to %.2f), putting it back first brings %.2f.", c.DeletionScore, c.RandomScore, c.ScoreLow, c.ScoreUp, c.InsertionScore)
	}
	return b.String()
}

// title names method and baseline.
func (a *Attribution) title() string {
	return fmt.Sprintf("%s: %s over %s from %s", a.Target, a.Method, a.Over, a.Baseline)
}

// Table holds the attributions, one row for each part.
func (a *Attribution) Table() *display.Table {
	if len(a.Tokens) > 0 {
		t := display.NewTable("position", "token", "attribution")
		t.Caption = a.title()
		for i, v := range a.Values {
			t.Add(i, a.Tokens[i], v)
		}
		return t
	}
	t := display.NewTable("picture", "row", "column", "attribution")
	t.Caption = a.title()
	for _, m := range a.Maps {
		for r, row := range m.Values {
			for c, v := range row {
				t.Add(m.Index, r, c, v)
			}
		}
	}
	return t
}

// Chart draws the check: what is left of the target while parts go and come.
func (c *MapCheck) Chart() *figure.Lines {
	return figure.NewLines("Check: parts in the order of the map, and in random orders", "share of the parts", "share of the target").
		Band(fmt.Sprintf("put back, %d random orders", c.Orders), c.Levels, c.Random, c.RandomLow, c.RandomHigh).
		Add("put back, highest first", c.Levels, c.Insertion).
		Add("taken away, highest first", c.Levels, c.Deletion)
}

// Table holds the curves.
func (c *MapCheck) Table() *display.Table {
	t := display.NewTable("share of parts", "taken away", "put back", "random", "5 %", "95 %")
	t.Caption = c.String()
	for i, x := range c.Levels {
		t.Add(x, c.Deletion[i], c.Insertion[i], c.Random[i], c.RandomLow[i], c.RandomHigh[i])
	}
	return t
}

// Render shows the curves.
func (c *MapCheck) Render() display.Data {
	return rendered(c.Chart(), c.String())
}

// String is the reading, the account and the check.
func (a *Attribution) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", a.title(), a.Reading())
	fmt.Fprintf(&b, "value %.4f - baseline %.4f = %.4f; attributions sum to %.4f, gap %+.4f", a.Value, a.Base, a.Value-a.Base, a.Sum, a.Gap)
	if a.Check != nil {
		b.WriteString("\ncheck: " + a.Check.String())
	}
	return b.String()
}

// Render shows the maps over the pictures, or the words in colour, with the check below.
func (a *Attribution) Render() display.Data {
	page := figure.NewPage()
	switch {
	case len(a.Tokens) > 0:
		text := figure.NewText(a.title())
		for i, token := range a.Tokens {
			text.Add(figure.Span{Text: token, Value: a.Values[i]})
		}
		page.Add(text)
	case a.Over == "media":
		var rows []string
		var values [][]float64
		for _, m := range a.Maps {
			rows, values = append(rows, fmt.Sprint("picture ", m.Index)), append(values, m.Values[0])
		}
		cols := make([]string, len(values[0]))
		for i := range cols {
			cols[i] = fmt.Sprint(i)
		}
		page.Add(figure.NewHeat(a.title(), "latent", "", rows, cols, values).Diverging())
	default:
		o := figure.NewOverlay(a.title()).Signed()
		for _, m := range a.Maps {
			o.Add(fmt.Sprint("picture ", m.Index), m.Picture, m.Values)
		}
		page.Add(o)
	}
	if a.Check != nil {
		page.Add(a.Check.Chart())
	}
	gap := fmt.Sprintf("gap %+.3g of %.3g", a.Gap, a.Value-a.Base)
	return rendered(page.Note(a.Reading(), a.Provenance.Line()+" · "+gap), a.String())
}
