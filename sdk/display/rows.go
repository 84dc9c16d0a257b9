package display

import (
	"encoding/base64"
	"fmt"
	"html"
	"strings"
)

// Rows shows values side by side, wrapping like words: pictures of a prompt, figures of a comparison.
func Rows(values ...any) Data {
	var page, text strings.Builder
	page.WriteString(`<div style="display:flex;flex-wrap:wrap;gap:8px;align-items:flex-start">`)
	for i, v := range values {
		d := Bundle(v)
		page.WriteString("<div>" + asHTML(d) + "</div>")
		if i > 0 {
			text.WriteString("\n")
		}
		fmt.Fprint(&text, d.Data[MIMEText])
	}
	page.WriteString("</div>")
	return one(MIMEHTML, page.String(), text.String())
}

// asHTML is the richest form of d that stands in a page by itself.
func asHTML(d Data) string {
	for _, mime := range []string{MIMEHTML, MIMESVG} {
		if s, ok := d.Data[mime].(string); ok {
			return s
		}
	}
	for _, mime := range []string{MIMEPNG, MIMEJPEG} {
		if b, ok := d.Data[mime].([]byte); ok {
			return fmt.Sprintf(`<img alt="%s" src="data:%s;base64,%s">`,
				html.EscapeString(fmt.Sprint(d.Data[MIMEText])), mime, base64.StdEncoding.EncodeToString(b))
		}
	}
	return "<pre>" + html.EscapeString(fmt.Sprint(d.Data[MIMEText])) + "</pre>"
}
