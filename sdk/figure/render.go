package figure

import (
	"encoding/base64"
	"fmt"

	"wade/sdk/display"
)

// chart is what the kinds have in common: a drawing, a text and the first mistake that was made.
type chart interface {
	scene() *scene
	fault() error
	String() string
}

// page is a figure as HTML. Where style sheets are taken out, as in a notebook that is not trusted or on a code hosting
// site, drawings go with them and the still picture is seen instead.
func page(body string, still []byte, alt string) string {
	const most = 400 << 10
	img := ""
	if len(still) > 0 && len(still) < most {
		img = fmt.Sprintf(`<img class="still" alt="%s" src="data:image/png;base64,%s"/>`, clean(alt), base64.StdEncoding.EncodeToString(still))
	}
	return `<div class="wade-fig"><style>` + style + `</style>` + body + img + `</div>`
}

func htmlOf(c chart) string {
	if err := c.fault(); err != nil {
		return `<div role="alert">` + clean(err.Error()) + `</div>`
	}
	s := c.scene()
	still, _ := s.png()
	return s.page(still)
}

func (s *scene) page(still []byte) string { return page(wide(s.svg(false)), still, s.alt) }

// wide lets a drawing scroll by itself where the page is narrower. It is hidden until the style sheet shows it: where that
// is taken out, the words of the drawing would be left over.
func wide(svg string) string { return `<div class="wide" style="display:none">` + svg + `</div>` }

func svgOf(c chart) string {
	if c.fault() != nil {
		return ""
	}
	return c.scene().svg(true)
}

func pngOf(c chart) []byte {
	if c.fault() != nil {
		return nil
	}
	b, _ := c.scene().png()
	return b
}

// rendered is the bundle of a figure, or the mistake in its place.
func rendered(c chart) display.Data {
	if err := c.fault(); err != nil {
		return display.String(err.Error())
	}
	s := c.scene()
	png, err := s.png()
	if err != nil {
		return display.String(err.Error())
	}
	d := display.MIMEMap{display.MIMEPNG: png, display.MIMEText: c.String()}
	if t, ok := c.(*Text); ok { // the only kind whose HTML is more than its drawing
		d[display.MIMEHTML] = t.HTML()
	} else {
		d[display.MIMEHTML] = s.page(png)
	}
	if svg := s.svg(true); len(svg) < 200<<10 {
		d[display.MIMESVG] = svg
	}
	return display.Data{Data: d}
}
