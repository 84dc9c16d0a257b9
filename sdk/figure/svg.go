package figure

import (
	"encoding/base64"
	"fmt"
	"html"
	"image"
	"strconv"
	"strings"
)

func dec(v float64) string {
	return strconv.FormatFloat(float64(int64(v*100+sign(v)*.5))/100, 'f', -1, 64)
}

func sign(v float64) float64 {
	if v < 0 {
		return -1
	}
	return 1
}

// clean keeps a text valid in XML, where most control characters have no form at all.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r >= 0x20 && r != 0xfffe && r != 0xffff && r != 0x7f:
			return r
		}
		return '\ufffd'
	}, strings.ToValidUTF8(s, "\ufffd"))
	return html.EscapeString(s)
}

// svg is the drawing; alone it carries its style sheet and ground, inside of a page both come from what is around it.
func (s *scene) svg(alone bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="wade-fig" role="img" aria-label="%s" width="%s" height="%s" viewBox="0 0 %[2]s %[3]s" font-family="Helvetica,Arial,'Liberation Sans',sans-serif">`,
		clean(s.alt), dec(s.w), dec(s.h))
	if alone {
		b.WriteString("<style>" + style + "</style>")
		(&part{kind: box, w: s.w, h: s.h, fill: &paper}).svg(&b)
	}
	for i := range s.parts {
		s.parts[i].svg(&b)
	}
	for _, h := range s.hits {
		h.svg(&b, s.w, s.h)
	}
	b.WriteString("</svg>")
	return b.String()
}

// colours writes fill and stroke: as attributes for viewers that know no variables, as classes for those that do.
func (p *part) colours(b *strings.Builder) {
	class := p.class
	one := func(attribute, letter string, c *paint) {
		if c == nil {
			if attribute == "fill" && p.kind != bitmap {
				b.WriteString(` fill="none"`)
			}
			return
		}
		fmt.Fprintf(b, ` %s="#%02x%02x%02x"`, attribute, c.light.R, c.light.G, c.light.B)
		if c.name != "" {
			class = strings.TrimSpace(class + " " + letter + "-" + c.name)
		} else if c.light.A < 255 {
			fmt.Fprintf(b, ` %s-opacity="%s"`, attribute, dec(float64(c.light.A)/255))
		}
	}
	one("fill", "f", p.fill)
	one("stroke", "k", p.stroke)
	if class != "" {
		fmt.Fprintf(b, ` class="%s"`, class)
	}
	if p.fade > 0 && p.fade < 1 {
		fmt.Fprintf(b, ` fill-opacity="%s"`, dec(p.fade))
	}
	if p.stroke != nil {
		fmt.Fprintf(b, ` stroke-width="%s"`, dec(p.width))
	}
	if len(p.dash) > 0 {
		d := make([]string, len(p.dash))
		for i, v := range p.dash {
			d[i] = dec(v)
		}
		fmt.Fprintf(b, ` stroke-dasharray="%s"`, strings.Join(d, " "))
	}
}

func (p *part) svg(b *strings.Builder) {
	switch p.kind {
	case box:
		fmt.Fprintf(b, `<rect x="%s" y="%s" width="%s" height="%s"`, dec(p.x), dec(p.y), dec(p.w), dec(p.h))
		p.colours(b)
		b.WriteString("/>")
	case path:
		b.WriteString(`<path d="`)
		for i, q := range p.points {
			if i == 0 {
				b.WriteString("M")
			} else {
				b.WriteString("L")
			}
			b.WriteString(dec(q.x) + " " + dec(q.y))
		}
		if p.closed {
			b.WriteString("Z")
		}
		b.WriteString(`"`)
		p.colours(b)
		b.WriteString(` stroke-linejoin="round"/>`)
	case words:
		fmt.Fprintf(b, `<text x="%s" y="%s" font-size="%s" xml:space="preserve"`, dec(p.x), dec(p.y), dec(p.size))
		switch p.anchor {
		case .5:
			b.WriteString(` text-anchor="middle"`)
		case 1:
			b.WriteString(` text-anchor="end"`)
		}
		if p.bold {
			b.WriteString(` font-weight="bold"`)
		}
		if p.under {
			b.WriteString(` text-decoration="underline"`)
		}
		if p.turn != 0 {
			fmt.Fprintf(b, ` transform="rotate(%s %s %s)"`, dec(-p.turn), dec(p.x), dec(p.y))
		}
		p.colours(b)
		b.WriteString(">" + clean(p.text) + "</text>")
	case bitmap:
		fmt.Fprintf(b, `<image x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none" style="image-rendering:pixelated" href="%s"`,
			dec(p.x), dec(p.y), dec(p.w), dec(p.h), photo(p.img))
		p.colours(b)
		b.WriteString("/>")
	case tip:
		fmt.Fprintf(b, `<rect x="%s" y="%s" width="%s" height="%s" fill-opacity="0"><title>%s</title></rect>`, dec(p.x), dec(p.y), dec(p.w), dec(p.h), clean(p.text))
	case group:
		b.WriteString(`<g class="` + p.class + `">`)
	case shut:
		b.WriteString("</g>")
	}
}

// svg writes the place and, beside it, the lines that appear.
func (h hit) svg(b *strings.Builder, width, height float64) {
	if h.quiet {
		(&part{kind: tip, x: h.x, y: h.y, w: h.w, h: h.h, text: strings.Join(h.lines, "\n")}).svg(b)
		return
	}
	const size, step = 11, 14
	w, tall := widest(h.lines, size)+12, float64(len(h.lines))*step+8
	x := min(max(h.x+h.w/2-w/2, 1), max(width-w-1, 1))
	y := h.y - tall - 3
	if h.inside { // beside the place, towards the middle
		y = h.y + 4
		if x = h.x + h.w + 8; h.x+h.w/2 > width/2 {
			x = h.x - w - 8
		}
		x = min(max(x, 1), max(width-w-1, 1))
	}
	if y < 1 {
		y = min(h.y+h.h+3, max(height-tall-1, 1))
	}
	kind := ""
	if h.keyboard {
		kind = " keys"
	}
	fmt.Fprintf(b, `<g class="hit%s" tabindex="0" aria-label="%s"><rect class="zone" x="%s" y="%s" width="%s" height="%s" fill="#000" fill-opacity="0"/><g class="tip" style="display:none">`,
		kind, clean(strings.Join(h.lines, ", ")), dec(h.x), dec(h.y), dec(h.w), dec(h.h))
	(&part{kind: box, x: x, y: y, w: w, h: tall, fill: &paper, stroke: &soft, width: 1}).svg(b)
	if h.inside {
		(&part{kind: path, points: []point{{h.at, h.y}, {h.at, h.y + h.h}}, stroke: &soft, width: 1}).svg(b)
	}
	for i, l := range h.lines {
		(&part{kind: words, x: x + 6, y: y + 4 + step*float64(i) + 10, size: size, fill: &ink, text: l}).svg(b)
	}
	b.WriteString("</g></g>")
}

func dataURI(img image.Image) string {
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(encode(img))
}
