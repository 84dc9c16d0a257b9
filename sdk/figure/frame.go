package figure

import "math"

const (
	chartWidth  = 640.0
	chartHeight = 330.0
	tickSize    = 10.5
	labelSize   = 11.5
)

// axis is a range with the places that have a name.
type axis struct {
	label     string
	low, high float64
	at        []float64
	names     []string
	grid      bool
}

// numeric is an axis over numbers; an empty or single range is widened.
func numeric(label string, low, high float64, n int) axis {
	if !finite(low) || !finite(high) || low > high {
		low, high = 0, 1
	}
	if low == high {
		d := max(math.Abs(low)*.1, .5)
		low, high = low-d, high+d
	}
	at, names := ticks(low, high, n)
	return axis{label: label, low: low, high: high, at: at, names: names, grid: true}
}

// padded leaves room beyond the values, so that no mark lies on the edge; a range that begins at 0 stays there.
func padded(label string, low, high float64, n int) axis {
	if finite(low) && finite(high) && low < high {
		d := (high - low) * .05
		if low != 0 {
			low -= d
		}
		if high != 0 {
			high += d
		}
	}
	return numeric(label, low, high, n)
}

// key is an entry of the legend.
type key struct {
	name string
	draw func(s *scene, x, y float64) // a sample 20 wide, centred on y
}

// plane is a scene with axes.
type plane struct {
	*scene
	left, top, right, bottom float64
	x, y                     axis
}

func (p *plane) px(v float64) float64 {
	return p.left + (v-p.x.low)/(p.x.high-p.x.low)*(p.right-p.left)
}

func (p *plane) py(v float64) float64 {
	v = max(min(v, p.y.high), p.y.low)
	return p.bottom - (v-p.y.low)/(p.y.high-p.y.low)*(p.bottom-p.top)
}

// newPlane draws title, axes and, where it hides nothing, the legend on the right.
func newPlane(title, alt string, x, y axis, keys []key) *plane {
	p := &plane{scene: &scene{w: chartWidth, h: chartHeight, alt: alt}, x: x, y: y, top: 14}
	if title != "" {
		for _, line := range wrap(title, 15, chartWidth-20) {
			p.heading(8, p.top+6, line)
			p.top += 18
		}
		p.top += 4
	}
	p.left = 10 + widest(y.names, tickSize) + 6
	if y.label != "" {
		p.left += 18
	}
	p.right = p.w - 14
	if len(keys) > 1 {
		w := 0.0
		for i := range keys {
			keys[i].name = shorten(keys[i].name, labelSize, 170)
			w = max(w, breadth(keys[i].name, labelSize))
		}
		p.right -= w + 36
		for i, k := range keys {
			at := p.top + 8 + 17*float64(i)
			k.draw(p.scene, p.right+12, at)
			p.text(p.right+38, at+4, labelSize, 0, ink, k.name)
		}
		p.h = max(p.h, p.top+17*float64(len(keys))+40)
	}
	slant, every := p.fit()
	deep := 18.0
	if slant > 0 {
		deep = 12 + min(widest(x.names, tickSize), 110)*math.Sin(slant*math.Pi/180)
	}
	p.bottom = p.h - deep - 6
	if x.label != "" {
		p.bottom -= 18
		p.text((p.left+p.right)/2, p.h-8, labelSize, .5, soft, x.label)
	}
	if slant > 0 { // long names take room from below, not from the drawing
		p.h += deep - 18
		p.bottom += deep - 18
		if x.label != "" {
			p.parts[len(p.parts)-1].y = p.h - 8
		}
	}
	if y.label != "" {
		p.add(part{kind: words, x: 16, y: (p.top + p.bottom) / 2, size: labelSize, anchor: .5, fill: &soft, turn: 90, text: y.label})
	}
	for i, v := range y.at {
		at := p.py(v)
		if y.grid {
			p.line(rule, 1, nil, point{p.left, at}, point{p.right, at})
		}
		p.text(p.left-6, at+3.7, tickSize, 1, soft, y.names[i])
	}
	for i, v := range x.at {
		if i%every != 0 {
			continue
		}
		at := p.px(v)
		p.line(soft, 1, nil, point{at, p.bottom}, point{at, p.bottom + 4})
		if slant > 0 {
			p.add(part{kind: words, x: at + 4, y: p.bottom + 13, size: tickSize, anchor: 1, fill: &soft, turn: slant, text: shorten(x.names[i], tickSize, 110)})
		} else {
			p.text(at, p.bottom+15, tickSize, .5, soft, x.names[i])
		}
	}
	base := p.bottom
	if y.low < 0 && y.high > 0 {
		base = p.py(0)
		p.line(rule, 1, nil, point{p.left, p.bottom}, point{p.right, p.bottom})
	}
	p.line(soft, 1, nil, point{p.left, base}, point{p.right, base})
	return p
}

// fit turns the names of the horizontal axis where they would touch, and leaves some out where even that is too much.
func (p *plane) fit() (slant float64, every int) {
	n := len(p.x.at)
	if n < 2 {
		return 0, 1
	}
	slot := (p.right - p.left) / (p.x.high - p.x.low) * (p.x.at[1] - p.x.at[0])
	switch {
	case widest(p.x.names, tickSize)+6 <= slot:
		return 0, 1
	case p.x.grid: // numbers may be left out, names are turned first
		return 0, int(math.Ceil((widest(p.x.names, tickSize) + 6) / slot))
	}
	return 40, int(math.Ceil(13 / slot))
}
