package engine

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"wade/kernel/internal/symbols"
)

// This file turns a sequence of cells into the program that a Go programmer would write instead: declarations at package
// level, variables of cells as package variables, a function for the statements of each cell. It shares nothing with the
// front end but the type information of packages.

// Marks in the output of such a program: the start of a cell on both streams, the start and end of a result.
const (
	markCell   = "\x00"
	markResult = "\x01"
	markEnd    = "\x02"
)

const programHead = `package main

import (
	context_ "context"
	fmt_ "fmt"
	os_ "os"
	strings_ "strings"
%s)

var ctx = context_.Background()

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func must_0(err error) { must(0, err) }

func must_2[A, B any](a A, b B, err error) (A, B) { return must(a, err), b }

func show_(values ...any) {
	var texts []string
	for i, v := range values {
		if err, ok := v.(error); i == len(values)-1 && len(values) > 1 && (v == nil || ok) {
			if err != nil {
				panic(err)
			}
			break
		}
		texts = append(texts, fmt_.Sprintf("%%+v", v))
	}
	fmt_.Print("\x01", strings_.Join(texts, " "), "\x02")
}

func cell_() {
	fmt_.Fprint(os_.Stdout, "\x00")
	fmt_.Fprint(os_.Stderr, "\x00")
}

%s
`

// A piece is one declaration or statement of a cell.
type piece struct {
	decl     ast.Decl
	stmt     ast.Stmt
	silenced bool
}

// pieces cuts a cell at its line ends: each piece is the shortest run of lines that parses.
func pieces(fset *token.FileSet, code string) ([]piece, error) {
	var out []piece
	lines := strings.Split(code, "\n")
	for i := 0; i < len(lines); {
		if strings.TrimSpace(lines[i]) == "" {
			i++
			continue
		}
		j := i + 1
		for ; j <= len(lines); j++ {
			text := strings.Join(lines[i:j], "\n")
			silenced := strings.HasSuffix(strings.TrimSpace(text), ";")
			if f, err := parser.ParseFile(fset, "", "package main;"+text, 0); err == nil {
				for _, d := range f.Decls {
					if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR {
						out = append(out, piece{stmt: &ast.DeclStmt{Decl: g}})
					} else {
						out = append(out, piece{decl: d})
					}
				}
				break
			}
			if f, err := parser.ParseFile(fset, "", "package main;func _(){"+text+"\n}", 0); err == nil {
				list := f.Decls[0].(*ast.FuncDecl).Body.List
				if l, ok := list[len(list)-1].(*ast.LabeledStmt); ok && isEmpty(l.Stmt) && j < len(lines) {
					continue // the label of what follows
				}
				for _, s := range list {
					if d, ok := s.(*ast.DeclStmt); ok && d.Decl.(*ast.GenDecl).Tok != token.VAR {
						out = append(out, piece{decl: d.Decl})
					} else {
						out = append(out, piece{stmt: s, silenced: silenced})
					}
				}
				break
			}
		}
		if j > len(lines) {
			return nil, fmt.Errorf("no Go: %q", lines[i])
		}
		i = j
	}
	return out, nil
}

// programOf returns the program that does what a sequence of cells does.
func programOf(cells []string, pkgs *symbols.Packages) (string, error) {
	fset := token.NewFileSet()
	var decls []ast.Decl
	imports := map[string]string{} // path by the name in the cells
	bodies := make([][]piece, len(cells))
	for i, code := range cells {
		ps, err := pieces(fset, code)
		if err != nil {
			return "", err
		}
		for _, p := range ps {
			switch d := p.decl.(type) {
			case nil:
				bodies[i] = append(bodies[i], p)
			case *ast.FuncDecl:
				decls = append(decls, d)
			case *ast.GenDecl:
				if d.Tok != token.IMPORT {
					decls = append(decls, d)
					break
				}
				for _, s := range d.Specs {
					spec := s.(*ast.ImportSpec)
					path, _ := strconv.Unquote(spec.Path.Value)
					pkg, err := pkgs.Import(path)
					if err != nil {
						return "", err
					}
					name := pkg.Name()
					if spec.Name != nil {
						name = spec.Name.Name
					}
					if old, ok := imports[name]; ok && old != path {
						return "", fmt.Errorf("two packages named %s", name)
					}
					imports[name] = path
				}
			}
		}
	}
	info, vars, err := draft(fset, imports, decls, bodies, pkgs)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	extra := map[string]string{} // names of packages that only types of variables need, by path
	qualify := func(p *types.Package) string {
		if p.Path() == "main" {
			return ""
		}
		if extra[p.Path()] == "" {
			extra[p.Path()] = "p" + strconv.Itoa(len(extra)) + "_"
		}
		return extra[p.Path()]
	}
	for _, v := range vars {
		fmt.Fprintf(&b, "var %s %s\n", v.Name(), types.TypeString(v.Type(), qualify))
	}
	for _, d := range decls {
		printNode(&b, fset, d)
	}
	for i, body := range bodies {
		fmt.Fprintf(&b, "func cell%d_() {\ncell_()\n", i+1)
		for j, p := range body {
			x, isExpr := p.stmt.(*ast.ExprStmt)
			if isExpr && j == len(body)-1 && !p.silenced && shows(info, x.X) {
				fmt.Fprintf(&b, "show_(%s)\n", textOfNode(fset, x.X))
			} else if isExpr && !isCall(x.X) {
				fmt.Fprintf(&b, "_ = %s\n", textOfNode(fset, x.X))
			} else {
				for _, s := range asAssignment(p.stmt) {
					printNode(&b, fset, s)
				}
			}
		}
		b.WriteString("}\n")
	}
	b.WriteString("func main() {\n")
	for i := range bodies {
		fmt.Fprintf(&b, "cell%d_()\n", i+1)
	}
	b.WriteString("}\n")
	var head strings.Builder
	for name, path := range imports {
		if bytes.Contains(b.Bytes(), []byte(name+".")) {
			fmt.Fprintf(&head, "%s %q\n", name, path)
		}
	}
	for path, name := range extra {
		fmt.Fprintf(&head, "%s %q\n", name, path)
	}
	text, err := format.Source([]byte(fmt.Sprintf(programHead, head.String(), b.String())))
	return string(text), err
}

func printNode(b *bytes.Buffer, fset *token.FileSet, n any) {
	_ = format.Node(b, fset, n)
	b.WriteByte('\n')
}

func textOfNode(fset *token.FileSet, n any) string {
	var b bytes.Buffer
	printNode(&b, fset, n)
	return strings.TrimSpace(b.String())
}

func isEmpty(s ast.Stmt) bool {
	_, ok := s.(*ast.EmptyStmt)
	return ok
}

func isCall(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.CallExpr:
		return true
	case *ast.UnaryExpr:
		return x.Op == token.ARROW
	}
	return false
}

// shows tells whether a notebook shows the value of a last expression.
func shows(info *types.Info, x ast.Expr) bool {
	tv := info.Types[x]
	if tv.IsVoid() {
		return false
	}
	call, ok := ast.Unparen(x).(*ast.CallExpr)
	if !ok {
		return true
	}
	if types.TypeString(tv.Type, nil) == "error" {
		return false
	}
	name := ""
	switch f := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
		if id, ok := f.X.(*ast.Ident); ok {
			name = id.Name + "." + name
		}
		if s := info.Selections[f]; s != nil && strings.HasPrefix(f.Sel.Name, "Write") {
			return false
		}
	}
	for _, quiet := range []string{"must_0", "fmt.Print", "fmt.Fprint", "fmt.Scan", "fmt.Sscan", "fmt.Fscan", "copy", "recover", "io.WriteString"} {
		if strings.HasPrefix(name, quiet) {
			return false
		}
	}
	return true
}

// asAssignment turns a declaration of variables into an assignment.
func asAssignment(s ast.Stmt) []ast.Stmt {
	switch s := s.(type) {
	case *ast.AssignStmt:
		if s.Tok == token.DEFINE {
			s.Tok = token.ASSIGN
		}
	case *ast.DeclStmt:
		var out []ast.Stmt
		for _, sp := range s.Decl.(*ast.GenDecl).Specs {
			v := sp.(*ast.ValueSpec)
			var names []ast.Expr
			for _, id := range v.Names {
				names = append(names, ast.NewIdent(id.Name))
			}
			values := v.Values
			if values == nil {
				for range names {
					values = append(values, &ast.StarExpr{X: &ast.CallExpr{Fun: ast.NewIdent("new"), Args: []ast.Expr{v.Type}}})
				}
			}
			out = append(out, &ast.AssignStmt{Lhs: names, Tok: token.ASSIGN, Rhs: values})
		}
		return out
	}
	return []ast.Stmt{s}
}

// draft type-checks the cells as one function, to learn the types of their variables.
func draft(fset *token.FileSet, imports map[string]string, decls []ast.Decl, bodies [][]piece, pkgs *symbols.Packages) (*types.Info, []*types.Var, error) {
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{},
		Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	f := &ast.File{Name: ast.NewIdent("main")}
	for name, path := range imports {
		spec := &ast.ImportSpec{Name: ast.NewIdent(name), Path: &ast.BasicLit{Kind: token.STRING, Value: strconv.Quote(path)}}
		f.Decls = append(f.Decls, &ast.GenDecl{Tok: token.IMPORT, Specs: []ast.Spec{spec}})
		f.Imports = append(f.Imports, spec)
	}
	f.Decls = append(f.Decls, decls...)
	pre, err := parser.ParseFile(fset, "", "package main\nimport context_ \"context\"\nvar ctx context_.Context\nfunc must[T any](v T, err error) T { return v }", 0)
	if err != nil {
		return nil, nil, err
	}
	root := &ast.BlockStmt{}
	f.Decls = append(f.Decls, &ast.FuncDecl{Name: ast.NewIdent("_"), Type: &ast.FuncType{Params: &ast.FieldList{}}, Body: root})
	block := root
	var ids []*ast.Ident
	for _, body := range bodies { // nested, so that a later cell may declare a name again
		inner := &ast.BlockStmt{}
		block.List = append(block.List, inner)
		block = inner
		for _, p := range body {
			block.List = append(block.List, p.stmt)
			switch s := p.stmt.(type) {
			case *ast.AssignStmt:
				for _, x := range s.Lhs {
					if id, ok := x.(*ast.Ident); ok && s.Tok == token.DEFINE {
						ids = append(ids, id)
					}
				}
			case *ast.DeclStmt:
				for _, sp := range s.Decl.(*ast.GenDecl).Specs {
					ids = append(ids, sp.(*ast.ValueSpec).Names...)
				}
			}
		}
	}
	conf := types.Config{Importer: pkgs, Error: func(error) {}, DisableUnusedImportCheck: true}
	_, _ = conf.Check("main", fset, []*ast.File{f, pre}, info)
	inspect := func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "must" && len(call.Args) == 1 {
			switch t := info.Types[call.Args[0]].Type.(type) {
			case *types.Named:
				id.Name = "must_0"
			case *types.Tuple:
				if t.Len() == 3 {
					id.Name = "must_2"
				}
			}
		}
		return true
	}
	ast.Inspect(f, inspect)
	var vars []*types.Var
	byName := map[string]*types.Var{}
	for _, id := range ids {
		v, ok := info.Defs[id].(*types.Var)
		if !ok || id.Name == "_" {
			continue
		}
		old := byName[v.Name()]
		if strings.Contains(v.Type().String(), "invalid type") {
			return nil, nil, fmt.Errorf("the type of %s is not known", v.Name())
		}
		if old != nil && !types.Identical(old.Type(), v.Type()) {
			return nil, nil, fmt.Errorf("%s is declared with two types", v.Name())
		}
		if old == nil {
			byName[v.Name()] = v
			vars = append(vars, v)
		}
	}
	return info, vars, nil
}
