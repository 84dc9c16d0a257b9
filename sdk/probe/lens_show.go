package probe

import (
	"fmt"
	"math"
	"strings"

	"wade/sdk/display"
	"wade/sdk/figure"
)

// placed is a place in words.
func placed(tap string) string {
	parts := strings.Split(tap, ".")
	switch {
	case tap == "lm.embed":
		return "embedding"
	case parts[0] == "gated":
		return "gates before layer " + parts[1]
	}
	return "layer " + parts[1]
}

// Reading says where at the deciding position the pictures turn what is said.
func (g *LensGrid) Reading() string {
	c := g.Columns[g.Deciding]
	last := g.Cells[len(g.Cells)-1][g.Deciding]
	said := last.Top[0].Text
	after := func(place int) string { return "after " + placed(g.Places[place]) }
	switch {
	case c.First < 0:
		return fmt.Sprintf("Behind %q the pictures change at no depth what is likeliest: %q leads from %s on, with %s too.", c.Text, said, placed(g.Places[c.Leads]), g.Blind)
	case c.Turned < 0:
		return fmt.Sprintf("Behind %q the pictures change what is likeliest %s, but at the end it is %q, as with %s.", c.Text, after(c.First), said, g.Blind)
	}
	return fmt.Sprintf("Behind %q the pictures change what is likeliest for good %s; %q leads %s, where with %s it would be %q.", c.Text, after(c.Turned), said, after(c.Leads), g.Blind, g.Cells[c.Leads][g.Deciding].Blind[0].Text)
}

// Table has a row for each place and position.
func (g *LensGrid) Table() *display.Table {
	t := display.NewTable("after", "position", "token", "next", "log p", "log p with "+g.Blind, "gain", "likeliest", "likeliest with "+g.Blind)
	t.Caption = "What the residual stream says at each depth"
	for p, row := range g.Cells {
		for i, cell := range row {
			c := g.Columns[i]
			t.Add(placed(g.Places[p]), c.Position, c.Text, c.Next, number("%.3f", cell.LogP), number("%.3f", cell.BlindLogP), number("%+.2f", cell.Gain), list(cell.Top), list(cell.Blind))
		}
	}
	return t
}

// Heat is a map of depth, the end on top, and position with the likeliest token in each cell; where seeing changes it, the
// token without seeing follows after a stroke. Colours are the gain of the token by the pictures.
func (g *LensGrid) Heat() *figure.Heat {
	n := len(g.Places)
	rows, cols := make([]string, n), make([]string, len(g.Columns))
	values, cells, hover := make([][]float64, n), make([][]string, n), make([][]string, n)
	for i, c := range g.Columns {
		cols[i] = c.Text
	}
	for r := range n {
		p := n - 1 - r
		rows[r] = placed(g.Places[p])
		for i, cell := range g.Cells[p] {
			text := cell.Top[0].Text
			if cell.differs() {
				text += "/" + cell.Blind[0].Text
			}
			lines := []string{"as it is: " + list(cell.Top), "with " + g.Blind + ": " + list(cell.Blind)}
			if next := g.Columns[i].Next; next != "" {
				lines = append(lines, fmt.Sprintf("%q follows: %s, with %s %s", next, percent(math.Exp(cell.LogP)), g.Blind, percent(math.Exp(cell.BlindLogP))))
			}
			values[r], cells[r], hover[r] = append(values[r], cell.Gain), append(cells[r], text), append(hover[r], strings.Join(lines, "\n"))
		}
	}
	return figure.NewHeat("What would come next, read at each depth (coloured: nats by which the pictures raise it)", "token", "", rows, cols, values).
		Diverging().Cells(cells).Hover(hover)
}

// Chart follows the deciding position through the depth: probability of the token that comes and of the habit's, with the pictures and
// without.
func (g *LensGrid) Chart() *figure.Lines { return g.ChartAt(g.Deciding) }

// ChartAt is Chart for another column, an index of Columns.
func (g *LensGrid) ChartAt(column int) *figure.Lines {
	if column < 0 || column >= len(g.Columns) {
		return figure.NewLines(fmt.Sprintf("Column %d of %d", column, len(g.Columns)), "", "")
	}
	c := g.Columns[column]
	names := make([]string, len(g.Places))
	x, y := make([]float64, len(g.Places)), make([][]float64, 4)
	for p := range g.Places {
		names[p], x[p] = strings.Replace(placed(g.Places[p]), "gates before layer ", "gates ", 1), float64(p)
		cell := g.Cells[p][column]
		for k, v := range []float64{cell.LogP, cell.HabitLogP, cell.BlindLogP, cell.BlindHabit} {
			y[k] = append(y[k], math.Exp(v))
		}
	}
	f := figure.NewLines(fmt.Sprintf("What comes after %q, through the depth", c.Text), "read after", "probability").Range(0, 1).Names(names)
	if c.Next != "" {
		f.Add(c.Next, x, y[0])
	}
	f.Add(c.Habit, x, y[1])
	if c.Next != "" {
		f.Add(c.Next+", "+g.Blind, x, y[2])
	}
	return f.Add(c.Habit+", "+g.Blind, x, y[3])
}

// Page is the map and the chart with the reading.
func (g *LensGrid) Page() *figure.Page {
	return figure.NewPage(g.Heat(), g.Chart()).Note(g.Reading(), g.Provenance.Line())
}

// Render shows the page; its text is String.
func (g *LensGrid) Render() display.Data {
	return rendered(g.Page(), g.String())
}

// String is the reading, then a line for each place at the deciding position, from the embedding to the end.
func (g *LensGrid) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", g.Reading())
	for p, row := range g.Cells {
		cell := row[g.Deciding]
		mark := " "
		if cell.differs() {
			mark = "*"
		}
		fmt.Fprintf(&b, "%s %-21s %-10s %6s, with %s %-10s %6s\n", mark, placed(g.Places[p]), cell.Top[0].Text, percent(float64(cell.Top[0].P)), g.Blind, cell.Blind[0].Text, percent(float64(cell.Blind[0].P)))
	}
	b.WriteString("  * another token than without seeing; the table has all positions")
	return b.String()
}
