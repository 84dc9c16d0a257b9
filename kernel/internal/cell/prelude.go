package cell

import (
	_ "embed"
	"go/ast"
	"go/parser"
	"go/types"
	"strings"
)

// preludeSource holds generic functions of the standard library, which the interpreter has no tables for, by the name of
// the package and the function.
//
//go:embed prelude.txt
var preludeSource string

// A prelude is the type-checked source of generic functions.
type prelude struct {
	byName map[string]*types.Func
	all    map[types.Object]*origin
}

// source returns the source of a generic function of a package, or nil.
func (l *lowerer) source(f *types.Func) *origin {
	if l.s.prelude == nil {
		l.s.prelude = l.s.readPrelude()
	}
	for o, org := range l.s.prelude.all {
		l.c.next.origins[o] = org
	}
	base := f.Pkg().Path()[strings.LastIndexByte(f.Pkg().Path(), '/')+1:]
	own := l.s.prelude.byName[base+"_"+f.Name()]
	if own == nil {
		return nil
	}
	return l.s.prelude.all[own]
}

func (s *Session) readPrelude() *prelude {
	p := &prelude{byName: map[string]*types.Func{}, all: map[types.Object]*origin{}}
	file, err := parser.ParseFile(s.fset, "prelude", preludeSource, parser.SkipObjectResolution)
	if err != nil {
		panic("cell: " + err.Error()) // part of the program, checked by its test
	}
	info := &types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Instances:  map[*ast.Ident]types.Instance{},
		Defs:       map[*ast.Ident]types.Object{},
		Uses:       map[*ast.Ident]types.Object{},
		Implicits:  map[ast.Node]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	conf := types.Config{Importer: s.pkgs}
	pkg, err := conf.Check("main", s.fset, []*ast.File{file}, info)
	if err != nil {
		panic("cell: " + err.Error())
	}
	for _, d := range file.Decls {
		fd, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		f := pkg.Scope().Lookup(fd.Name.Name).(*types.Func)
		p.byName[fd.Name.Name] = f
		p.all[f] = &origin{fd, info}
	}
	return p
}
