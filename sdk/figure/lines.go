package figure

import (
	"fmt"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"wade/sdk/display"
)

type series struct {
	name       string
	x, y       []float64
	low, high  []float64 // a band, or nil
	continuous bool      // many points: no marks
}

// Lines is a chart of curves. Methods return the chart, so calls chain; a mistake is kept and shown in place of the chart.
type Lines struct {
	title, xLabel, yLabel string
	all                   []series
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
	s := series{name: name, continuous: len(x) > 40}
	for i := range x {
		if math.IsNaN(x[i]) || math.IsNaN(y[i]) || math.IsInf(x[i], 0) || math.IsInf(y[i], 0) {
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

// Range fixes the vertical axis.
func (l *Lines) Range(low, high float64) *Lines {
	l.ranged, l.low, l.high = true, low, high
	return l
}

func (l *Lines) draw() (string, []byte, error) {
	if l.err != nil {
		return "", nil, l.err
	}
	p := base(l.title, l.xLabel, l.yLabel)
	grid := plotter.NewGrid()
	grid.Vertical.Width = 0
	p.Add(grid)
	legend := plot.NewLegend()
	legend.TextStyle, legend.Top, legend.Left = p.Legend.TextStyle, true, true
	for i, s := range l.all {
		if len(s.x) == 0 {
			continue
		}
		points := make(plotter.XYs, len(s.x))
		for k := range points {
			points[k] = plotter.XY{X: s.x[k], Y: s.y[k]}
		}
		if s.low != nil {
			outline := make(plotter.XYs, 0, 2*len(s.x))
			for k := range s.x {
				outline = append(outline, plotter.XY{X: s.x[k], Y: s.high[k]})
			}
			for k := len(s.x) - 1; k >= 0; k-- {
				outline = append(outline, plotter.XY{X: s.x[k], Y: s.low[k]})
			}
			band, err := plotter.NewPolygon(outline)
			if err != nil {
				return "", nil, fmt.Errorf("figure: %w", err)
			}
			c := colour(i)
			c.R, c.G, c.B, c.A = uint8(int(c.R)*50/255), uint8(int(c.G)*50/255), uint8(int(c.B)*50/255), 50
			band.Color, band.LineStyle.Width = c, 0
			p.Add(band)
		}
		line, dots, err := plotter.NewLinePoints(points)
		if err != nil {
			return "", nil, fmt.Errorf("figure: %w", err)
		}
		line.Color, line.Width, line.Dashes = colour(i), vg.Points(2), dashes[i/len(palette)%len(dashes)]
		dots.Color, dots.Radius, dots.Shape = colour(i), vg.Points(3), draw.CircleGlyph{}
		p.Add(line)
		if s.continuous {
			legend.Add(s.name, line)
		} else {
			p.Add(dots)
			legend.Add(s.name, line, dots)
		}
	}
	if l.ranged {
		p.Y.Min, p.Y.Max = l.low, l.high
	}
	return drawn(p, defaultWidth, defaultHeight, &legend)
}

// Table holds the points, one row each.
func (l *Lines) Table() *display.Table {
	t := display.NewTable("curve", l.xLabel, l.yLabel, "low", "high")
	t.Caption = l.title
	for _, s := range l.all {
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

// Render shows the chart as SVG, PNG and text.
func (l *Lines) Render() display.Data { return rendered(l.draw, l.String()) }

// SVG is the chart as a drawing, empty if there is a mistake.
func (l *Lines) SVG() string { s, _, _ := l.draw(); return s }

// PNG is the chart as a picture of 144 dots an inch, nil if there is a mistake.
func (l *Lines) PNG() []byte { _, b, _ := l.draw(); return b }

// String tells the first and last point of each curve.
func (l *Lines) String() string {
	s := l.title + " (" + l.yLabel + " over " + l.xLabel + ")"
	for _, c := range l.all {
		if n := len(c.x); n > 0 {
			s += fmt.Sprintf("\n  %s: %.3g at %.4g … %.3g at %.4g", c.name, c.y[0], c.x[0], c.y[n-1], c.x[n-1])
		}
	}
	return s
}

// rendered is the bundle of a chart, or the mistake in its place.
func rendered(draw func() (string, []byte, error), text string) display.Data {
	svg, png, err := draw()
	if err != nil {
		return display.String(err.Error())
	}
	return display.Data{Data: display.MIMEMap{display.MIMESVG: svg, display.MIMEPNG: png, display.MIMEText: text}}
}
