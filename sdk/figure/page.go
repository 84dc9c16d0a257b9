package figure

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"regexp"
	"strconv"
	"strings"

	"wade/sdk/display"
)

// Page is several figures in one output, with a sentence that says what they show and a small line of where they come from.
type Page struct {
	parts   []any
	reading string
	from    string
}

// NewPage puts figures below each other. Parts are figures of this package, tables, or whatever shows itself.
func NewPage(parts ...any) *Page { return &Page{parts: parts} }

// Add appends parts.
func (p *Page) Add(parts ...any) *Page {
	p.parts = append(p.parts, parts...)
	return p
}

// Note gives the reading, one or two sentences that stand below the figures, and their origin in small print, such as
// the line of a [flamingo.Provenance]. Either may be empty.
func (p *Page) Note(reading, origin string) *Page {
	p.reading, p.from = reading, origin
	return p
}

// HTML is the page.
func (p *Page) HTML() string {
	var b strings.Builder
	for _, v := range p.parts {
		d := display.Bundle(v)
		switch h, ok := d.Data[display.MIMEHTML].(string); {
		case ok:
			b.WriteString(`<div class="part">` + h + `</div>`)
		default:
			b.WriteString(`<div class="part">` + display.Rows(d).Data[display.MIMEHTML].(string) + `</div>`)
		}
	}
	if p.reading != "" {
		b.WriteString(`<p class="note">` + clean(p.reading) + `</p>`)
	}
	if p.from != "" {
		b.WriteString(`<p class="from">` + clean(p.from) + `</p>`)
	}
	return page(b.String(), nil, "")
}

// PNG is the figures of the page below each other, nil if none of them is a picture.
func (p *Page) PNG() []byte {
	var all []image.Image
	for _, v := range p.parts {
		b, ok := display.Bundle(v).Data[display.MIMEPNG].([]byte)
		if !ok {
			continue
		}
		if img, err := png.Decode(bytes.NewReader(b)); err == nil {
			all = append(all, img)
		}
	}
	if len(all) == 0 {
		return nil
	}
	if notes := p.notes(); notes != nil {
		all = append(all, notes.raster())
	}
	return encode(stack(all))
}

// notes draws reading and origin, nil if there are none.
func (p *Page) notes() *scene {
	if p.reading == "" && p.from == "" {
		return nil
	}
	notes := &scene{w: chartWidth, h: 4}
	for _, t := range []struct {
		text string
		size float64
		fill paint
	}{{p.reading, 12, ink}, {p.from, 9.5, soft}} {
		for _, line := range wrap(t.text, t.size, notes.w-20) {
			notes.h += t.size + 4
			notes.text(8, notes.h-2, t.size, 0, t.fill, line)
		}
	}
	notes.h += 6
	return notes
}

// opening is the beginning of a drawing with its size.
var opening = regexp.MustCompile(`<svg [^>]*?width="([0-9.]+)" height="([0-9.]+)"`)

// SVG is the figures of the page below each other as one drawing, empty if one of them is too large to be drawn, or none is a
// picture.
func (p *Page) SVG() string {
	var b strings.Builder
	w, h := 0.0, 0.0
	add := func(svg string) bool {
		size := opening.FindStringSubmatch(svg)
		at := strings.Index(svg, "<svg ")
		if size == nil {
			return false
		}
		fmt.Fprintf(&b, `<svg x="0" y="%s" %s`, dec(h), svg[at+len("<svg "):])
		dx, _ := strconv.ParseFloat(size[1], 64)
		dy, _ := strconv.ParseFloat(size[2], 64)
		w, h = max(w, dx), h+dy
		return true
	}
	for _, v := range p.parts {
		d := display.Bundle(v).Data
		if _, drawn := d[display.MIMEPNG]; !drawn {
			continue
		}
		if svg, ok := d[display.MIMESVG].(string); !ok || !add(svg) {
			return ""
		}
	}
	if w == 0 {
		return ""
	}
	if notes := p.notes(); notes != nil {
		add(notes.svg(true))
	}
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s">%s</svg>`, dec(w), dec(h), dec(w), dec(h), b.String())
}

// stack puts images below each other on white.
func stack(all []image.Image) image.Image {
	w, h := 0, 0
	for _, img := range all {
		w, h = max(w, img.Bounds().Dx()), h+img.Bounds().Dy()
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range out.Pix {
		out.Pix[i] = 255
	}
	y := 0
	for _, img := range all {
		r := img.Bounds()
		for dy := range r.Dy() {
			for dx := range r.Dx() {
				out.Set(dx, y+dy, img.At(r.Min.X+dx, r.Min.Y+dy))
			}
		}
		y += r.Dy()
	}
	return out
}

// Render shows the page as HTML, PNG, SVG where it is not too large, and text.
func (p *Page) Render() display.Data {
	once := &Page{reading: p.reading, from: p.from} // drawing is what takes time
	for _, v := range p.parts {
		once.parts = append(once.parts, display.Bundle(v))
	}
	p = once
	d := display.MIMEMap{display.MIMEHTML: p.HTML(), display.MIMEText: p.String()}
	if b := p.PNG(); b != nil {
		d[display.MIMEPNG] = b
	}
	if svg := p.SVG(); svg != "" {
		d[display.MIMESVG] = svg
	}
	return display.Data{Data: d}
}

// String is the text of the parts, the reading first.
func (p *Page) String() string {
	var b strings.Builder
	if p.reading != "" {
		b.WriteString(p.reading + "\n")
	}
	for _, v := range p.parts {
		fmt.Fprintln(&b, strings.TrimRight(fmt.Sprint(display.Bundle(v).Data[display.MIMEText]), "\n"))
	}
	if p.from != "" {
		b.WriteString(p.from + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}
