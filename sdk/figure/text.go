package figure

import (
	"fmt"
	"image"
	"math"
	"slices"
	"strings"

	"wade/sdk/display"
)

// Span is a piece of a [Text], usually a token with the space that belongs to it. A "\n" in it breaks the line.
type Span struct {
	Text    string
	Value   float64  // its colour; NaN for none
	Hover   []string // lines under the pointer and on focus, after text and value
	Mark    bool     // underlined
	Picture any      // drawn before the text, nil for none: a prompt.Picture or an image.Image
}

// Text is a text whose pieces are coloured by sign and size of a value: orange above zero, blue below, and zero is the
// ground itself.
type Text struct {
	title      string
	spans      []Span
	pictures   []image.Image
	scale      colours
	less, more string
	err        error
}

// NewText starts a text.
func NewText(title string) *Text { return &Text{title: title, scale: colours{two: true}} }

// Add appends pieces.
func (t *Text) Add(spans ...Span) *Text {
	for _, s := range spans {
		var img image.Image
		if s.Picture != nil {
			var err error
			if img, err = pixels(s.Picture, 128); err != nil {
				t.err = err
			}
		}
		t.spans, t.pictures = append(t.spans, s), append(t.pictures, img)
	}
	return t
}

// Scale fixes the colours to -most … most, so that texts can be compared; values beyond are clipped and the legend says
// how many.
func (t *Text) Scale(most float64) *Text {
	if !(most > 0) {
		t.err = fmt.Errorf("figure: a scale up to %v", most)
	}
	t.scale.low, t.scale.high, t.scale.set = -most, most, true
	return t
}

// Labels says in the legend what values below and above zero mean.
func (t *Text) Labels(less, more string) *Text {
	t.less, t.more = less, more
	return t
}

func (t *Text) fault() error { return t.err }

func (t *Text) values() [][]float64 {
	v := make([]float64, len(t.spans))
	for i, s := range t.spans {
		v[i] = s.Value
	}
	return [][]float64{v}
}

// HTML is the text as such, with a panel under each piece that is pointed at or reached by keyboard. The colours are
// written at each piece and stay also where style sheets are taken out.
func (t *Text) HTML() string {
	if t.err != nil {
		return htmlOf(t)
	}
	scale := t.scale.fit(t.values())
	var b strings.Builder
	if t.title != "" {
		b.WriteString(`<div style="font-weight:bold">` + clean(t.title) + `</div>`)
	}
	deep := 0
	for _, s := range t.spans {
		if len(s.Hover) > 0 {
			deep = max(deep, len(s.Hover)+1)
		}
	}
	// Room for the panel of the last line, which would otherwise be cut by what is around it; it may hide the legend.
	fmt.Fprintf(&b, `<div class="words" role="group" aria-label="%s" style="padding-bottom:%dpx">`, clean(t.alt()), max(0, min(deep, 14)*19-4))
	for i, s := range t.spans {
		t.span(&b, s, t.pictures[i], scale)
	}
	b.WriteString("</div>")
	b.WriteString(t.legend(scale))
	return page(b.String(), nil, "")
}

func (t *Text) span(b *strings.Builder, s Span, picture image.Image, scale colours) {
	if picture != nil {
		fmt.Fprintf(b, `<img alt="%s" src="%s" height="64" style="height:64px;vertical-align:middle;image-rendering:pixelated;margin:2px 4px 2px 2px"/>`, clean(named(s.Picture)), photo(picture))
	}
	text, breaks := strings.CutSuffix(s.Text, "\n")
	class, extra := "t", ""
	if s.Mark {
		class += " mark"
	}
	if len(s.Hover) > 0 {
		class += " hit"
		extra = ` tabindex="0"`
	}
	if finite(s.Value) && s.Value != 0 {
		extra += fmt.Sprintf(` style="background-color:%s"`, scale.css(s.Value))
	}
	if text != "" || len(s.Hover) > 0 {
		fmt.Fprintf(b, `<span class="%s"%s>%s`, class, extra, clean(text))
		if len(s.Hover) > 0 {
			head := strings.TrimSpace(text)
			if !math.IsNaN(s.Value) {
				head += "   " + signed(s.Value)
			}
			fmt.Fprintf(b, `<span class="tip" role="tooltip" style="display:none"><b>%s</b>`+"\n%s</span>", clean(head), clean(strings.Join(s.Hover, "\n")))
		}
		b.WriteString("</span>")
	}
	if breaks {
		b.WriteString("<br/>")
	}
}

// named is what a picture says of itself.
func named(picture any) string {
	if s, ok := picture.(fmt.Stringer); ok {
		return s.String()
	}
	return "picture"
}

func (t *Text) legend(scale colours) string {
	low, high := scale.ends()
	note := ""
	if n := scale.clipped(t.values()); n > 0 && scale.set {
		note = fmt.Sprintf(" (%d beyond are clipped)", n)
	}
	return fmt.Sprintf(`<div class="from">%s %s <span style="display:inline-block;width:130px;height:9px;border:1px solid rgba(128,128,128,.5);background:linear-gradient(90deg,%s,rgba(128,128,128,0),%s)"></span> %s %s%s</div>`,
		clean(t.less), low, scale.css(math.Inf(-1)), scale.css(math.Inf(1)), high, clean(t.more), note)
}

// scene sets the text in lines.
func (t *Text) scene() *scene {
	const size, step, thumb = 13.0, 24.0, 48.0
	scale := t.scale.fit(t.values())
	s := &scene{w: chartWidth, alt: t.alt()}
	y := 12.0
	if t.title != "" {
		for _, line := range wrap(t.title, 15, chartWidth-20) {
			s.heading(8, y+6, line)
			y += 20
		}
	}
	x, tall := 10.0, step
	place := func(w, h float64) { // makes room for something w wide
		if x+w > s.w-10 && x > 10 {
			x, y, tall = 10, y+tall, step
		}
		tall = max(tall, h)
	}
	for i, span := range t.spans {
		if img := t.pictures[i]; img != nil {
			r := img.Bounds()
			w := thumb * float64(r.Dx()) / float64(max(1, r.Dy()))
			place(w+4, thumb+6)
			s.image(x, y, w, thumb, img, "")
			x += w + 4
		}
		lines := strings.Split(span.Text, "\n")
		for k, text := range lines {
			if k > 0 {
				x, y, tall = 10, y+tall, step
			}
			if text == "" {
				continue
			}
			w := breadth(text, size)
			if text = shorten(text, size, s.w-24); w > s.w-24 {
				w = breadth(text, size)
			}
			place(w+4, step)
			if finite(span.Value) && span.Value != 0 {
				s.box(x, y+2, w+2, 18, fixed(scale.colour(scale.level(span.Value))), 0)
			}
			s.add(part{kind: words, x: x + 1, y: y + 15, size: size, fill: &ink, text: text, under: span.Mark})
			x += w + 3
		}
	}
	y += tall + 8
	s.w = max(s.w, 10+scale.legend(s, 10, y, t.less, t.more, t.values())+10)
	s.h = y + 28
	return s
}

// Table holds the pieces, one row each.
func (t *Text) Table() *display.Table {
	table := display.NewTable("text", "value", "more")
	table.Caption = t.title
	for _, s := range t.spans {
		if math.IsNaN(s.Value) {
			table.Add(s.Text, "", strings.Join(s.Hover, "; "))
		} else {
			table.Add(s.Text, s.Value, strings.Join(s.Hover, "; "))
		}
	}
	return table
}

// Render shows the text as HTML, SVG, PNG and plain text.
func (t *Text) Render() display.Data { return rendered(t) }

// SVG is the text as a drawing, empty if there is a mistake.
func (t *Text) SVG() string { return svgOf(t) }

// PNG is the text as a picture of 108 dots an inch, nil if there is a mistake.
func (t *Text) PNG() []byte { return pngOf(t) }

// String is the text with the value of each piece in brackets.
func (t *Text) String() string {
	var b strings.Builder
	if t.title != "" {
		b.WriteString(t.title + "\n")
	}
	for _, s := range t.spans {
		if s.Picture != nil {
			b.WriteString("[" + named(s.Picture) + "] ")
		}
		text, breaks := strings.CutSuffix(s.Text, "\n")
		b.WriteString(text)
		if finite(s.Value) && s.Value != 0 {
			fmt.Fprintf(&b, "[%+.2g]", s.Value)
		}
		if breaks {
			b.WriteString("\n")
		}
	}
	return b.String()
}

// alt names the pieces of largest value.
func (t *Text) alt() string {
	var order []int
	for i, s := range t.spans {
		if finite(s.Value) && s.Value != 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch x, y := math.Abs(t.spans[a].Value), math.Abs(t.spans[b].Value); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	text := fmt.Sprintf("Coloured text. %s: %d pieces, %d with a value.", t.title, len(t.spans), len(order))
	for k, i := range order[:min(3, len(order))] {
		text += []string{" Largest: ", ", ", ", "}[k] + fmt.Sprintf("%q %s", strings.TrimSpace(t.spans[i].Text), signed(t.spans[i].Value))
	}
	return text
}
