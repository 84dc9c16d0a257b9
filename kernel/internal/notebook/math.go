package notebook

import (
	"html/template"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// mathExtension keeps what stands between $ or $$ away from markdown, whose _
// and * mean something else there, and shows it as formula.
type mathExtension struct{}

func (mathExtension) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(mathParser{}, 150)))
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(mathRenderer{}, 150)))
}

type mathNode struct {
	ast.BaseInline
	tex     string
	display bool
}

var kindMath = ast.NewNodeKind("Math")

func (n *mathNode) Kind() ast.NodeKind { return kindMath }

func (n *mathNode) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"tex": n.tex}, nil)
}

type mathParser struct{}

func (mathParser) Trigger() []byte { return []byte{'$'} }

// Parse takes $...$ on one line, without blanks inside the dollars and without
// a digit behind them, so that prices stay prices; and $$...$$ over several.
func (mathParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, at := block.PeekLine()
	if !strings.HasPrefix(string(line), "$$") {
		end := strings.IndexByte(string(line[1:]), '$')
		if end <= 0 {
			return nil
		}
		tex, after := string(line[1:1+end]), line[2+end:]
		if tex[0] == ' ' || tex[len(tex)-1] == ' ' || len(after) > 0 && after[0] >= '0' && after[0] <= '9' {
			return nil
		}
		block.Advance(2 + end)
		return &mathNode{tex: tex}
	}
	rest := string(block.Source()[at.Start+2:])
	end := strings.Index(rest, "$$")
	if end < 0 || strings.Contains(rest[:end], "\n\n") {
		return nil
	}
	for left := 2 + end + 2; left > 0; { // over the lines of the paragraph
		line, _ := block.PeekLine()
		if line == nil {
			break
		}
		n := min(left, len(line))
		block.Advance(n)
		left -= n
	}
	return &mathNode{tex: strings.TrimSpace(rest[:end]), display: true}
}

type mathRenderer struct{}

func (mathRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindMath, func(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		n := node.(*mathNode)
		_, err := w.WriteString(string(mathHTML(n.tex, n.display)))
		return ast.WalkContinue, err
	})
}

// mathHTML shows a formula, one beyond mathML as its source.
func mathHTML(tex string, display bool) template.HTML {
	if m, err := mathML(tex, display); err == nil {
		return template.HTML(m)
	}
	class := "math"
	if display {
		class = "math display"
	}
	return template.HTML(`<span class="` + class + `">` + template.HTMLEscapeString(tex) + `</span>`)
}
