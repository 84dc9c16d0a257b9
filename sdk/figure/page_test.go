package figure

import (
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"wade/sdk/display"
)

// wellFormed reads HTML as XML, which forgives nothing.
func wellFormed(s string) error {
	d := xml.NewDecoder(strings.NewReader(s))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func TestTextsCannotLeaveTheirPlace(t *testing.T) {
	const evil = `</title></text><script>alert(1)</script>"'&]]>` + "\x00\x1b\xff\u202e\n<b onmouseover=x>"
	visible := strings.NewReplacer("\x00", "", "\x1b", "", "\xff", "").Replace(evil) // other packages leave these to the browser
	two := []string{evil, evil}
	values := [][]float64{{1, -1}, {math.NaN(), 0}}
	for name, f := range map[string]interface{ HTML() string }{
		"lines":   NewLines(evil, evil, evil).Band(evil, values[0], values[0], values[0], values[0]).Level(evil, 1),
		"named":   NewLines(evil, evil, evil).Names(two).Add(evil, []float64{0, 1}, values[0]).Add(evil, []float64{0, 1}, values[0]),
		"bars":    NewBars(evil, evil, two).Add(evil, values[0]).Band(evil, values[0], values[0], values[0]),
		"heat":    NewHeat(evil, evil, evil, two, two, values).Cells([][]string{two, two}).Hover([][]string{two, two}),
		"points":  NewPoints(evil, evil, evil).Add(1, 1, evil, evil).Add(0, 0, evil, evil+"2").Quadrants(0, 0, evil, evil, evil, evil),
		"text":    NewText(evil).Labels(evil, evil).Add(Span{Text: evil, Value: 1, Hover: two, Picture: titled{evil}}),
		"overlay": NewOverlay(evil).Add(evil, titled{evil}, values),
		"page":    NewPage(NewText(evil), display.NewTable(visible).Add(visible), visible).Note(evil, evil),
		"mistake": NewBars(evil, evil, nil).Add(evil, values[0]),
	} {
		page := f.HTML()
		if err := wellFormed(page); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(page, "<script") || strings.Contains(page, "<b onm") {
			t.Errorf("%s: a text became markup", name)
		}
	}
}

// titled is a picture that describes itself.
type titled struct{ text string }

func (titled) ColorModel() color.Model { return color.GrayModel }
func (titled) Bounds() image.Rectangle { return image.Rect(0, 0, 4, 4) }
func (titled) At(x, y int) color.Color { return color.Gray{uint8(60 * x)} }
func (p titled) String() string        { return p.text }

func TestLargeFiguresStaySmall(t *testing.T) {
	wave := func(r, c int) float64 { return math.Sin(float64(r*c) / 50) }
	hover := make([][]string, 24)
	for r := range hover {
		for c := range 1000 {
			hover[r] = append(hover[r], fmt.Sprintf("top five of row %d and column %d: one .5 two .2 three .1 four .1 five .1", r, c))
		}
	}
	text, overlay := NewText("a thousand tokens"), NewOverlay("32 photographs")
	for i := range 1000 {
		text.Add(Span{Text: fmt.Sprintf(" token%d", i), Value: wave(i, 7), Hover: []string{
			"with pictures:    red .981  blue .012  green .004  a .001  the .001", "without pictures: blue .412  red .201  green .104  a .051  the .021", "rank 1 → 2"}})
	}
	draw := rand.New(rand.NewPCG(1, 2))
	for i := range 32 {
		noise := image.NewRGBA(image.Rect(0, 0, 224, 224)) // noise is what compresses worst
		for k := range noise.Pix {
			noise.Pix[k] = uint8(draw.Uint32()) | 0xff*b2u(k%4 == 3)
		}
		overlay.Add(fmt.Sprint("picture ", i), noise, ramp(16, 16, func(r, c int) float64 { return draw.Float64() }))
	}
	heat := NewHeat("layers by tokens", "token", "layer", names("", 24), names("tok", 1000), ramp(24, 1000, wave)).Diverging().Hover(hover)
	for name, f := range map[string]shown{"heat": heat, "text": text, "overlay": overlay} {
		d := f.Render().Data
		html, _ := d[display.MIMEHTML].(string)
		png, _ := d[display.MIMEPNG].([]byte)
		t.Logf("%s: HTML of %d kB, PNG of %d kB", name, len(html)>>10, len(png)>>10)
		if n := len(html); n == 0 || n > 2<<20 {
			t.Errorf("%s: HTML of %d bytes", name, n)
		}
		if n := len(png); n == 0 || n > 2<<20 {
			t.Errorf("%s: PNG of %d bytes", name, n)
		}
		if rows := len(f.Table().Rows); rows < 24 {
			t.Errorf("%s: only %d rows in the table", name, rows)
		}
	}
	if svg := heat.SVG(); !strings.Contains(svg, "24 × 1000 values: each cell is the one furthest from zero of 1 × 3") {
		t.Error("cells are blocks, and nothing says so")
	}
}

func b2u(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

func TestEveryFigureIsToldInWords(t *testing.T) {
	label := regexp.MustCompile(`role="(?:img|group)" aria-label="([^"]*\d[^"]*)"`)
	for name, f := range samples() {
		page := f.HTML()
		if !label.MatchString(page) {
			t.Errorf("%s: no description with numbers", name)
		}
		if !strings.Contains(page, `tabindex="0"`) && !strings.Contains(page, "<title>") {
			t.Errorf("%s: no values to point at", name)
		}
		if err := wellFormed(page); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(page, " id=") {
			t.Errorf("%s: an id, which clashes when a page shows the figure twice", name)
		}
		if len(f.String()) < 20 {
			t.Errorf("%s: says only %q", name, f)
		}
	}
}

func TestBlocksKeepWhatIsFurthestFromZero(t *testing.T) {
	values := ramp(200, 100, func(r, c int) float64 { return .1 })
	values[77][33], values[150][2] = -9, math.NaN()
	g := NewHeat("", "", "", names("r", 200), names("c", 100), values).coarse()
	if len(g.rows) != 100 || len(g.cols) != 100 || g.rows[38] != "r76 – r77" {
		t.Fatalf("%d × %d blocks, one of them %q", len(g.rows), len(g.cols), g.rows[38])
	}
	if g.values[38][33] != -9 || g.values[75][2] != .1 {
		t.Errorf("blocks are %v and %v", g.values[38][33], g.values[75][2])
	}
}

func TestQuadrantsHaveRoom(t *testing.T) {
	for _, c := range []struct{ low, high, at, from, to float64 }{
		{0, 1, .5, 0, 1},
		{0, .9, .9, 0, 1.2},
		{0, 3, 0, -1, 3},
	} {
		if from, to := roomy(c.low, c.high, c.at); math.Abs(from-c.from) > 1e-9 || math.Abs(to-c.to) > 1e-9 {
			t.Errorf("%v … %v around %v becomes %v … %v, want %v … %v", c.low, c.high, c.at, from, to, c.from, c.to)
		}
	}
}

func TestPage(t *testing.T) {
	p := NewPage(NewBars("b", "y", []string{"x"}).Add("s", []float64{1})).Add("a plain value").Note("What it means.", "pond, cpu")
	d := p.Render().Data
	for _, want := range []string{"What it means.", "a plain value", "pond, cpu", "<svg"} {
		if !strings.Contains(d[display.MIMEHTML].(string), want) {
			t.Errorf("page lacks %q", want)
		}
	}
	if text := d[display.MIMEText].(string); !strings.HasPrefix(text, "What it means.\n") || !strings.HasSuffix(text, "pond, cpu") {
		t.Errorf("text is %q", text)
	}
	if d[display.MIMEPNG] == nil {
		t.Error("no picture")
	}
	if NewPage("words").PNG() != nil {
		t.Error("a picture of nothing")
	}
}

func TestPageIsOneDrawing(t *testing.T) {
	bars := NewBars("gates", "gate", []string{"layer 0", "layer 1"}).Add("attention", []float64{.1, -.2})
	lines := NewLines("curve", "x", "y").Add("one", []float64{0, 1}, []float64{1, 2})
	svg := NewPage(bars, display.NewTable("a").Add(1), lines).Note("it rises", "pond").SVG()
	if err := xml.Unmarshal([]byte(svg), new(any)); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(svg, "<svg "); n != 4 || !strings.Contains(svg, "curve") || !strings.Contains(svg, "it rises") {
		t.Errorf("%d drawings in %.200s", n, svg)
	}
	if svg := NewPage(display.NewTable("a").Add(1)).SVG(); svg != "" {
		t.Errorf("a table is no drawing: %.80s", svg)
	}
	huge := make([][]float64, 100)
	for i := range huge {
		huge[i] = make([]float64, 100)
	}
	names := make([]string, 100)
	if svg := NewPage(bars, NewHeat("huge", "", "", names, names, huge)).SVG(); len(svg) > 1<<20 {
		t.Errorf("%d bytes", len(svg))
	}
}
