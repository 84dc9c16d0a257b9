package prompt

import (
	"fmt"
	"html"
	"strings"
)

// String is the prompt in words, a line for each chunk, pictures as their descriptions in brackets.
func (p *Prompt) String() string {
	var b strings.Builder
	for i, c := range p.chunks {
		if i > 0 {
			b.WriteByte('\n')
		}
		if c.Picture != nil && !absent(c.Picture) {
			fmt.Fprintf(&b, "[%s] ", caption(c.Picture))
		}
		b.WriteString(c.Prompt)
		switch c.Kind {
		case Shot:
			b.WriteString(" " + c.Answer)
		case Ask:
			b.WriteString(" …")
		}
	}
	if p.err != nil {
		fmt.Fprintf(&b, "\n(%v)", p.err)
	}
	return strings.TrimPrefix(b.String(), "\n")
}

// HTML shows the chunks side by side, self-contained, with what was answered in bold and the open question framed.
func (p *Prompt) HTML() string { return p.Answered("") }

// Answered is HTML with an answer to the question filled in.
func (p *Prompt) Answered(answer string) string {
	var b strings.Builder
	b.WriteString(`<div style="display:flex;flex-wrap:wrap;gap:8px;align-items:flex-start;margin:4px 0">`)
	for _, c := range p.chunks {
		frame := "1px solid rgba(128,128,128,.35)"
		reply := c.Answer
		if c.Kind == Ask {
			frame, reply = "2px solid currentColor", answer
			if answer == "" {
				reply = "…"
			}
		}
		fmt.Fprintf(&b, `<div style="border:%s;border-radius:6px;padding:6px;max-width:12em;font-size:90%%">`, frame)
		if c.Picture != nil && !absent(c.Picture) {
			b.WriteString(pictureHTML(c.Picture, 96))
		}
		fmt.Fprintf(&b, `<div style="margin-top:4px">%s`, html.EscapeString(c.Prompt))
		if reply != "" {
			fmt.Fprintf(&b, ` <b>%s</b>`, html.EscapeString(reply))
		}
		b.WriteString(`</div></div>`)
	}
	b.WriteString(`</div>`)
	if p.err != nil {
		fmt.Fprintf(&b, `<div role="alert" style="color:#c0392b">%s</div>`, html.EscapeString(p.err.Error()))
	}
	return b.String()
}
