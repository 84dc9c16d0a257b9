package cell

import (
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"wade/internal/near"
	"wade/kernel/internal/workspace"
)

// A source is a package that is imported by its source. It is checked once for each state of its files and of those that
// it imports; a changed one is another package.
type source struct {
	path  string
	sum   [32]byte // of its files
	pkg   *types.Package
	info  *types.Info
	files []*ast.File
	uses  []*source
}

// importPackage returns a package with a path: a compiled one, or one of the workspace.
func (c *compilation) importPackage(path string) (*types.Package, error) {
	if path == "unsafe" {
		return nil, errors.New(`a cell cannot import "unsafe"`)
	}
	pkg, err := c.s.pkgs.Import(path)
	if err == nil || c.s.dir == nil {
		return pkg, err
	}
	src, err := c.load(path, c.s.dir(), nil)
	if err != nil {
		return nil, err
	}
	return src.pkg, nil
}

// load reads and checks a package of the workspace, and what it imports. What has not changed is kept.
func (c *compilation) load(path, dir string, above []string) (*source, error) {
	found, err := workspace.Find(dir, path)
	if err != nil {
		var missing *workspace.NotFound
		if !errors.As(err, &missing) {
			return nil, fmt.Errorf("a cell cannot import %q: %w", path, err)
		}
		known := append(c.s.pkgs.Paths(), workspace.Paths(dir)...)
		return nil, fmt.Errorf("a cell cannot import %q: %w%s", path, err, near.List(path, known))
	}
	path = found.Path
	if slices.Contains(above, path) {
		return nil, fmt.Errorf("the import of %q leads back to itself: %s", path, strings.Join(append(above, path), " imports "))
	}
	if done := c.fresh[path]; done != nil {
		return done, nil
	}
	if old := c.next.sources[path]; old != nil && old.sum == found.Sum && c.same(old, found.Dir, append(above, path)) {
		c.fresh[path] = old
		return old, nil
	}
	src := &source{path: path, sum: found.Sum}
	for _, f := range found.Files {
		file, err := parser.ParseFile(c.s.fset, short(dir, f.Name), f.Text, parser.ParseComments|parser.SkipObjectResolution)
		var list scanner.ErrorList
		if errors.As(err, &list) {
			return nil, fmt.Errorf("a cell cannot import %q: %w", path, list[0])
		} else if err != nil {
			return nil, fmt.Errorf("a cell cannot import %q: %w", path, err)
		}
		src.files = append(src.files, file)
	}
	imported := map[string]*types.Package{}
	for _, f := range src.files {
		for _, spec := range f.Imports {
			p := strings.Trim(spec.Path.Value, "`\"")
			if imported[p] != nil {
				continue
			}
			pkg, err := c.s.pkgs.Import(p)
			if p == "unsafe" || p == "C" {
				return nil, fmt.Errorf("a cell cannot import %q: %s imports %q, which cells have not", path, c.s.fset.Position(spec.Pos()), p)
			}
			if err != nil {
				used, err := c.load(p, found.Dir, append(above, path))
				if err != nil {
					return nil, fmt.Errorf("a cell cannot import %q: %s: %w", path, c.s.fset.Position(spec.Pos()), err)
				}
				src.uses = append(src.uses, used)
				pkg = used.pkg
			}
			imported[p] = pkg
		}
	}
	if err := c.checkSource(src, imported); err != nil {
		return nil, err
	}
	c.fresh[path] = src
	c.next.sources[path] = src
	c.sources = append(c.sources, src)
	return src, nil
}

// same tells whether what a package imports has not changed.
func (c *compilation) same(src *source, dir string, above []string) bool {
	for _, u := range src.uses {
		if now, err := c.load(u.path, dir, above); err != nil || now != u {
			return false
		}
	}
	return true
}

// short writes a file name relative to a folder when it is in or near it.
func short(dir, file string) string {
	if rel, err := filepath.Rel(dir, file); err == nil && strings.Count(rel, "..") < 3 {
		return rel
	}
	return file
}

func (c *compilation) checkSource(src *source, imported map[string]*types.Package) error {
	src.info = &types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Instances:  map[*ast.Ident]types.Instance{},
		Defs:       map[*ast.Ident]types.Object{},
		Uses:       map[*ast.Ident]types.Object{},
		Implicits:  map[ast.Node]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes:     map[ast.Node]*types.Scope{},
	}
	var errs []error
	conf := types.Config{
		Importer:  importer(func(path string) (*types.Package, error) { return imported[path], nil }),
		Error:     func(err error) { errs = append(errs, err) },
		GoVersion: "", // that of this program
	}
	src.pkg = types.NewPackage(src.path, src.files[0].Name.Name)
	_ = types.NewChecker(&conf, c.s.fset, src.pkg, src.info).Files(src.files) // the errors are in errs
	if len(errs) > 0 {
		more := ""
		if len(errs) > 1 {
			more = fmt.Sprintf(" (and %d more)", len(errs)-1)
		}
		return fmt.Errorf("a cell cannot import %q: it does not compile: %w%s", src.path, errs[0], more)
	}
	if src.pkg.Name() == "main" {
		return fmt.Errorf("a cell cannot import %q: it is a program", src.path)
	}
	for _, f := range src.files {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body == nil {
				return fmt.Errorf("a cell cannot import %q: %s: function %s is written in assembly or linked by name", src.path, c.s.fset.Position(fn.Pos()), fn.Name.Name)
			}
		}
	}
	return nil
}

type importer func(path string) (*types.Package, error)

func (f importer) Import(path string) (*types.Package, error) { return f(path) }

// source lowers a package that was imported by its source: its variables get their values before the cell begins.
func (l *lowerer) sourcePackage(src *source) {
	l.info = src.info
	idents := map[types.Object]*ast.Ident{}
	for id, o := range src.info.Defs {
		if o != nil && o.Parent() == src.pkg.Scope() || o != nil && id.Name == "_" {
			idents[o] = id
		}
	}
	for _, name := range src.pkg.Scope().Names() {
		l.c.next.names[src.pkg.Scope().Lookup(name)] = l.s.fresh(name)
	}
	var funcs []*ast.FuncDecl
	for _, f := range src.files {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				funcs = append(funcs, d)
				if fn, ok := l.info.Defs[d.Name].(*types.Func); ok && isGeneric(fn) {
					l.c.next.origins[fn] = &origin{d, l.info}
				}
			case *ast.GenDecl:
				if d.Tok == token.TYPE {
					for _, sp := range d.Specs {
						l.typeSpec(sp.(*ast.TypeSpec))
					}
				}
			}
		}
	}
	for _, name := range src.pkg.Scope().Names() {
		if v, ok := src.pkg.Scope().Lookup(name).(*types.Var); ok {
			fmt.Fprintf(l.decls, "var %s %s\n", l.c.next.names[v], l.typ(idents[v], v.Type()))
		}
	}
	for _, init := range src.info.InitOrder {
		sp := &ast.ValueSpec{Values: []ast.Expr{init.Rhs}}
		for _, v := range init.Lhs {
			id := idents[v]
			if id == nil {
				id = ast.NewIdent("_")
			}
			sp.Names = append(sp.Names, id)
		}
		l.varSpec(sp)
	}
	for _, d := range funcs {
		l.funcDecl(d)
	}
}

// ImportFrom lets cells import packages by their source: those of the module around the folder that dir returns.
func (s *Session) ImportFrom(dir func() string) { s.dir = dir }

// importable lists what cells may import: compiled packages and those of the workspace.
func (s *Session) importable() []string {
	out := s.pkgs.Paths()
	if s.dir != nil {
		out = append(out, workspace.Paths(s.dir())...)
	}
	return out
}

// packageOf returns the package that an import of the session stands for.
func (s *Session) packageOf(sym *symbol) (*types.Package, error) {
	if sym.pkg != nil {
		return sym.pkg, nil
	}
	return s.pkgs.Import(sym.path)
}

// sourceDoc returns the comment and the text of a declaration in a package that was imported by its source.
func (s *Session) sourceDoc(o types.Object, name string) (doc, text string) {
	for _, path := range slices.Sorted(maps.Keys(s.sources)) {
		src := s.sources[path]
		if src.pkg != o.Pkg() {
			continue
		}
		for _, f := range src.files {
			for _, d := range f.Decls {
				if d.Pos() <= o.Pos() && o.Pos() <= d.End() {
					return declDoc(d, o), s.textOf(d)
				}
			}
		}
	}
	return "", ""
}

// textOf writes a declaration.
func (s *Session) textOf(d ast.Decl) string {
	var b strings.Builder
	if format.Node(&b, s.fset, d) != nil {
		return ""
	}
	return b.String()
}

// declDoc returns the comment that belongs to an object of a declaration.
func declDoc(d ast.Decl, o types.Object) string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return strings.TrimSpace(d.Doc.Text())
	case *ast.GenDecl:
		for _, sp := range d.Specs {
			if sp.Pos() > o.Pos() || o.Pos() > sp.End() {
				continue
			}
			switch sp := sp.(type) {
			case *ast.TypeSpec:
				if sp.Doc != nil {
					return strings.TrimSpace(sp.Doc.Text())
				}
			case *ast.ValueSpec:
				if sp.Doc != nil {
					return strings.TrimSpace(sp.Doc.Text())
				}
			}
		}
		return strings.TrimSpace(d.Doc.Text())
	}
	return ""
}
