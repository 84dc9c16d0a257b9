package figure

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"

	"wade/sdk/display"
)

// Bars compares groups: one cluster of bars for each category, one bar in it for each series.
type Bars struct {
	title, yLabel string
	categories    []string
	names         []string
	values        [][]float64
	ranged        bool
	low, high     float64
	err           error
}

// NewBars starts a chart with the categories of its horizontal axis.
func NewBars(title, yLabel string, categories []string) *Bars {
	return &Bars{title: title, yLabel: yLabel, categories: categories}
}

// Add draws a bar for each category.
func (b *Bars) Add(name string, values []float64) *Bars {
	if len(values) != len(b.categories) {
		b.err = fmt.Errorf("figure: %s: %d values for %d categories", name, len(values), len(b.categories))
		return b
	}
	b.names, b.values = append(b.names, name), append(b.values, values)
	return b
}

// Range fixes the vertical axis.
func (b *Bars) Range(low, high float64) *Bars {
	b.ranged, b.low, b.high = true, low, high
	return b
}

func (b *Bars) draw() (string, []byte, error) {
	if b.err != nil {
		return "", nil, b.err
	}
	p := base(b.title, "", b.yLabel)
	grid := plotter.NewGrid()
	grid.Vertical.Width = 0
	p.Add(grid)
	legend := plot.NewLegend()
	legend.TextStyle, legend.Top, legend.Left = p.Legend.TextStyle, true, true
	n := max(1, len(b.values)*len(b.categories))
	width := min(vg.Points(28), vg.Points(300/float64(n)))
	for i, v := range b.values {
		bar, err := plotter.NewBarChart(plotter.Values(v), width)
		if err != nil {
			return "", nil, fmt.Errorf("figure: %w", err)
		}
		bar.Color, bar.LineStyle.Color = colour(i), color.White
		bar.LineStyle.Width = vg.Points(0.5)
		bar.Offset = width * vg.Length(float64(i)-float64(len(b.values)-1)/2)
		p.Add(bar)
		legend.Add(b.names[i], bar)
	}
	p.NominalX(b.categories...)
	p.X.Min, p.X.Max = -0.6, float64(len(b.categories))-0.4
	if b.ranged {
		p.Y.Min, p.Y.Max = b.low, b.high
	}
	if len(b.values) < 2 {
		return drawn(p, defaultWidth, defaultHeight, nil)
	}
	return drawn(p, defaultWidth+vg.Inch, defaultHeight, &legend)
}

// Table holds the values, one row for each category.
func (b *Bars) Table() *display.Table {
	t := display.NewTable(append([]string{""}, b.names...)...)
	t.Caption = b.title
	for i, c := range b.categories {
		row := []any{c}
		for _, v := range b.values {
			row = append(row, v[i])
		}
		t.Add(row...)
	}
	return t
}

// Render shows the chart as SVG, PNG and text.
func (b *Bars) Render() display.Data { return rendered(b.draw, b.String()) }

// SVG is the chart as a drawing, empty if there is a mistake.
func (b *Bars) SVG() string { s, _, _ := b.draw(); return s }

// PNG is the chart as a picture of 144 dots an inch, nil if there is a mistake.
func (b *Bars) PNG() []byte { _, p, _ := b.draw(); return p }

// String is the table.
func (b *Bars) String() string { return b.Table().String() }
