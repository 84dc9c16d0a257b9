package figure

import (
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot/palette/brewer"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"

	"wade/sdk/display"
)

// Heat shows a matrix as coloured cells, light for small and dark for large; NaN stays grey.
type Heat struct {
	title, xLabel, yLabel string
	rows, cols            []string
	values                [][]float64
	err                   error
}

// NewHeat makes a chart of values[row][column] with a name for each row, from the top, and column.
func NewHeat(title, xLabel, yLabel string, rows, cols []string, values [][]float64) *Heat {
	h := &Heat{title: title, xLabel: xLabel, yLabel: yLabel, rows: rows, cols: cols, values: values}
	if len(values) != len(rows) || len(rows) == 0 || len(cols) == 0 {
		h.err = fmt.Errorf("figure: %d rows of values for %d row names and %d column names", len(values), len(rows), len(cols))
	}
	for i, v := range values {
		if len(v) != len(cols) {
			h.err = fmt.Errorf("figure: row %d has %d values for %d columns", i, len(v), len(cols))
		}
	}
	return h
}

// grid turns the rows over, since the vertical axis of a plot grows upwards.
type grid struct{ h *Heat }

func (g grid) Dims() (int, int)   { return len(g.h.cols), len(g.h.rows) }
func (g grid) X(c int) float64    { return float64(c) }
func (g grid) Y(r int) float64    { return float64(r) }
func (g grid) Z(c, r int) float64 { return g.h.values[len(g.h.rows)-1-r][c] }

func (h *Heat) draw() (string, []byte, error) {
	if h.err != nil {
		return "", nil, h.err
	}
	p := base(h.title, h.xLabel, h.yLabel)
	low, high := math.Inf(1), math.Inf(-1)
	for _, row := range h.values {
		for _, v := range row {
			if !math.IsNaN(v) {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	if !(low < high) {
		low, high = 0, 1
	}
	blues, err := brewer.GetPalette(brewer.TypeSequential, "Blues", 9)
	if err != nil {
		return "", nil, fmt.Errorf("figure: %w", err)
	}
	m := plotter.NewHeatMap(grid{h}, blues)
	m.Min, m.Max, m.NaN = low, high, color.Gray{200}
	p.Add(m)
	names := make([]string, len(h.rows))
	for i, r := range h.rows {
		names[len(names)-1-i] = r
	}
	p.NominalX(h.cols...)
	p.NominalY(names...)
	height := max(1.6*vg.Inch, vg.Length(len(h.rows))*0.3*vg.Inch+vg.Inch)
	return drawn(p, defaultWidth, min(height, 12*vg.Inch), nil)
}

// Table holds the matrix.
func (h *Heat) Table() *display.Table {
	t := display.NewTable(append([]string{h.yLabel}, h.cols...)...)
	t.Caption = h.title
	for i, r := range h.rows {
		row := []any{r}
		for _, v := range h.values[i] {
			row = append(row, v)
		}
		t.Add(row...)
	}
	return t
}

// Render shows the chart as SVG, PNG and text.
func (h *Heat) Render() display.Data {
	if h.err != nil {
		return display.String(h.err.Error())
	}
	return rendered(h.draw, h.String())
}

// SVG is the chart as a drawing, empty if there is a mistake.
func (h *Heat) SVG() string { s, _, _ := h.draw(); return s }

// PNG is the chart as a picture of 144 dots an inch, nil if there is a mistake.
func (h *Heat) PNG() []byte { _, b, _ := h.draw(); return b }

// String is the table.
func (h *Heat) String() string { return h.Table().String() }
