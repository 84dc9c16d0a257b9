package figure

import (
	"fmt"
	"math"
	"slices"

	"wade/sdk/display"
)

type curve struct {
	name      string
	x, y      []float64
	low, high []float64 // a band, or nil
	dotted    bool
}

// Lines is a chart of curves. Methods return the chart, so calls chain; a mistake is kept and shown in place of the chart.
type Lines struct {
	title, xLabel, yLabel string
	all                   []curve
	names                 []string // of x = 0, 1, 2, ...
	ranged                bool
	low, high             float64
	err                   error
}

// NewLines starts a chart with a title and the labels of its axes.
func NewLines(title, xLabel, yLabel string) *Lines {
	return &Lines{title: title, xLabel: xLabel, yLabel: yLabel}
}

// Add draws a curve through the points (x[i], y[i]); points whose y is NaN are left out.
func (l *Lines) Add(name string, x, y []float64) *Lines { return l.Band(name, x, y, nil, nil) }

// Band draws a curve with a shaded band from low to high around it, such as the spread over seeds.
func (l *Lines) Band(name string, x, y, low, high []float64) *Lines {
	if len(x) != len(y) {
		l.err = fmt.Errorf("figure: %s: %d x values do not fit %d y values", name, len(x), len(y))
		return l
	}
	if low != nil && (len(low) != len(x) || len(high) != len(x)) {
		l.err = fmt.Errorf("figure: %s: a band of %d low and %d high values does not fit %d points", name, len(low), len(high), len(x))
		return l
	}
	s := curve{name: name}
	for i := range x {
		if !finite(x[i]) || !finite(y[i]) {
			continue
		}
		s.x, s.y = append(s.x, x[i]), append(s.y, y[i])
		if low != nil {
			s.low, s.high = append(s.low, low[i]), append(s.high, high[i])
		}
	}
	l.all = append(l.all, s)
	return l
}

// Level draws a dotted line at y over the whole width: chance, a clean run, a threshold.
func (l *Lines) Level(name string, y float64) *Lines {
	l.all = append(l.all, curve{name: name, y: []float64{y}, dotted: true})
	return l
}

// Names puts texts in place of the numbers 0, 1, 2, ... of the horizontal axis: layers, tokens.
func (l *Lines) Names(names []string) *Lines {
	l.names = names
	return l
}

// Range fixes the vertical axis.
func (l *Lines) Range(low, high float64) *Lines {
	l.ranged, l.low, l.high = true, low, high
	return l
}

func (l *Lines) fault() error { return l.err }

func (l *Lines) axes() (x, y axis) {
	var xs, ys [][]float64
	for _, s := range l.all {
		xs, ys = append(xs, s.x), append(ys, s.y, s.low, s.high)
	}
	low, high, _ := spread(xs)
	if len(l.names) > 0 {
		x = axis{label: l.xLabel, low: -.3, high: float64(len(l.names)) - .7, names: l.names}
		for i := range l.names {
			x.at = append(x.at, float64(i))
		}
	} else {
		x = numeric(l.xLabel, low, high, 8)
	}
	if l.ranged {
		return x, numeric(l.yLabel, l.low, l.high, 6)
	}
	low, high, _ = spread(ys)
	return x, padded(l.yLabel, low, high, 6)
}

var dashes = [][]float64{nil, {6, 3}, {2, 2}, {8, 3, 2, 3}} // where colours begin again

func (l *Lines) scene() *scene {
	x, y := l.axes()
	keys := make([]key, len(l.all))
	for i, c := range l.all {
		keys[i] = key{c.name, func(s *scene, x, y float64) { stroke(s, i, c.dotted, point{x, y}, point{x + 20, y}) }}
	}
	p := newPlane(l.title, l.alt(), x, y, keys)
	for i, c := range l.all {
		if c.low != nil {
			var outline []point
			for k := range c.x {
				outline = append(outline, point{p.px(c.x[k]), p.py(c.high[k])})
			}
			for k := len(c.x) - 1; k >= 0; k-- {
				outline = append(outline, point{p.px(c.x[k]), p.py(c.low[k])})
			}
			f := series(i)
			p.add(part{kind: path, points: outline, closed: true, fill: &f, fade: .18})
		}
	}
	for i, c := range l.all {
		if c.dotted {
			stroke(p.scene, i, true, point{p.left, p.py(c.y[0])}, point{p.right, p.py(c.y[0])})
			continue
		}
		points := make([]point, len(c.x))
		for k := range points {
			points[k] = point{p.px(c.x[k]), p.py(c.y[k])}
		}
		if len(points) > 1 {
			stroke(p.scene, i, false, points...)
		}
		if len(points) <= 40 {
			for _, q := range points {
				glyph(p.scene, i, q.x, q.y, 3)
			}
		}
	}
	l.strips(p)
	return p.scene
}

func stroke(s *scene, i int, dotted bool, points ...point) {
	width, dash := 2.0, dashes[i/len(palette)%len(dashes)]
	if dotted {
		width, dash = 1.5, []float64{2, 3}
	}
	s.line(series(i), width, dash, points...)
}

// strips tell all curves at one place: pointing anywhere in the chart is enough.
func (l *Lines) strips(p *plane) {
	const most = 80
	var xs []float64
	for _, c := range l.all {
		xs = append(xs, c.x...)
	}
	slices.Sort(xs)
	xs = slices.Compact(xs)
	if len(xs) > most {
		thin := make([]float64, most)
		for i := range thin {
			thin[i] = xs[i*(len(xs)-1)/(most-1)]
		}
		xs = thin
	}
	for i, x := range xs {
		from, to := p.left, p.right
		if i > 0 {
			from = (p.px(xs[i-1]) + p.px(x)) / 2
		}
		if i < len(xs)-1 {
			to = (p.px(xs[i+1]) + p.px(x)) / 2
		}
		at := l.xLabel + " " + num(x)
		if k := int(x); len(l.names) > 0 && k >= 0 && k < len(l.names) {
			at = l.names[k]
		}
		lines := []string{at}
		for _, c := range l.all {
			if k := slices.Index(c.x, x); k >= 0 && len(lines) < 14 {
				text := c.name + ": " + num(c.y[k])
				if c.low != nil {
					text += " (" + num(c.low[k]) + " … " + num(c.high[k]) + ")"
				}
				lines = append(lines, text)
			}
		}
		p.hits = append(p.hits, hit{x: from, y: p.top, w: to - from, h: p.bottom - p.top, lines: lines, inside: true, at: p.px(x)})
	}
}

// Table holds the points, one row each.
func (l *Lines) Table() *display.Table {
	t := display.NewTable("curve", l.xLabel, l.yLabel, "low", "high")
	t.Caption = l.title
	for _, s := range l.all {
		if s.dotted {
			t.Add(s.name, "", s.y[0], "", "")
		}
		for i := range s.x {
			if s.low == nil {
				t.Add(s.name, s.x[i], s.y[i], "", "")
			} else {
				t.Add(s.name, s.x[i], s.y[i], s.low[i], s.high[i])
			}
		}
	}
	return t
}

// Render shows the chart as HTML, SVG, PNG and text.
func (l *Lines) Render() display.Data { return rendered(l) }

// HTML is the chart with values under the pointer, in the colours of the page around it.
func (l *Lines) HTML() string { return htmlOf(l) }

// SVG is the chart as a drawing, empty if there is a mistake.
func (l *Lines) SVG() string { return svgOf(l) }

// PNG is the chart as a picture of 108 dots an inch, nil if there is a mistake.
func (l *Lines) PNG() []byte { return pngOf(l) }

// String tells the first and last point of each curve.
func (l *Lines) String() string {
	s := l.title + " (" + l.yLabel + " over " + l.xLabel + ")"
	for _, c := range l.all {
		if c.dotted {
			s += fmt.Sprintf("\n  %s: %.3g", c.name, c.y[0])
		} else if n := len(c.x); n > 0 {
			s += fmt.Sprintf("\n  %s: %.3g at %.4g … %.3g at %.4g", c.name, c.y[0], c.x[0], c.y[n-1], c.x[n-1])
		}
	}
	return s
}

func (l *Lines) alt() string {
	s := "Curves. " + l.title + ": " + l.yLabel + " over " + l.xLabel + "."
	for _, c := range l.all {
		if n := len(c.x); n > 0 {
			low, high := slices.Min(c.y), slices.Max(c.y)
			s += fmt.Sprintf(" %s from %.3g to %.3g, between %.3g and %.3g.", c.name, c.y[0], c.y[n-1], low, high)
		} else if c.dotted {
			s += fmt.Sprintf(" %s at %.3g.", c.name, c.y[0])
		}
	}
	return s
}

// glyph is the mark of a series: shapes differ too, so that colour is never alone.
func glyph(s *scene, i int, x, y, r float64) {
	c := series(i)
	var points []point
	switch i % 4 {
	case 0: // a disc, as a polygon so that both writers agree
		for k := range 16 {
			a := 2 * math.Pi * float64(k) / 16
			points = append(points, point{x + r*math.Cos(a), y + r*math.Sin(a)})
		}
	case 1:
		points = []point{{x - r, y - r}, {x + r, y - r}, {x + r, y + r}, {x - r, y + r}}
	case 2:
		points = []point{{x, y - 1.3*r}, {x + 1.2*r, y + r}, {x - 1.2*r, y + r}}
	case 3:
		points = []point{{x, y - 1.4*r}, {x + 1.4*r, y}, {x, y + 1.4*r}, {x - 1.4*r, y}}
	}
	s.add(part{kind: path, points: points, closed: true, fill: &c, stroke: &paper, width: .8})
}
