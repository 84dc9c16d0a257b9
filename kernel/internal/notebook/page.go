package notebook

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"
)

var (
	//go:embed page.css
	pageCSS string
	//go:embed page.tmpl
	pageSource string

	pageTemplate = template.Must(template.New("page").Parse(pageSource))
)

// An Origin says on a page where it comes from.
type Origin struct {
	File string // name of the notebook, a title for one without headings
	By   string // what ran it, such as "wade 0.1.0 on linux/amd64"
}

type page struct {
	Title    string
	Origin   Origin
	CSS      template.CSS
	Headings []heading
	Cells    []pageCell
	Code     bool // there is code that a reader may want to hide
}

type pageCell struct {
	ID      string
	Type    string
	Count   int
	HTML    template.HTML // text of markdown, or coloured code
	Outputs []pageOutput
}

type pageOutput struct {
	Class string
	HTML  template.HTML
}

// HTML returns the notebook as one page: it loads nothing, reads well in light,
// dark and print, and shows outputs as they are, scripts included. So render
// only notebooks whose outputs you trust, as with Jupyter itself.
func (n *Notebook) HTML(origin Origin) ([]byte, error) {
	p := page{Title: n.Title(), Origin: origin, CSS: template.CSS(pageCSS)}
	if p.Title == "" {
		p.Title = strings.TrimSuffix(origin.File, ".ipynb")
	}
	md := newMarkdown()
	for i, c := range n.Cells {
		pc := pageCell{ID: fmt.Sprintf("cell-%d", i+1), Type: c.Type, Count: c.Count}
		switch c.Type {
		case Markdown:
			html, headings, err := md.render(c.Source, c.Attachments)
			if err != nil {
				return nil, err
			}
			pc.HTML = html
			p.Headings = append(p.Headings, headings...)
		case Code:
			if strings.TrimSpace(c.Source) == "" && len(c.Outputs) == 0 {
				continue
			}
			if !c.hides("source") {
				p.Code = true
				pc.HTML = highlight(c.Source, "go")
			}
			if !c.hides("outputs") {
				for _, o := range c.Outputs {
					pc.Outputs = append(pc.Outputs, renderOutput(o, md))
				}
			}
		default:
			pc.HTML = template.HTML(template.HTMLEscapeString(c.Source))
		}
		p.Cells = append(p.Cells, pc)
	}
	if len(p.Headings) < 3 {
		p.Headings = nil // no need to find one's way
	}
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, p); err != nil {
		return nil, fmt.Errorf("notebook: render: %w", err)
	}
	return b.Bytes(), nil
}

// hides tells whether JupyterLab shows a part of the cell, "source" or
// "outputs", folded away.
func (c *Cell) hides(part string) bool {
	j, _ := c.Metadata["jupyter"].(map[string]any)
	hidden, _ := j[part+"_hidden"].(bool)
	return hidden
}
