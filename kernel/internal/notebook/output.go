package notebook

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"strings"
)

// renderOutput shows one output in the best form that a page without network
// and without a kernel can show.
func renderOutput(o *Output, md *markdown) pageOutput {
	switch o.Type {
	case Stream:
		return pageOutput{"stream " + o.Name, pre(o.Text)}
	case Error:
		return pageOutput{"error", pre(strings.Join(o.Traceback, "\n"))}
	}
	for _, form := range forms {
		if v, ok := o.Data[form.mime]; ok {
			if html, ok := form.render(v, o, md); ok {
				return pageOutput{form.class, html}
			}
		}
	}
	return pageOutput{"text", pre("(this output has no form that a page can show)")}
}

// forms lists what can be shown, best first.
var forms = []struct {
	mime, class string
	render      func(v any, o *Output, md *markdown) (template.HTML, bool)
}{
	{"text/html", "html", func(v any, _ *Output, _ *markdown) (template.HTML, bool) {
		s, ok := v.(string)
		return template.HTML(s), ok
	}},
	{"image/svg+xml", "image", func(v any, o *Output, _ *markdown) (template.HTML, bool) {
		s, ok := v.(string)
		return img("image/svg+xml", base64.StdEncoding.EncodeToString([]byte(s)), o), ok
	}},
	{"image/png", "image", picture("image/png")},
	{"image/jpeg", "image", picture("image/jpeg")},
	{"text/markdown", "markdown", func(v any, _ *Output, md *markdown) (template.HTML, bool) {
		s, ok := v.(string)
		if !ok {
			return "", false
		}
		html, _, err := md.render(s, nil)
		return html, err == nil
	}},
	{"text/latex", "text", func(v any, _ *Output, _ *markdown) (template.HTML, bool) {
		s, ok := v.(string)
		return mathHTML(strings.Trim(s, "$ \n"), true), ok
	}},
	{"text/plain", "text", func(v any, _ *Output, _ *markdown) (template.HTML, bool) {
		s, ok := v.(string)
		return pre(s), ok
	}},
	{"application/json", "text", func(v any, _ *Output, _ *markdown) (template.HTML, bool) {
		raw, err := json.MarshalIndent(v, "", "  ")
		return "<pre>" + highlight(string(raw), "json") + "</pre>", err == nil
	}},
}

func picture(mime string) func(any, *Output, *markdown) (template.HTML, bool) {
	return func(v any, o *Output, _ *markdown) (template.HTML, bool) {
		s, ok := v.(string)
		return img(mime, strings.Join(strings.Fields(s), ""), o), ok
	}
}

// img returns a picture whose data, in base64, is part of the page.
func img(mime, data string, o *Output) template.HTML {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<img src="data:%s;base64,%s" alt="%s"`, mime, template.HTMLEscapeString(data), template.HTMLEscapeString(alt(o)))
	if size, ok := o.Metadata[mime].(map[string]any); ok {
		for _, side := range []string{"width", "height"} {
			if px, ok := size[side]; ok {
				fmt.Fprintf(&b, ` %s="%s"`, side, template.HTMLEscapeString(fmt.Sprint(px)))
			}
		}
	}
	b.WriteString(">")
	return template.HTML(b.String())
}

// alt is what a reader who cannot see the picture is told.
func alt(o *Output) string {
	s, _ := o.Data["text/plain"].(string)
	const most = 200
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "..."
	}
	return s
}

func pre(s string) template.HTML { return "<pre>" + terminalHTML(s) + "</pre>" }
