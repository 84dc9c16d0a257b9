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

// haveTypes are the packages with generic types for which the prelude has a source.
var haveTypes = map[string]bool{"sync/atomic": true, "database/sql": true}

// A prelude is the type-checked source of generic functions and types.
type prelude struct {
	byName map[string]types.Object
	all    map[types.Object]*origin
}

// source returns the source of a generic function of a package, or nil.
func (l *lowerer) source(f *types.Func) *origin { return l.s.prelude.all[l.stand(f)] }

// stand returns what stands for a generic function or type of a package, or nil.
func (l *lowerer) stand(f types.Object) types.Object {
	if l.s.prelude == nil {
		l.s.prelude = l.s.readPrelude()
	}
	for o, org := range l.s.prelude.all {
		l.c.next.origins[o] = org
	}
	return l.s.prelude.byName[strings.ReplaceAll(f.Pkg().Path(), "/", "_")+"_"+f.Name()]
}

// typeOfSource returns the instance that stands for one of a generic type of a package, or nil.
func (l *lowerer) typeOfSource(t *types.Named, m mapping) *types.Named {
	own := l.stand(t.Obj())
	if own == nil {
		return nil
	}
	var args []types.Type
	for a := range t.TypeArgs().Types() {
		args = append(args, m.apply(a))
	}
	n, err := types.Instantiate(nil, own.Type(), args, false)
	if err != nil {
		return nil
	}
	return n.(*types.Named)
}

func (s *Session) readPrelude() *prelude {
	p := &prelude{byName: map[string]types.Object{}, all: map[types.Object]*origin{}}
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
	for _, name := range pkg.Scope().Names() {
		p.byName[name] = pkg.Scope().Lookup(name)
	}
	for _, d := range file.Decls {
		if fd, ok := d.(*ast.FuncDecl); ok {
			p.all[info.Defs[fd.Name]] = &origin{fd, info}
		}
	}
	return p
}
