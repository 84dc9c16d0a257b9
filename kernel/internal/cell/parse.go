package cell

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"strings"
)

// A parsed chunk is a chunk with its syntax tree and the names it has to do with.
type parsed struct {
	chunk
	cell     string   // such as "In [3]"
	head     int      // bytes before the text of the chunk in its file, when it is being written
	decl     ast.Decl // unless it is a statement
	stmts    []ast.Stmt
	declares []string        // top-level names; a method counts as Type.Name
	mentions map[string]bool // free names
	early    bool            // a variable of a program: it is there before any statement
}

// parse parses a chunk. Its positions read as those of the cell.
func (s *Session) parse(cell string, c chunk) (*parsed, Diagnostics) {
	at := fmt.Sprintf("/*line %s:%d:%d*/", cell, c.line, c.col)
	text := "package main;" + at + c.text + "\n"
	run := c.kind == statement || c.kind == varDecl
	if run {
		text = "package main;func _(){" + at + c.text + "\n}\n"
	}
	f, err := parser.ParseFile(s.fset, cell, text, 0)
	if err != nil {
		return nil, syntaxErrors(err, c)
	}
	p := &parsed{chunk: c, cell: cell, mentions: map[string]bool{}}
	if run {
		p.stmts = f.Decls[0].(*ast.FuncDecl).Body.List
	} else {
		p.decl = f.Decls[0]
	}
	p.collect(f)
	return p, nil
}

// collect finds what the chunk declares and mentions.
func (p *parsed) collect(f *ast.File) {
	add := func(ids ...*ast.Ident) {
		for _, id := range ids {
			if id.Name != "_" {
				p.declares = append(p.declares, id.Name)
			}
		}
	}
	spec := func(d ast.Decl) {
		g, ok := d.(*ast.GenDecl)
		if !ok {
			return
		}
		for _, s := range g.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				add(s.Name)
			case *ast.ValueSpec:
				add(s.Names...)
			}
		}
	}
	switch d := p.decl.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			add(d.Name)
		} else if r := receiver(d); r != "" {
			p.declares = append(p.declares, r+"."+d.Name.Name)
		}
	case *ast.GenDecl:
		spec(d)
	}
	for _, st := range p.stmts {
		switch st := unlabel(st).(type) {
		case *ast.AssignStmt:
			if st.Tok == token.DEFINE {
				for _, x := range st.Lhs {
					if id, ok := x.(*ast.Ident); ok {
						add(id)
					}
				}
			}
		case *ast.DeclStmt:
			spec(st.Decl)
		}
	}
	for _, id := range f.Unresolved {
		p.mentions[id.Name] = true
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if lit, ok := n.(*ast.CompositeLit); ok {
			p.mentionKeys(lit, lit.Type)
		}
		return true
	})
}

// mentionKeys notes the names among the keys of an array, slice or map, which the parser takes for those of fields.
func (p *parsed) mentionKeys(lit *ast.CompositeLit, t ast.Expr) {
	var key, elem ast.Expr
	switch t := t.(type) {
	case *ast.ArrayType:
		elem = t.Elt
	case *ast.MapType:
		key, elem = t.Key, t.Value
	default:
		return
	}
	inner := func(x, t ast.Expr) {
		if l, ok := x.(*ast.CompositeLit); ok && l.Type == nil {
			p.mentionKeys(l, t)
		}
	}
	for _, x := range lit.Elts {
		kv, ok := x.(*ast.KeyValueExpr)
		if !ok {
			inner(x, elem)
			continue
		}
		if id, ok := kv.Key.(*ast.Ident); ok && id.Obj == nil {
			p.mentions[id.Name] = true
		}
		inner(kv.Key, key)
		inner(kv.Value, elem)
	}
}

// isVar tells whether the chunk declares variables as a package does.
func (p *parsed) isVar() bool {
	g, ok := p.decl.(*ast.GenDecl)
	return ok && g.Tok == token.VAR
}

// asDecl returns the chunk of a statement that declares variables as a declaration, or nil.
func (p *parsed) asDecl() *parsed {
	if len(p.stmts) != 1 {
		return nil
	}
	var d *ast.GenDecl
	switch st := p.stmts[0].(type) {
	case *ast.DeclStmt:
		d, _ = st.Decl.(*ast.GenDecl)
	case *ast.AssignStmt:
		if st.Tok != token.DEFINE {
			return nil
		}
		spec := &ast.ValueSpec{Values: st.Rhs}
		for _, x := range st.Lhs {
			id, ok := x.(*ast.Ident)
			if !ok {
				return nil // the type checker says what is wrong
			}
			spec.Names = append(spec.Names, id)
		}
		d = &ast.GenDecl{TokPos: st.Pos(), Tok: token.VAR, Specs: []ast.Spec{spec}}
	}
	if d == nil || d.Tok != token.VAR {
		return nil
	}
	q := *p
	q.decl, q.stmts = d, nil
	return &q
}

func unlabel(s ast.Stmt) ast.Stmt {
	for {
		l, ok := s.(*ast.LabeledStmt)
		if !ok {
			return s
		}
		s = l.Stmt
	}
}

// receiver returns the name of the receiver's type.
func receiver(d *ast.FuncDecl) string {
	if len(d.Recv.List) != 1 {
		return ""
	}
	x := d.Recv.List[0].Type
	for {
		switch t := x.(type) {
		case *ast.StarExpr:
			x = t.X
		case *ast.ParenExpr:
			x = t.X
		case *ast.IndexExpr:
			x = t.X
		case *ast.IndexListExpr:
			x = t.X
		case *ast.Ident:
			return t.Name
		default:
			return ""
		}
	}
}

// syntaxErrors turns errors of the parser into diagnostics.
func syntaxErrors(err error, c chunk) Diagnostics {
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		return Diagnostics{{Line: c.line, Col: c.col, Message: err.Error()}}
	}
	end := strings.Count(c.text, "\n") + c.line
	var out Diagnostics
	for _, e := range list {
		d := Diagnostic{Line: e.Pos.Line, Col: e.Pos.Column, Message: e.Msg}
		if d.Message == "expected 1 expression" {
			d.Message += "; Display(a, b) shows several values"
		}
		if d.Line > end { // the parser ran out of the chunk
			last := c.text[strings.LastIndexByte(c.text, '\n')+1:]
			d.Line, d.Col = end, len(last)+1
			if end == c.line {
				d.Col += c.col - 1
			}
			d.Message = "unexpected end of the statement: " + d.Message
		}
		out = append(out, d)
	}
	return out
}
