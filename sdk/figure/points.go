package figure

import (
	"fmt"
	"slices"

	"wade/sdk/display"
)

type mark struct {
	x, y         float64
	label, group string
}

// Points is a chart of single points, which two lines may divide into quadrants. Groups differ in colour and in shape.
type Points struct {
	title, xLabel, yLabel string
	all                   []mark
	groups                []string
	divided               bool
	x0, y0                float64
	corners               []string
	err                   error
}

// NewPoints starts a chart with a title and the labels of its axes.
func NewPoints(title, xLabel, yLabel string) *Points {
	return &Points{title: title, xLabel: xLabel, yLabel: yLabel}
}

// Add puts a point; label appears beside it where there is room, and under the pointer. Group may be empty. A point that
// is no number is in the table only.
func (p *Points) Add(x, y float64, label, group string) *Points {
	p.all = append(p.all, mark{x, y, label, group})
	if !slices.Contains(p.groups, group) {
		p.groups = append(p.groups, group)
	}
	return p
}

// Quadrants divides the chart at x0 and y0. Corners name the quadrants as in mathematics: right above, left above, left
// below, right below; none, or all four.
func (p *Points) Quadrants(x0, y0 float64, corners ...string) *Points {
	if n := len(corners); n != 0 && n != 4 {
		p.err = fmt.Errorf("figure: %d names for four quadrants", n)
	}
	p.divided, p.x0, p.y0, p.corners = true, x0, y0, corners
	return p
}

func (p *Points) fault() error { return p.err }

func (p *Points) scene() *scene {
	var xs, ys []float64
	for _, m := range p.all {
		if finite(m.x) && finite(m.y) {
			xs, ys = append(xs, m.x), append(ys, m.y)
		}
	}
	if p.divided {
		xs, ys = append(xs, p.x0), append(ys, p.y0)
	}
	xLow, xHigh, _ := spread([][]float64{xs})
	yLow, yHigh, _ := spread([][]float64{ys})
	pad := func(low, high float64) (float64, float64) { d := (high - low) * .08; return low - d, high + d }
	xLow, xHigh = pad(xLow, xHigh)
	yLow, yHigh = pad(yLow, yHigh)
	if p.divided {
		xLow, xHigh = roomy(xLow, xHigh, p.x0)
		yLow, yHigh = roomy(yLow, yHigh, p.y0)
	}
	keys := make([]key, len(p.groups))
	for i, g := range p.groups {
		keys[i] = key{g, func(s *scene, x, y float64) { glyph(s, i, x+10, y, 4) }}
	}
	c := newPlane(p.title, p.alt(), numeric(p.xLabel, xLow, xHigh, 7), numeric(p.yLabel, yLow, yHigh, 6), keys)
	if p.divided {
		x, y := c.px(p.x0), c.py(p.y0)
		c.line(soft, 1.2, []float64{4, 3}, point{x, c.top}, point{x, c.bottom})
		c.line(soft, 1.2, []float64{4, 3}, point{c.left, y}, point{c.right, y})
		for i, name := range p.corners {
			at := []struct{ x, y, anchor float64 }{{c.right - 4, c.top + 12, 1}, {c.left + 4, c.top + 12, 0}, {c.left + 4, c.bottom - 6, 0}, {c.right - 4, c.bottom - 6, 1}}[i]
			c.add(part{kind: words, x: at.x, y: at.y, anchor: at.anchor, size: 11, bold: true, fill: &soft, text: shorten(name, 11, (c.right-c.left)*.48)})
		}
	}
	radius := 4.0
	if len(p.all) > 150 {
		radius = 2.5
	}
	for _, m := range p.all {
		if !finite(m.x) || !finite(m.y) {
			continue
		}
		x, y := c.px(m.x), c.py(m.y)
		glyph(c.scene, slices.Index(p.groups, m.group), x, y, radius)
		lines := []string{p.xLabel + " " + num(m.x), p.yLabel + " " + num(m.y)}
		if m.group != "" {
			lines = append([]string{m.group}, lines...)
		}
		if m.label != "" {
			lines = append([]string{m.label}, lines...)
		}
		c.hits = append(c.hits, hit{x: x - radius - 1, y: y - radius - 1, w: 2*radius + 2, h: 2*radius + 2, lines: lines, quiet: len(c.hits) >= 300})
	}
	p.label(c, radius)
	return c.scene
}

// roomy widens a range until at least a quarter of it lies on each side of at, so that every quadrant has room for its name.
func roomy(low, high, at float64) (float64, float64) {
	return min(low, at-(high-at)/3), max(high, at+(at-low)/3)
}

// label writes names beside points where they touch neither a point nor another name.
func (p *Points) label(c *plane, radius float64) {
	const size = 10.0
	type rect struct{ x, y, w, h float64 }
	if len(p.all) > 200 {
		return
	}
	var taken []rect
	for _, m := range p.all {
		if finite(m.x) && finite(m.y) {
			taken = append(taken, rect{c.px(m.x) - radius, c.py(m.y) - radius, 2 * radius, 2 * radius})
		}
	}
	if p.divided {
		taken = append(taken, rect{c.px(p.x0) - 1, c.top, 2, c.bottom - c.top}, rect{c.left, c.py(p.y0) - 1, c.right - c.left, 2})
	}
	free := func(r rect) bool {
		if r.x < c.left || r.x+r.w > c.right || r.y < c.top+14 || r.y+r.h > c.bottom-16 {
			return false
		}
		for _, t := range taken {
			if r.x < t.x+t.w && t.x < r.x+r.w && r.y < t.y+t.h && t.y < r.y+r.h {
				return false
			}
		}
		return true
	}
	for _, m := range p.all {
		if m.label == "" || !finite(m.x) || !finite(m.y) {
			continue
		}
		text := shorten(m.label, size, 150)
		w, x, y := breadth(text, size), c.px(m.x), c.py(m.y)
		for _, r := range []rect{{x + radius + 3, y - 6, w, 12}, {x - radius - 3 - w, y - 6, w, 12}, {x - w/2, y - radius - 14, w, 12}, {x - w/2, y + radius + 2, w, 12}} {
			if free(r) {
				taken = append(taken, r)
				c.text(r.x, r.y+9.5, size, 0, ink, text)
				break
			}
		}
	}
}

// Table holds the points, one row each.
func (p *Points) Table() *display.Table {
	t := display.NewTable("point", "group", p.xLabel, p.yLabel)
	t.Caption = p.title
	for _, m := range p.all {
		t.Add(m.label, m.group, m.x, m.y)
	}
	return t
}

// Render shows the chart as HTML, SVG, PNG and text.
func (p *Points) Render() display.Data { return rendered(p) }

// HTML is the chart with values under the pointer, in the colours of the page around it.
func (p *Points) HTML() string { return htmlOf(p) }

// SVG is the chart as a drawing, empty if there is a mistake.
func (p *Points) SVG() string { return svgOf(p) }

// PNG is the chart as a picture of 108 dots an inch, nil if there is a mistake.
func (p *Points) PNG() []byte { return pngOf(p) }

// String counts the points of each quadrant, or lists them if they are few.
func (p *Points) String() string {
	s := p.title + " (" + p.yLabel + " over " + p.xLabel + ")"
	for i, n := range p.counts() {
		name := []string{"right above", "left above", "left below", "right below"}[i]
		if len(p.corners) == 4 {
			name = p.corners[i]
		}
		s += fmt.Sprintf("\n  %s: %d", name, n)
	}
	if len(p.all) <= 20 {
		s += "\n" + p.Table().String()
	}
	return s
}

// counts is the number of points in each quadrant, nil if there are none.
func (p *Points) counts() []int {
	if !p.divided {
		return nil
	}
	n := make([]int, 4)
	for _, m := range p.all {
		switch {
		case !finite(m.x) || !finite(m.y):
		case m.y >= p.y0 && m.x >= p.x0:
			n[0]++
		case m.y >= p.y0:
			n[1]++
		case m.x < p.x0:
			n[2]++
		default:
			n[3]++
		}
	}
	return n
}

func (p *Points) alt() string {
	s := fmt.Sprintf("Points. %s: %d points, %s over %s.", p.title, len(p.all), p.yLabel, p.xLabel)
	if n := p.counts(); n != nil {
		s += fmt.Sprintf(" Divided at %.3g and %.3g: %d right above, %d left above, %d left below, %d right below.", p.x0, p.y0, n[0], n[1], n[2], n[3])
	}
	return s
}
