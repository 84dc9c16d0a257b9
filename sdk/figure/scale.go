package figure

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"strconv"
	"strings"
)

// ticks are round numbers that cover low to high, about n of them, with one number of decimals.
func ticks(low, high float64, n int) (at []float64, names []string) {
	if !(high > low) {
		return []float64{low}, []string{num(low)}
	}
	raw := (high - low) / float64(n)
	step := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, f := range []float64{1, 2, 5, 10} {
		if f*step >= raw {
			step *= f
			break
		}
	}
	decimals := max(0, int(math.Ceil(-math.Log10(step)-1e-9)))
	for k := math.Ceil(low/step - 1e-9); k*step <= high+step*1e-9; k++ {
		v := k * step
		at = append(at, v)
		if math.Abs(v) >= 1e6 || decimals > 5 {
			names = append(names, num(v))
		} else {
			names = append(names, minus(strconv.FormatFloat(v+0, 'f', decimals, 64)))
		}
	}
	return at, names
}

func minus(s string) string {
	if s == "-0" || strings.HasPrefix(s, "-0.") && strings.Trim(s, "-0.") == "" {
		s = s[1:]
	}
	return strings.Replace(s, "-", "−", 1)
}

// num is a number as figures write it.
func num(v float64) string {
	if math.IsNaN(v) {
		return "none"
	}
	return minus(fmt.Sprintf("%.3g", v))
}

// signed is num with a plus.
func signed(v float64) string {
	if v > 0 {
		return "+" + num(v)
	}
	return num(v)
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// spread is the smallest and largest finite value; ok is false if there is none.
func spread(rows [][]float64) (low, high float64, ok bool) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, row := range rows {
		for _, v := range row {
			if finite(v) {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	return low, high, low <= high
}

// colours maps values to 8 bits of opacity of one hue, or of two around zero. Level 255 is no number.
type colours struct {
	low, high float64
	two       bool
	hue       color.NRGBA // of one
	set       bool        // given by the caller, not by the values
}

// fit chooses the range by the values, unless it is given.
func (c colours) fit(rows [][]float64) colours {
	if c.set {
		return c
	}
	low, high, ok := spread(rows)
	switch {
	case !ok:
		low, high = 0, 1
	case c.two:
		m := max(math.Abs(low), math.Abs(high))
		if m == 0 {
			m = 1
		}
		low, high = -m, m
	case low >= 0 && low <= high/2:
		low = 0
	}
	if low == high {
		high = low + 1
		if low > 0 {
			low, high = 0, low
		}
	}
	c.low, c.high = low, high
	return c
}

const (
	noNumber = 255
	middle   = 127
	opaque   = 0.85
)

func (c colours) level(v float64) uint8 {
	switch {
	case math.IsNaN(v):
		return noNumber
	case c.two:
		f := v / max(math.Abs(c.low), math.Abs(c.high))
		return uint8(middle + math.Round(middle*max(-1, min(1, f))))
	}
	return uint8(math.Round(254 * max(0, min(1, (v-c.low)/(c.high-c.low)))))
}

func (c colours) colour(level uint8) color.NRGBA {
	if level == noNumber {
		return hueNone
	}
	hue, f := c.hue, float64(level)/254
	if c.two {
		hue, f = hueMore, (float64(level)-middle)/middle
		if f < 0 {
			hue, f = hueLess, -f
		}
	}
	hue.A = uint8(math.Round(255 * opaque * f))
	return hue
}

// css is the colour of a value for a style attribute; as plain numbers, which also pass where style sheets are taken out.
func (c colours) css(v float64) string {
	k := c.colour(c.level(v))
	return fmt.Sprintf("rgba(%d,%d,%d,%s)", k.R, k.G, k.B, dec(float64(k.A)/255))
}

// clipped counts the values beyond a given range.
func (c colours) clipped(rows [][]float64) int {
	n := 0
	for _, row := range rows {
		for _, v := range row {
			if v < c.low || v > c.high {
				n++
			}
		}
	}
	return n
}

func (c colours) palette() color.Palette {
	p := make(color.Palette, 256)
	for i := range p {
		p[i] = c.colour(uint8(i))
	}
	return p
}

// bitmap is the map with a pixel for each value.
func (c colours) bitmap(rows [][]float64) *image.Paletted {
	w := 0
	for _, row := range rows {
		w = max(w, len(row))
	}
	img := image.NewPaletted(image.Rect(0, 0, w, len(rows)), c.palette())
	for y, row := range rows {
		for x := range w {
			v := math.NaN()
			if x < len(row) {
				v = row[x]
			}
			img.Pix[y*img.Stride+x] = c.level(v)
		}
	}
	return img
}

// fix sets the range of colours.
func (c *colours) fix(low, high float64) error {
	if !(low < high) {
		return fmt.Errorf("figure: a scale from %v to %v", low, high)
	}
	c.low, c.high, c.set = low, high, true
	return nil
}

// bar is the scale itself, from low to high.
func (c colours) bar() *image.Paletted {
	img := image.NewPaletted(image.Rect(0, 0, 255, 1), c.palette())
	for x := range 255 {
		img.Pix[x] = uint8(x)
	}
	return img
}

// ends are the numbers at both ends of the bar; those of two hues lie evenly around zero.
func (c colours) ends() (low, high string) {
	if c.two {
		m := max(math.Abs(c.low), math.Abs(c.high))
		return num(-m), "+" + num(m)
	}
	return num(c.low), num(c.high)
}

// legend draws the bar with its numbers at x, y and returns how wide it is.
func (c colours) legend(s *scene, x, y float64, less, more string, rows [][]float64) float64 {
	const w, h, size = 130, 9, 10.5
	low, high := c.ends()
	if less != "" {
		low = less + " " + low
	}
	if more != "" {
		high += " " + more
	}
	if n := c.clipped(rows); n > 0 && c.set {
		high += fmt.Sprintf("   (%d beyond are clipped)", n)
	}
	s.text(x, y+h, size, 0, soft, low)
	x0 := x + breadth(low, size) + 5
	s.image(x0, y, w, h, c.bar(), "")
	s.frame(x0, y, w, h, rule)
	s.text(x0+w+5, y+h, size, 0, soft, high)
	if c.two {
		s.text(x0+w/2, y+h+11, 9, .5, soft, "0")
	}
	return x0 + w + 5 + breadth(high, size) - x
}
