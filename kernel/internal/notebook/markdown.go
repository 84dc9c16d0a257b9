package notebook

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A heading is one line of the table of contents.
type heading struct {
	Level    int
	ID, Text string
}

// A markdown renders the cells of one page: their headings share one space of names.
type markdown struct {
	gm  goldmark.Markdown
	ids parser.IDs
}

func newMarkdown() *markdown {
	return &markdown{
		gm: goldmark.New(
			goldmark.WithExtensions(extension.GFM, extension.Footnote, mathExtension{}),
			goldmark.WithParserOptions(parser.WithAutoHeadingID()),
			goldmark.WithRendererOptions(html.WithUnsafe(), renderer.WithNodeRenderers(util.Prioritized(fences{}, 100))),
		),
		ids: parser.NewContext().IDs(),
	}
}

// render returns the HTML of one cell and its headings.
func (m *markdown) render(source string, attachments map[string]any) (template.HTML, []heading, error) {
	src := []byte(source)
	doc := m.gm.Parser().Parse(text.NewReader(src), parser.WithContext(parser.NewContext(parser.WithIDs(m.ids))))
	var headings []heading
	err := ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			id, _ := n.AttributeString("id")
			name, _ := id.([]byte)
			if n.Level <= 3 {
				headings = append(headings, heading{n.Level, string(name), plain(n, src)})
			}
		case *ast.Image:
			if name, ok := strings.CutPrefix(string(n.Destination), "attachment:"); ok {
				n.Destination = []byte(attachment(attachments, name))
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		return "", nil, fmt.Errorf("notebook: markdown: %w", err)
	}
	var b bytes.Buffer
	if err := m.gm.Renderer().Render(&b, src, doc); err != nil {
		return "", nil, fmt.Errorf("notebook: markdown: %w", err)
	}
	return template.HTML(b.String()), headings, nil
}

// plain returns the text below a node.
func plain(n ast.Node, src []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(n.Value(src))
		case *ast.String:
			b.Write(n.Value)
		case *mathNode:
			b.WriteString(n.tex)
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// attachment returns a picture that was pasted into a cell, as a URL with the data in it.
func attachment(all map[string]any, name string) string {
	bundle, _ := all[name].(map[string]any)
	for mime, v := range bundle {
		if s, ok := v.(string); ok && strings.HasPrefix(mime, "image/") {
			return "data:" + mime + ";base64," + strings.TrimSpace(s)
		}
	}
	return ""
}

// fences colours the code in fenced blocks.
type fences struct{}

func (fences) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindFencedCodeBlock, func(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		n := node.(*ast.FencedCodeBlock)
		var code strings.Builder
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			code.Write(line.Value(src))
		}
		_, err := fmt.Fprintf(w, "<pre class=\"code\"><code>%s</code></pre>\n", highlight(code.String(), string(n.Language(src))))
		return ast.WalkSkipChildren, err
	})
}
