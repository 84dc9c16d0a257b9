package cell

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// A layer is a run of chunks that is type-checked as one package: either declarations or statements. Names of the layers
// before it are visible in it; what it declares itself hides them.
type layer struct {
	s       *Session
	visible map[string]*symbol
	chunks  []*parsed
	stmts   bool
	pkg     *types.Package
	info    *types.Info
	body    *ast.FuncDecl // of a layer of statements
	errs    []types.Error
}

// check type-checks the layer.
func (l *layer) check() Diagnostics {
	l.settle()
	var out Diagnostics
	for _, e := range l.errs {
		if lenient.MatchString(e.Msg) || l.unusedValue(e) || strings.HasPrefix(e.Msg, "\t") {
			continue
		}
		p := l.s.fset.Position(e.Pos)
		d := Diagnostic{Line: p.Line, Col: p.Column, Message: l.hint(e)}
		if len(l.chunks) > 0 && p.Filename != l.chunks[len(l.chunks)-1].cell {
			d.Cell = p.Filename
		}
		if !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}

// settle type-checks the layer and leaves its mistakes in errs.
func (l *layer) settle() {
	for range 20 { // each round settles the form of one must at least
		l.run()
		if !l.settleMust() {
			break
		}
	}
}

// run checks the layer once.
func (l *layer) run() {
	l.errs = nil
	l.pkg = types.NewPackage("main", "main")
	l.info = &types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Instances:  map[*ast.Ident]types.Instance{},
		Defs:       map[*ast.Ident]types.Object{},
		Uses:       map[*ast.Ident]types.Object{},
		Implicits:  map[ast.Node]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes:     map[ast.Node]*types.Scope{},
	}
	own := map[string]bool{}
	f := &ast.File{Name: ast.NewIdent("main")}
	f.Package = l.chunks[0].pos()
	f.Name.NamePos = f.Package
	var decls []ast.Decl
	if l.stmts {
		l.body = &ast.FuncDecl{
			Name: &ast.Ident{Name: "_", NamePos: l.chunks[0].pos()},
			Type: &ast.FuncType{Func: l.chunks[0].pos(), Params: &ast.FieldList{}},
			Body: &ast.BlockStmt{Lbrace: l.chunks[0].pos(), Rbrace: l.chunks[len(l.chunks)-1].end()},
		}
		for _, c := range l.chunks {
			l.body.Body.List = append(l.body.Body.List, c.stmts...)
		}
		decls = append(decls, l.body)
	} else {
		for _, c := range l.chunks {
			decls = append(decls, c.decl)
			for _, n := range c.declares {
				own[n] = true
			}
		}
	}
	// Only what is mentioned: a scope lives as long as anything declared in it, and must not hold all that was visible then.
	mentioned := l.mentioned()
	stands := map[types.Object]types.Object{}
	defer func() {
		for id, used := range l.info.Uses {
			if v := stands[used]; v != nil {
				l.info.Uses[id] = v
			}
		}
	}()
	for _, name := range slices.Sorted(maps.Keys(mentioned)) {
		sym := l.visible[name]
		switch {
		case sym == nil || own[name]:
		case sym.obj != nil:
			l.pkg.Scope().Insert(l.standIn(sym.obj, stands))
		case sym.path != "":
			f.Decls = append(f.Decls, importOf(name, sym.path, f.Package))
		}
	}
	for name, obj := range l.s.builtin {
		if l.visible[name] == nil && !own[name] && mentioned[name] {
			l.pkg.Scope().Insert(obj)
		}
	}
	for _, d := range f.Decls {
		f.Imports = append(f.Imports, d.(*ast.GenDecl).Specs[0].(*ast.ImportSpec))
	}
	f.Decls = append(f.Decls, decls...)
	conf := types.Config{
		Importer:                 l.importer(),
		Error:                    func(err error) { l.errs = append(l.errs, err.(types.Error)) },
		DisableUnusedImportCheck: true,
	}
	_ = types.NewChecker(&conf, l.s.fset, l.pkg, l.info).Files([]*ast.File{f}) // errors are in l.errs
}

// standIn returns what the type checker sees in place of an object: of a variable of an older cell one of this layer,
// through which its scope does not hold that of the older cell, and so on.
func (l *layer) standIn(obj types.Object, stands map[types.Object]types.Object) types.Object {
	v, ok := obj.(*types.Var)
	if !ok || v.Pkg() == nil || v.Pkg().Path() != l.pkg.Path() {
		return obj
	}
	now := types.NewVar(v.Pos(), l.pkg, v.Name(), v.Type())
	stands[now] = v
	return now
}

// mentioned returns every identifier of the layer.
func (l *layer) mentioned() map[string]bool {
	out := map[string]bool{}
	for _, c := range l.chunks {
		c.inspect(func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				out[id.Name] = true
			}
			return true
		})
	}
	return out
}

// importer finds what the names of the session stand for.
func (l *layer) importer() types.Importer {
	return importer(func(path string) (*types.Package, error) {
		for _, sym := range l.visible {
			if sym.path == path && sym.pkg != nil {
				return sym.pkg, nil
			}
		}
		return l.s.pkgs.Import(path)
	})
}

func importOf(name, path string, pos token.Pos) ast.Decl {
	return &ast.GenDecl{TokPos: pos, Tok: token.IMPORT, Specs: []ast.Spec{&ast.ImportSpec{
		Name: &ast.Ident{Name: name, NamePos: pos},
		Path: &ast.BasicLit{Kind: token.STRING, Value: `"` + path + `"`, ValuePos: pos},
	}}}
}

func (p *parsed) pos() token.Pos {
	if p.decl != nil {
		return p.decl.Pos()
	}
	if len(p.stmts) > 0 {
		return p.stmts[0].Pos()
	}
	return token.NoPos
}

func (p *parsed) end() token.Pos {
	if p.decl != nil {
		return p.decl.End()
	}
	if n := len(p.stmts); n > 0 {
		return p.stmts[n-1].End()
	}
	return token.NoPos
}

// unusedValue tells whether e complains about an expression that stands alone at the top of a cell.
func (l *layer) unusedValue(e types.Error) bool {
	if !l.stmts || !strings.HasSuffix(e.Msg, "is not used") {
		return false
	}
	for _, s := range l.body.Body.List {
		if x, ok := unlabel(s).(*ast.ExprStmt); ok && x.Pos() <= e.Pos && e.Pos < x.End() {
			return true
		}
	}
	return false
}

// settleMust gives each call of must that does not fit the variant for its number of values. It tells whether it changed any.
func (l *layer) settleMust() bool {
	changed := false
	for _, e := range l.errs {
		if !strings.Contains(e.Msg, "in call to must") && !strings.Contains(e.Msg, "must (value of type") {
			continue
		}
		for _, c := range l.chunks {
			c.inspect(func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				id, ok := call.Fun.(*ast.Ident)
				if !ok || id.Name != "must" || l.info.Uses[id] != l.s.builtin["must"] {
					return true
				}
				values := len(call.Args)
				if values == 1 {
					if t, ok := l.info.Types[call.Args[0]].Type.(*types.Tuple); ok {
						values = t.Len()
					}
				}
				switch values {
				case 1:
					id.Name, changed = "must_0", true
				case 3:
					id.Name, changed = "must_2", true
				case 4:
					id.Name, changed = "must_3", true
				}
				return true
			})
		}
	}
	return changed
}

func (p *parsed) inspect(f func(ast.Node) bool) {
	if p.decl != nil {
		ast.Inspect(p.decl, f)
	}
	for _, s := range p.stmts {
		ast.Inspect(s, f)
	}
}

// typeNear finds the type of the operand of the selector whose name is at pos.
func (l *layer) typeNear(pos token.Pos) types.Type {
	var found types.Type
	for _, c := range l.chunks {
		c.inspect(func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Pos() == pos {
				found = l.info.Types[sel.X].Type
			}
			return true
		})
	}
	return found
}

// memberNames lists the fields and methods of a type that cells may use.
func memberNames(t types.Type) []string {
	var out []string
	for _, m := range members(t) {
		out = append(out, m.Name())
	}
	return out
}

// members lists the fields and methods of a type, promoted ones too, without the unexported ones of packages.
func members(t types.Type) []types.Object {
	seen := map[string]bool{}
	var out []types.Object
	add := func(o types.Object) {
		if !seen[o.Name()] && (o.Exported() || ours(o.Pkg())) {
			seen[o.Name()] = true
			out = append(out, o)
		}
	}
	pt := t
	if _, ok := t.Underlying().(*types.Interface); !ok {
		if _, ok := t.(*types.Pointer); !ok {
			pt = types.NewPointer(t)
		}
	}
	ms := types.NewMethodSet(pt)
	for i := range ms.Len() {
		add(ms.At(i).Obj())
	}
	var fields func(t types.Type, depth int)
	fields = func(t types.Type, depth int) {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok || depth > 5 {
			return
		}
		for i := range st.NumFields() {
			add(st.Field(i))
		}
		for i := range st.NumFields() {
			if f := st.Field(i); f.Embedded() {
				fields(f.Type(), depth+1)
			}
		}
	}
	fields(t, 0)
	slices.SortFunc(out, func(a, b types.Object) int { return strings.Compare(a.Name(), b.Name()) })
	return out
}
