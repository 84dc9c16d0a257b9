package cell

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// placeholder stands where the cursor is, in place of the word that is being typed.
const placeholder = "cursor__"

// A cursor is a place in a cell that is being written, with what the type checker knows about it.
type cursor struct {
	s       *Session
	visible map[string]*symbol // names of the session and of chunks before
	layer   *layer             // that holds the place; nil when nothing there can be parsed
	id      *ast.Ident         // the word at the place
	path    []ast.Node         // from the outside in, the word last
}

// cursorAt checks a cell and finds the word that begins at a byte. A chunk that is whole is taken as it is; of one that is
// being written the text up to the word counts, closed where it is open. Behind the word the declarations count.
func (s *Session) cursorAt(code string, start int, word string, rest int) *cursor {
	c := &compilation{s: s, cell: "In [0]", next: s.copyState(), fresh: map[string]*source{}, reused: map[*types.TypeName]*types.TypeName{}}
	chunks, open, whole := around(code, start, word, rest)
	var all []*parsed
	parse := func(ch chunk) *parsed {
		if ch.kind == packageClause {
			return nil
		}
		p := s.parseLoose(c.cell, ch)
		if p != nil && ch.kind == importDecl {
			if g, ok := p.decl.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
				c.imports(p)
			}
			return nil
		}
		if p == nil || p.decl == nil && len(p.stmts) == 0 {
			return nil
		}
		return p
	}
	for _, ch := range chunks {
		if p := parse(ch); p != nil {
			all = append(all, p)
		}
	}
	here := parse(open)
	if here != nil {
		for _, p := range all { // whatever is declared before can be meant
			for _, n := range p.declares {
				here.mentions[n] = true
			}
		}
		all = append(all, here)
	}
	if after := code[max(rest, whole):]; nextDeclaration.MatchString(after) {
		for _, ch := range lex(after[nextDeclaration.FindStringIndex(after)[0]:]).split() {
			if ch.kind == statement || ch.kind == varDecl {
				continue
			}
			if p := parse(ch); p != nil {
				all = append(all, p)
			}
		}
	}
	out := &cursor{s: s}
	c.carried = c.carry(all, nil)
	if len(c.carried) > 0 {
		defer func(tags map[*types.TypeName]int) { s.tags = tags }(maps.Clone(s.tags))
	}
	for _, group := range order(append(slices.Clone(c.carried), all...), c.next.visible) {
		ly := &layer{s: s, visible: maps.Clone(c.next.visible), chunks: group, stmts: group[0].decl == nil}
		if here != nil && slices.Contains(group, here) {
			out.layer = ly
		}
		ly.checkLoose()
		if out.layer == ly {
			out.visible = ly.visible
			if out.find(here, start-open.off) {
				return out
			}
		}
		c.declare(ly)
	}
	out.visible = c.next.visible
	return out
}

// checkLoose is settle for trees that the parser left incomplete, which the type checker may not expect.
func (l *layer) checkLoose() {
	defer func() { _ = recover() }() // what it has found out so far counts
	l.settle()
}

// nextDeclaration finds the first declaration behind a cursor that begins a line.
var nextDeclaration = regexp.MustCompile(`(?m)^(func|type|const|import)\b`)

// around cuts a cell into the chunks before the word and the one that holds it; whole is where that ends when it is used
// as it stands.
func around(code string, start int, word string, rest int) (chunks []chunk, open chunk, whole int) {
	if word != placeholder {
		for _, ch := range lex(code).split() {
			if end := ch.off + len(ch.text); ch.off <= start && start < end {
				if _, err := ch.syntax(); err == nil {
					return chunks, ch, end
				}
				break
			}
			chunks = append(chunks, ch)
		}
	}
	before := code[:start]
	l := lex(before)
	chunks, unended := l.cut()
	p := l.file.PositionFor(l.file.Pos(start), false)
	open = chunk{off: start, line: p.Line, col: p.Column}
	if n := len(chunks); unended && n > 0 {
		open, chunks = chunks[n-1], chunks[:n-1]
	}
	open.text = before[open.off:] + word // blanks before the word count too
	open.text += closing(open.text)
	return chunks, open, 0
}

// find looks for the word at a byte of the text of p.
func (c *cursor) find(p *parsed, at int) bool {
	if p == nil {
		return false
	}
	var best []ast.Node
	visit := func(root ast.Node) {
		var path []ast.Node
		ast.Inspect(root, func(n ast.Node) bool {
			if n == nil {
				path = path[:len(path)-1]
				return true
			}
			path = append(path, n)
			if id, ok := n.(*ast.Ident); ok && best == nil && id.Pos().IsValid() && c.s.fset.File(id.Pos()).Offset(id.Pos())-p.head == at {
				best = append([]ast.Node{}, path...)
			}
			return true
		})
	}
	if p.decl != nil {
		visit(p.decl)
	}
	for _, st := range p.stmts {
		visit(st)
	}
	if best == nil {
		return false
	}
	c.path, c.id = best, best[len(best)-1].(*ast.Ident)
	return true
}

// parent returns the node that holds the word, or one further out.
func (c *cursor) parent(up int) ast.Node {
	if i := len(c.path) - 1 - up; i >= 0 {
		return c.path[i]
	}
	return nil
}

// parseLoose parses as much of a chunk as can be parsed.
func (s *Session) parseLoose(cell string, c chunk) *parsed {
	at := fmt.Sprintf("/*line %s:%d:%d*/", cell, c.line, c.col)
	text := "package main;" + at + c.text + "\n"
	run := c.kind == statement || c.kind == varDecl
	if run {
		text = "package main;func _(){" + at + c.text + "\n}\n"
	}
	head := strings.Index(text, at) + len(at)
	f, _ := parser.ParseFile(s.fset, cell, text, parser.AllErrors) // the rest of what is wrong shows in the tree
	if f == nil || len(f.Decls) == 0 {
		return nil
	}
	p := &parsed{chunk: c, cell: cell, head: head, mentions: map[string]bool{}}
	if run {
		d, ok := f.Decls[0].(*ast.FuncDecl)
		if !ok || d.Body == nil {
			return nil
		}
		p.stmts = d.Body.List
	} else {
		p.decl = f.Decls[0]
		switch d := p.decl.(type) {
		case *ast.BadDecl:
			return nil
		case *ast.FuncDecl:
			if d.Recv != nil && len(d.Recv.List) == 0 {
				return nil
			}
		}
	}
	p.collect(f)
	return p
}

// scope returns the innermost scope around the word.
func (c *cursor) scope() *types.Scope {
	for i := len(c.path) - 1; i >= 0; i-- {
		n := c.path[i]
		switch f := n.(type) {
		case *ast.FuncDecl:
			n = f.Type
		case *ast.FuncLit:
			n = f.Type
		}
		if sc := c.layer.info.Scopes[n]; sc != nil {
			return sc
		}
	}
	if c.layer.stmts {
		if sc := c.layer.info.Scopes[c.layer.body.Type]; sc != nil {
			return sc
		}
	}
	return c.layer.pkg.Scope()
}
