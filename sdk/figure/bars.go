package figure

import (
	"fmt"

	"wade/sdk/display"
)

// Bars compares groups: one cluster of bars for each category, one bar in it for each series. Bars start at zero, also
// down; NaN draws none, so a category without value keeps its place.
type Bars struct {
	title, yLabel string
	categories    []string
	names         []string
	values        [][]float64
	low, high     [][]float64 // intervals, nil where there is none
	ranged        bool
	from, to      float64
	err           error
}

// NewBars starts a chart with the categories of its horizontal axis.
func NewBars(title, yLabel string, categories []string) *Bars {
	return &Bars{title: title, yLabel: yLabel, categories: categories}
}

// Add draws a bar for each category.
func (b *Bars) Add(name string, values []float64) *Bars { return b.Band(name, values, nil, nil) }

// Band draws a bar for each category with an interval from low to high, such as one of confidence.
func (b *Bars) Band(name string, values, low, high []float64) *Bars {
	if len(values) != len(b.categories) {
		b.err = fmt.Errorf("figure: %s: %d values for %d categories", name, len(values), len(b.categories))
		return b
	}
	if low != nil && (len(low) != len(values) || len(high) != len(values)) {
		b.err = fmt.Errorf("figure: %s: intervals of %d low and %d high values for %d categories", name, len(low), len(high), len(values))
		return b
	}
	b.names, b.values = append(b.names, name), append(b.values, values)
	b.low, b.high = append(b.low, low), append(b.high, high)
	return b
}

// Range fixes the vertical axis.
func (b *Bars) Range(low, high float64) *Bars {
	b.ranged, b.from, b.to = true, low, high
	return b
}

func (b *Bars) fault() error { return b.err }

func (b *Bars) scene() *scene {
	x := axis{low: -.6, high: float64(len(b.categories)) - .4, names: b.categories}
	for i := range b.categories {
		x.at = append(x.at, float64(i))
	}
	low, high, _ := spread(append(append([][]float64{{0}}, b.values...), append(b.low, b.high...)...))
	y := padded(b.yLabel, low, high, 6)
	if b.ranged {
		y = numeric(b.yLabel, b.from, b.to, 6)
	}
	keys := make([]key, len(b.names))
	for i, n := range b.names {
		keys[i] = key{n, func(s *scene, x, y float64) { s.box(x+4, y-5, 12, 10, series(i), 1) }}
	}
	p := newPlane(b.title, b.alt(), x, y, keys)
	slot := p.px(1) - p.px(0)
	width := min(34, slot*.8/float64(max(1, len(b.values))))
	zero := p.py(0)
	for i, values := range b.values {
		for k, v := range values {
			if !finite(v) {
				continue
			}
			left := p.px(float64(k)) + width*(float64(i)-float64(len(b.values))/2)
			end := p.py(v)
			p.box(left+.5, min(zero, end), max(width-1, .5), max(zero-end, end-zero), series(i), 1)
			text := b.names[i] + ": " + num(v)
			if b.low[i] != nil {
				from, to := p.py(b.low[i][k]), p.py(b.high[i][k])
				mid, arm := left+width/2, min(4, width/4)
				p.line(ink, 1.2, nil, point{mid, from}, point{mid, to})
				p.line(ink, 1.2, nil, point{mid - arm, from}, point{mid + arm, from})
				p.line(ink, 1.2, nil, point{mid - arm, to}, point{mid + arm, to})
				text += " (" + num(b.low[i][k]) + " … " + num(b.high[i][k]) + ")"
			}
			if len(p.hits) < 400 {
				p.hits = append(p.hits, hit{x: left, y: min(zero, end) - 3, w: width, h: max(zero-end, end-zero) + 6, lines: []string{b.categories[k], text}})
			}
		}
	}
	return p.scene
}

// Table holds the values, one row for each category.
func (b *Bars) Table() *display.Table {
	head := []string{""}
	for i, n := range b.names {
		head = append(head, n)
		if b.low[i] != nil {
			head = append(head, n+", low", n+", high")
		}
	}
	t := display.NewTable(head...)
	t.Caption = b.title
	for i, c := range b.categories {
		row := []any{c}
		for k, v := range b.values {
			row = append(row, v[i])
			if b.low[k] != nil {
				row = append(row, b.low[k][i], b.high[k][i])
			}
		}
		t.Add(row...)
	}
	return t
}

// Render shows the chart as HTML, SVG, PNG and text.
func (b *Bars) Render() display.Data { return rendered(b) }

// HTML is the chart with values under the pointer, in the colours of the page around it.
func (b *Bars) HTML() string { return htmlOf(b) }

// SVG is the chart as a drawing, empty if there is a mistake.
func (b *Bars) SVG() string { return svgOf(b) }

// PNG is the chart as a picture of 108 dots an inch, nil if there is a mistake.
func (b *Bars) PNG() []byte { return pngOf(b) }

// String is the table.
func (b *Bars) String() string { return b.Table().String() }

func (b *Bars) alt() string {
	s := "Bars. " + b.title + ", " + b.yLabel + "."
	for i, n := range b.names {
		low, high, at, to := 0.0, 0.0, "", ""
		for k, v := range b.values[i] {
			if finite(v) && (at == "" || v < low) {
				low, at = v, b.categories[k]
			}
			if finite(v) && (to == "" || v > high) {
				high, to = v, b.categories[k]
			}
		}
		if at != "" {
			s += fmt.Sprintf(" %s: lowest %.3g at %s, highest %.3g at %s.", n, low, at, high, to)
		}
	}
	return s
}
