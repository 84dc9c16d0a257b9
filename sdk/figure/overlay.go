package figure

import (
	"fmt"
	"image"
	"math"
	"slices"

	"wade/sdk/display"
)

type panel struct {
	label   string
	picture image.Image
	values  [][]float64
}

// Overlay shows maps over pictures, all on one scale. The picture keeps its contrast: one hue lies over it, the more
// opaque the larger the value, in sharp patches as they were measured. Pointing at a picture takes its map away.
type Overlay struct {
	title  string
	panels []panel
	cols   int // in a row, 0: as many as fit
	scale  colours
	err    error
}

// NewOverlay starts a row of pictures.
func NewOverlay(title string) *Overlay { return &Overlay{title: title, scale: colours{hue: hueOver}} }

// Add puts a picture with its map: values[row][column] over patches from the top left, nil for none. Picture is a
// prompt.Picture or an image.Image; nil leaves the map alone.
func (o *Overlay) Add(label string, picture any, values [][]float64) *Overlay {
	p := panel{label: label, values: values}
	if picture != nil {
		img, err := pixels(picture, 160)
		if err != nil {
			o.err = err
			return o
		}
		p.picture = img
	}
	for i, row := range values {
		if len(row) != len(values[0]) || len(row) == 0 {
			o.err = fmt.Errorf("figure: %s: row %d of the map has %d values, the first has %d", label, i, len(row), len(values[0]))
			return o
		}
	}
	o.panels = append(o.panels, p)
	return o
}

// Columns puts n pictures in each row, smaller if they are many, so that rows and columns mean something, such as layers and heads.
func (o *Overlay) Columns(n int) *Overlay {
	if n < 1 {
		o.err = fmt.Errorf("figure: %d pictures in a row; 1 is the least", n)
	}
	o.cols = n
	return o
}

// Signed colours by sign: orange above zero, blue below.
func (o *Overlay) Signed() *Overlay {
	o.scale.two = true
	return o
}

// Scale fixes the range of colours, so that figures can be compared; values beyond are clipped and the legend says how many.
func (o *Overlay) Scale(low, high float64) *Overlay {
	if err := o.scale.fix(low, high); err != nil {
		o.err = err
	}
	return o
}

func (o *Overlay) fault() error {
	if o.err == nil && len(o.panels) == 0 {
		return fmt.Errorf("figure: %s has no pictures: Add puts one", o.title)
	}
	return o.err
}

func (o *Overlay) values() [][]float64 {
	var all [][]float64
	for _, p := range o.panels {
		all = append(all, p.values...)
	}
	return all
}

func (o *Overlay) scene() *scene {
	const gap = 12.0
	scale := o.scale.fit(o.values())
	if !slices.ContainsFunc(o.panels, func(p panel) bool { return p.picture != nil }) {
		scale.hue = hueOne // yellow is lost on white
	}
	side := 132.0
	if len(o.panels) > 12 {
		side = 96
	}
	perRow := min(len(o.panels), int((chartWidth-16+gap)/(side+gap)))
	if o.cols > 0 {
		perRow = o.cols
		side = min(side, max(56, (chartWidth-16+gap)/float64(perRow)-gap))
	}
	s := &scene{w: max(360, 16+float64(perRow)*(side+gap)-gap), alt: o.alt()}
	y := 12.0
	if o.title != "" {
		for _, line := range wrap(o.title, 15, s.w-20) {
			s.heading(8, y+6, line)
			y += 20
		}
	}
	cells := 0
	for _, p := range o.panels {
		cells += len(p.values) * width(p.values)
	}
	for i, p := range o.panels {
		x := 8 + float64(i%perRow)*(side+gap)
		if i > 0 && i%perRow == 0 {
			y += side + 24
		}
		s.text(x, y+11, 11, 0, ink, shorten(p.label, 11, side))
		top := y + 16
		s.begin("panel")
		if p.picture != nil {
			s.image(x, top, side, side, p.picture, "")
		}
		if len(p.values) > 0 {
			s.image(x, top, side, side, scale.bitmap(p.values), "map")
		}
		s.frame(x, top, side, side, rule)
		if cells <= mostHover {
			p.tips(s, x, top, side)
		} else {
			s.add(part{kind: tip, x: x, y: top, w: side, h: side, text: p.summary()})
		}
		s.end()
	}
	y += side + 16 + 14
	if len(o.values()) > 0 {
		s.w = max(s.w, 8+scale.legend(s, 8, y, "", "", o.values())+8)
		y += 28
	}
	s.h = y
	return s
}

func width(rows [][]float64) int {
	if len(rows) == 0 {
		return 0
	}
	return len(rows[0])
}

// tips tell each patch.
func (p *panel) tips(s *scene, x, y, side float64) {
	w, h := side/float64(width(p.values)), side/float64(max(1, len(p.values)))
	for r, row := range p.values {
		for c, v := range row {
			s.add(part{kind: tip, x: x + w*float64(c), y: y + h*float64(r), w: w, h: h, text: fmt.Sprintf("row %d, column %d: %s", r, c, num(v))})
		}
	}
}

func (p *panel) summary() string {
	var best, sum float64
	row, col := -1, -1
	for r, values := range p.values {
		for c, v := range values {
			if !finite(v) {
				continue
			}
			sum += v
			if row < 0 || math.Abs(v) > math.Abs(best) {
				best, row, col = v, r, c
			}
		}
	}
	if row < 0 {
		return p.label + ": no map"
	}
	return fmt.Sprintf("%s: most %s at row %d, column %d; sum %s", p.label, num(best), row, col, num(sum))
}

// Table holds the maps, one row for each patch.
func (o *Overlay) Table() *display.Table {
	t := display.NewTable("picture", "row", "column", "value")
	t.Caption = o.title
	for _, p := range o.panels {
		for r, row := range p.values {
			for c, v := range row {
				t.Add(p.label, r, c, v)
			}
		}
	}
	return t
}

// Render shows the pictures as HTML, SVG, PNG and text.
func (o *Overlay) Render() display.Data { return rendered(o) }

// HTML is the pictures with values under the pointer, in the colours of the page around it.
func (o *Overlay) HTML() string { return htmlOf(o) }

// SVG is the pictures as a drawing, empty if there is a mistake.
func (o *Overlay) SVG() string { return svgOf(o) }

// PNG is the pictures of 108 dots an inch, less if they are very many; nil if there is a mistake.
func (o *Overlay) PNG() []byte { return pngOf(o) }

// String tells of each map where it is largest.
func (o *Overlay) String() string {
	s := o.title
	for _, p := range o.panels {
		s += "\n  " + p.summary()
	}
	return s
}

func (o *Overlay) alt() string {
	s := fmt.Sprintf("Maps over %d pictures. %s.", len(o.panels), o.title)
	for _, p := range o.panels[:min(len(o.panels), 6)] {
		s += " " + p.summary() + "."
	}
	return s
}
