package figure

import (
	"image"
	"strings"

	_ "gonum.org/v1/plot" // fills the cache of fonts
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

type point struct{ x, y float64 }

type kind uint8

const (
	box kind = iota
	path
	words
	bitmap
	tip   // nothing but a text under the pointer
	group // of class; its members follow
	shut
)

// part is one shape of a drawing. Lengths are in points of the drawing, y grows downwards.
type part struct {
	kind         kind
	x, y, w, h   float64 // box and bitmap: the corner and size; words: the anchor on the baseline
	points       []point
	closed       bool
	fill, stroke *paint
	fade         float64 // opacity of fill, 0 as 1
	width        float64
	dash         []float64
	text         string
	size         float64
	bold, under  bool
	anchor       float64 // of words: 0 begins at x, .5 is centred, 1 ends there
	turn         float64 // of words, degrees against the clock
	img          image.Image
	class        string
}

// hit is a place that shows lines of text to whoever points at it or reaches it by keyboard.
type hit struct {
	x, y, w, h float64
	lines      []string
	quiet      bool // only the browser's own tip: cheap, for many
	inside     bool // lines appear beside a rule at the horizontal place at
	at         float64
	keyboard   bool // lines appear on focus only: cells above answer to the pointer
}

// scene is a drawing that becomes SVG or PNG.
type scene struct {
	w, h  float64
	alt   string
	parts []part
	hits  []hit
}

func (s *scene) add(p part) { s.parts = append(s.parts, p) }

func (s *scene) box(x, y, w, h float64, fill paint, fade float64) {
	s.add(part{kind: box, x: x, y: y, w: w, h: h, fill: &fill, fade: fade})
}

func (s *scene) frame(x, y, w, h float64, stroke paint) {
	s.add(part{kind: box, x: x, y: y, w: w, h: h, stroke: &stroke, width: 1})
}

func (s *scene) line(stroke paint, width float64, dash []float64, points ...point) {
	s.add(part{kind: path, points: points, stroke: &stroke, width: width, dash: dash})
}

func (s *scene) text(x, y, size, anchor float64, fill paint, text string) {
	s.add(part{kind: words, x: x, y: y, size: size, anchor: anchor, fill: &fill, text: text})
}

func (s *scene) heading(x, y float64, text string) {
	s.add(part{kind: words, x: x, y: y, size: 14, fill: &ink, text: text, bold: true})
}

func (s *scene) image(x, y, w, h float64, img image.Image, class string) {
	s.add(part{kind: bitmap, x: x, y: y, w: w, h: h, img: img, class: class})
}

// begin opens a group of a class, for the style sheet; end closes it.
func (s *scene) begin(class string) { s.add(part{kind: group, class: class}) }
func (s *scene) end()               { s.add(part{kind: shut}) }

// face measures and draws like Helvetica and Arial, which is what browsers take for the SVG.
func face(size float64, bold bool) font.Face {
	f := font.Font{Typeface: "Liberation", Variant: "Sans"}
	if bold {
		f.Weight = 3 // golang.org/x/image/font.WeightBold
	}
	return font.DefaultCache.Lookup(f, vg.Length(size))
}

// breadth is how wide a text is.
func breadth(s string, size float64) float64 {
	if s == "" {
		return 0
	}
	f := face(size, false)
	return float64(f.Width(s))
}

func widest(names []string, size float64) float64 {
	w := 0.0
	for _, n := range names {
		w = max(w, breadth(n, size))
	}
	return w
}

// shorten cuts a text that is wider than w.
func shorten(s string, size, w float64) string {
	if breadth(s, size) <= w {
		return s
	}
	r := []rune(s)
	for len(r) > 1 && breadth(string(r)+"…", size) > w {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}

// wrap breaks a text into lines at blanks.
func wrap(text string, size, w float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && breadth(line+" "+word, size) > w {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
