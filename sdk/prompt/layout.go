package prompt

import (
	"fmt"
	"html"
	"strings"
)

// String lists the tokens in runs that belong together: their places, which picture they see, what they are, and their text.
func (e *Encoded) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d tokens, %d pictures", len(e.Tokens), len(e.Pictures))
	for from := 0; from < len(e.Tokens); {
		first, to := e.Tokens[from], from
		var text strings.Builder
		for to < len(e.Tokens) && e.Tokens[to].Chunk == first.Chunk && e.Tokens[to].Role == first.Role && e.Tokens[to].Image == first.Image {
			text.WriteString(e.Tokens[to].Text)
			to++
		}
		sees := "no picture"
		if first.Image >= 0 {
			sees = fmt.Sprintf("picture %d", first.Image)
		}
		fmt.Fprintf(&b, "\n%4d-%-4d  %-11s %-10s %q", from, to-1, sees, first.Role, text.String())
		from = to
	}
	return b.String()
}

// shades are backgrounds for tokens that see one picture or another; they can be read on light and dark pages.
var shades = []string{"rgba(66,133,244,.25)", "rgba(234,134,0,.25)", "rgba(52,168,83,.25)", "rgba(171,71,188,.25)", "rgba(0,172,193,.25)", "rgba(233,30,99,.22)"}

// HTML shows the tokens one after another, each on the colour of the picture that it sees, which stands before the first of
// them. Pointing at a token shows its place, id and role.
func (e *Encoded) HTML() string {
	var b strings.Builder
	b.WriteString(`<div style="line-height:2.1;font-size:90%">`)
	shown := -1
	for i, t := range e.Tokens {
		shade, sees := "transparent", "sees no picture"
		if t.Image >= 0 {
			shade, sees = shades[t.Image%len(shades)], fmt.Sprintf("sees picture %d", t.Image)
		}
		if t.Image > shown {
			shown = t.Image
			if shown < len(e.Pictures) && !absent(e.Pictures[shown]) {
				fmt.Fprintf(&b, `<span style="display:inline-block;vertical-align:middle;background:%s;border-radius:4px;padding:3px;margin:2px 4px">%s</span>`, shade, pictureHTML(e.Pictures[shown], 40))
			}
		}
		text := strings.ReplaceAll(html.EscapeString(t.Text), "\n", "⏎")
		if strings.TrimSpace(text) == "" {
			text = "␣"
		}
		fmt.Fprintf(&b, `<span title="token %d, id %d, %s, %s" style="background:%s;border-radius:3px;padding:2px 3px;margin:1px;white-space:pre">%s</span>`,
			i, t.ID, t.Role, sees, shade, text)
		if strings.Contains(t.Text, "\n") {
			b.WriteString(`<br>`)
		}
	}
	b.WriteString(`</div>`)
	return b.String()
}
