package engine

import (
	"context"
	"fmt"
	"testing"
)

// Each method by which gophernotes shows a value, on types that cells declare: for a value, a pointer, in Display.
func TestRenderersOfCells(t *testing.T) {
	nb := newNotebook(t)
	for _, c := range []struct{ method, mime, want string }{
		{"HTML() string { return `<b>` }", "text/html", "<b>"},
		{"Markdown() string { return `*a*` }", "text/markdown", "*a*"},
		{"Latex() string { return `$x$` }", "text/latex", "$x$"},
		{"JavaScript() string { return `alert()` }", "application/javascript", "alert()"},
		{"SVG() string { return `<svg/>` }", "image/svg+xml", "<svg/>"},
		{"PNG() []byte { return []byte{1} }", "image/png", "AQ=="},
		{"JPEG() []byte { return []byte{1} }", "image/jpeg", "AQ=="},
		{"PDF() []byte { return []byte{1} }", "application/pdf", "AQ=="},
		{"JSON() map[string]any { return map[string]any{`a`: 1} }", "application/json", `{"a":1}`},
		{"SimpleRender() display.MIMEMap { return display.MIMEMap{`text/html`: `<i>`} }", "text/html", "<i>"},
		{"Render() display.Data { return display.Data{Data: display.MIMEMap{`text/html`: `<u>`}} }", "text/html", "<u>"},
		{"HTML() string { return `<b>` }\nfunc (T) String() string { return `plain` }", "text/plain", "plain"},
	} {
		for _, form := range []string{"T{1}", "&T{1}", "Display(T{1})", "Display(&T{1})", "func() (any, error) { return T{1}, nil }()", "any(T{1})", "[]any{T{1}}[0]"} {
			code := fmt.Sprintf("import \"wade/sdk/display\"\nvar _ display.Data\ntype T struct{ n int }\nfunc (T) %s\n%s", c.method, form)
			if _, _, failed := nb.run(context.Background(), code); failed != "" {
				t.Errorf("%s\n%s", code, failed)
				continue
			}
			all := append(nb.result, nb.shown...)
			if len(all) != 1 || fmt.Sprintf("%s", all[0].Data[c.mime]) != c.want {
				t.Errorf("%s\nshows %v, want %s as %s", code, all, c.want, c.mime)
			}
			if _, ok := all[0].Data["text/plain"]; !ok {
				t.Errorf("%s: no text", code)
			}
		}
	}
}
