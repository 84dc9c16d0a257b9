package figure

import (
	"fmt"
	"math"

	"wade/sdk/display"
)

// Heat shows a matrix as coloured cells. The colour of zero is that of the ground, NaN is grey.
type Heat struct {
	title, xLabel, yLabel string
	rows, cols            []string
	values                [][]float64
	cells, hover          [][]string
	scale                 colours
	err                   error
}

// NewHeat makes a chart of values[row][column] with a name for each row, from the top, and column. More than 10,000
// cells are drawn in blocks, each with its value furthest from zero; the table keeps all.
func NewHeat(title, xLabel, yLabel string, rows, cols []string, values [][]float64) *Heat {
	h := &Heat{title: title, xLabel: xLabel, yLabel: yLabel, rows: rows, cols: cols, values: values, scale: colours{hue: hueOne}}
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

// Diverging colours by sign: orange above zero, blue below.
func (h *Heat) Diverging() *Heat {
	h.scale.two = true
	return h
}

// Scale fixes the range of colours, so that charts can be compared; values beyond are clipped and the legend says how many.
func (h *Heat) Scale(low, high float64) *Heat {
	if err := h.scale.fix(low, high); err != nil {
		h.err = err
	}
	return h
}

// Cells writes a short text into each cell, such as the token that is most likely there.
func (h *Heat) Cells(texts [][]string) *Heat {
	h.cells = h.fits("cells", texts)
	return h
}

// Hover gives the text under the pointer of each cell, after its row, column and value. Lines are parted by "\n".
func (h *Heat) Hover(texts [][]string) *Heat {
	h.hover = h.fits("hover texts", texts)
	return h
}

func (h *Heat) fits(what string, texts [][]string) [][]string {
	if len(texts) != len(h.rows) {
		h.err = fmt.Errorf("figure: %d rows of %s for %d rows", len(texts), what, len(h.rows))
		return nil
	}
	for i, t := range texts {
		if len(t) != len(h.cols) {
			h.err = fmt.Errorf("figure: row %d has %d %s for %d columns", i, len(t), what, len(h.cols))
			return nil
		}
	}
	return texts
}

func (h *Heat) fault() error { return h.err }

const (
	mostCells = 10_000
	mostHover = 4_000
)

func (h *Heat) scene() *scene {
	scale := h.scale.fit(h.values)
	g := h.coarse()
	nr, nc := len(g.rows), len(g.cols)
	s := &scene{w: chartWidth, alt: h.alt()}
	top := 14.0
	if h.title != "" {
		for _, line := range wrap(h.title, 15, chartWidth-20) {
			s.heading(8, top+6, line)
			top += 18
		}
	}
	top += 4
	left := 10 + min(widest(g.rows, tickSize), 190) + 6
	if h.yLabel != "" {
		left += 18
	}
	cell := min(46, max(2, (chartWidth-left-14)/float64(nc)))
	tall := 22.0
	if g.cells != nil {
		for _, row := range g.cells {
			cell = max(cell, min(widest(row, 10)+8, 74))
		}
		tall = 20
	} else {
		tall = min(max(cell, 9), 24)
		if float64(nr)*tall > 700 {
			tall = max(2, 700/float64(nr))
		}
	}
	width, height := cell*float64(nc), tall*float64(nr)
	s.w = max(s.w, left+width+14)
	slant, every := 0.0, 1
	if widest(g.cols, tickSize)+6 > cell {
		slant, every = 45, int(math.Ceil(13/cell))
	}
	s.image(left, top, width, height, scale.bitmap(g.values), "")
	s.frame(left, top, width, height, rule)
	if g.cells != nil {
		for r, row := range g.cells {
			for c, t := range row {
				s.text(left+cell*(float64(c)+.5), top+tall*(float64(r)+.5)+3.5, 10, .5, ink, shorten(t, 10, cell-4))
			}
		}
	}
	step := max(1, int(math.Ceil(11/tall)))
	for r, name := range g.rows {
		if r%step == 0 {
			s.text(left-6, top+tall*(float64(r)+.5)+3.7, tickSize, 1, soft, shorten(name, tickSize, 190))
		}
	}
	if h.yLabel != "" {
		s.add(part{kind: words, x: 16, y: top + height/2, size: labelSize, anchor: .5, fill: &soft, turn: 90, text: h.yLabel})
	}
	deep := 18.0
	for c, name := range g.cols {
		if c%every != 0 {
			continue
		}
		x := left + cell*(float64(c)+.5)
		if slant > 0 {
			name = shorten(name, tickSize, 100)
			s.add(part{kind: words, x: x + 4, y: top + height + 12, size: tickSize, anchor: 1, fill: &soft, turn: slant, text: name})
			deep = max(deep, 16+breadth(name, tickSize)*math.Sin(slant*math.Pi/180))
		} else {
			s.text(x, top+height+14, tickSize, .5, soft, name)
		}
	}
	y := top + height + deep
	if h.xLabel != "" {
		s.text(left+width/2, y+12, labelSize, .5, soft, h.xLabel)
		y += 18
	}
	s.w = max(s.w, left+scale.legend(s, left, y+8, "", "", h.values)+14)
	s.h = y + 32
	if g.note != "" {
		s.text(left, s.h+4, tickSize, 0, soft, g.note)
		s.h += 14
	}
	h.hits(s, g, left, top, cell, tall)
	return s
}

// hits puts a row under the keyboard and, where they are not too many, each cell under the pointer.
func (h *Heat) hits(s *scene, g coarse, left, top, cell, tall float64) {
	if len(g.rows) <= 100 {
		for r, name := range g.rows {
			low, high := extremes(g.values[r])
			if low < 0 {
				continue
			}
			s.hits = append(s.hits, hit{x: left, y: top + tall*float64(r), w: cell * float64(len(g.cols)), h: tall, lines: []string{
				h.yLabel + " " + name,
				"highest " + num(g.values[r][high]) + " at " + g.cols[high],
				"lowest " + num(g.values[r][low]) + " at " + g.cols[low],
			}, keyboard: true})
		}
	}
	size := 0
	for _, row := range g.hover {
		for _, t := range row {
			size += len(t)
		}
	}
	if len(g.rows)*len(g.cols) > mostHover || size > 600<<10 {
		return
	}
	for r, row := range g.values {
		for c, v := range row {
			lines := []string{h.yLabel + " " + g.rows[r] + ", " + h.xLabel + " " + g.cols[c] + ": " + num(v)}
			if g.hover != nil && g.hover[r][c] != "" {
				lines = append(lines, g.hover[r][c])
			}
			s.hits = append(s.hits, hit{x: left + cell*float64(c), y: top + tall*float64(r), w: cell, h: tall, lines: lines, quiet: true})
		}
	}
}

// extremes are the places of the lowest and the highest number, -1 if there is none.
func extremes(row []float64) (low, high int) {
	low, high = -1, -1
	for i, v := range row {
		if math.IsNaN(v) {
			continue
		}
		if low < 0 || v < row[low] {
			low = i
		}
		if high < 0 || v > row[high] {
			high = i
		}
	}
	return low, high
}

// coarse is what is drawn of a matrix: all of it, or blocks.
type coarse struct {
	rows, cols   []string
	values       [][]float64
	cells, hover [][]string
	note         string
}

func (h *Heat) coarse() coarse {
	nr, nc := len(h.rows), len(h.cols)
	if nr*nc <= mostCells {
		return coarse{rows: h.rows, cols: h.cols, values: h.values, cells: h.cells, hover: h.hover}
	}
	kr, kc := 1, 1
	for ((nr+kr-1)/kr)*((nc+kc-1)/kc) > mostCells {
		if (nr+kr-1)/kr > (nc+kc-1)/kc {
			kr++
		} else {
			kc++
		}
	}
	g := coarse{note: fmt.Sprintf("%d × %d values: each cell is the one furthest from zero of %d × %d", nr, nc, kr, kc)}
	g.rows, g.cols = blocks(h.rows, kr), blocks(h.cols, kc)
	for r := 0; r < nr; r += kr {
		row := make([]float64, 0, len(g.cols))
		for c := 0; c < nc; c += kc {
			best := math.NaN()
			for _, values := range h.values[r:min(r+kr, nr)] {
				for _, v := range values[c:min(c+kc, nc)] {
					if math.IsNaN(best) || math.Abs(v) > math.Abs(best) {
						best = v
					}
				}
			}
			row = append(row, best)
		}
		g.values = append(g.values, row)
	}
	return g
}

func blocks(names []string, k int) []string {
	if k == 1 {
		return names
	}
	var out []string
	for i := 0; i < len(names); i += k {
		out = append(out, names[i]+" – "+names[min(i+k, len(names))-1])
	}
	return out
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

// Render shows the chart as HTML, SVG, PNG and text.
func (h *Heat) Render() display.Data { return rendered(h) }

// HTML is the chart with values under the pointer, in the colours of the page around it.
func (h *Heat) HTML() string { return htmlOf(h) }

// SVG is the chart as a drawing, empty if there is a mistake.
func (h *Heat) SVG() string { return svgOf(h) }

// PNG is the chart as a picture of 108 dots an inch, less if it is very large; nil if there is a mistake.
func (h *Heat) PNG() []byte { return pngOf(h) }

// String is the table, of a large matrix its extremes.
func (h *Heat) String() string {
	if len(h.rows)*len(h.cols) <= 400 && len(h.cols) <= 20 {
		return h.Table().String()
	}
	return h.title + ": " + h.summary()
}

func (h *Heat) summary() string {
	var at [2]struct {
		v    float64
		r, c int
		ok   bool
	}
	for r, row := range h.values {
		for c, v := range row {
			if finite(v) && (!at[0].ok || v < at[0].v) {
				at[0].v, at[0].r, at[0].c, at[0].ok = v, r, c, true
			}
			if finite(v) && (!at[1].ok || v > at[1].v) {
				at[1].v, at[1].r, at[1].c, at[1].ok = v, r, c, true
			}
		}
	}
	s := fmt.Sprintf("%d × %d values", len(h.rows), len(h.cols))
	for i, name := range []string{"lowest", "highest"} {
		if a := at[i]; a.ok {
			s += fmt.Sprintf(", %s %.3g at %s %s, %s %s", name, a.v, h.yLabel, h.rows[a.r], h.xLabel, h.cols[a.c])
		}
	}
	return s
}

func (h *Heat) alt() string { return "Heat map. " + h.title + ": " + h.summary() + "." }
