package probe

import (
	"wade/sdk/display"
	"wade/sdk/figure"
	"wade/sdk/flamingo"
)

// rendered is a figure whose text is that of the result.
func rendered(f display.Renderer, text string) display.Data {
	d := f.Render()
	d.Data[display.MIMEText] = text
	return d
}

// noted is figures with the reading below, and the text of the result as its text.
func noted(of interface {
	Reading() string
	String() string
}, from flamingo.Provenance, parts ...any) display.Data {
	return rendered(figure.NewPage(parts...).Note(of.Reading(), from.Line()), of.String())
}
