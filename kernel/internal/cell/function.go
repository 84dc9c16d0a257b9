package cell

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// A function is the function whose body is being lowered.
type function struct {
	name    string // for people
	sig     *types.Signature
	results []string  // names of the results, when they have any
	stack   string    // the variable that holds deferred calls, when there are any
	yield   *yielding // the innermost body of a range over a function
}

// A yielding is the body of a range over a function, lowered to a function itself.
type yielding struct {
	state string // why it ended: 0 went through, 1 break, 2 return, then one for each branch to an outer statement
	outer []func()
}

// funcRest writes parameters, results and body of a function.
func (l *lowerer) funcRest(at ast.Node, sig *types.Signature, ft *ast.FuncType, body *ast.BlockStmt) string {
	oldFn, oldTargets := l.fn, l.targets
	defer func() { l.fn, l.targets = oldFn, oldTargets }()
	fn := &function{name: bodyName(at), sig: sig}
	l.fn, l.targets = fn, nil
	if hasDefer(body) {
		fn.stack = l.s.fresh("stack")
	}
	var params []string
	for _, f := range ft.Params.List {
		t := ""
		if e, ok := f.Type.(*ast.Ellipsis); ok {
			t = "..." + l.typ(e, l.info.TypeOf(e.Elt))
		} else {
			t = l.typ(f.Type, l.info.TypeOf(f.Type))
		}
		if len(f.Names) == 0 {
			params = append(params, "_ "+t)
		}
		for _, id := range f.Names {
			params = append(params, l.local(l.info.Defs[id])+" "+t)
		}
	}
	results := l.results(at, sig.Results())
	if sig.Results().Len() > 0 && (fn.stack != "" || returnsFromRange(l, body) || len(ft.Results.List[0].Names) > 0) {
		results = l.nameResults(at, ft)
	}
	text := l.body(fn.name, func() {
		l.mark(body)
		l.tick()
		l.stmts(body.List)
	})
	if fn.stack != "" {
		text = l.deferring(fn.stack, text)
		if len(fn.results) > 0 {
			text += "return " + strings.Join(fn.results, ", ") + "\n"
		}
	}
	return "(" + strings.Join(params, ", ") + ")" + results + " {\n" + text + "}"
}

// deferring writes a body with deferred calls: a function of its own, around which nothing belongs to a cell.
func (l *lowerer) deferring(stack, body string) string {
	return l.body("", func() {
		l.nowhere()
		l.line("rt.Defers(func(%s *rt.Stack) {", stack)
		l.b.WriteString(body)
		l.line("})")
	})
}

// nameResults gives all results a name.
func (l *lowerer) nameResults(at ast.Node, ft *ast.FuncType) string {
	var out []string
	i := 0
	for _, f := range ft.Results.List {
		names := f.Names
		if len(names) == 0 {
			names = []*ast.Ident{nil}
		}
		for _, id := range names {
			var n string
			if id != nil && id.Name != "_" {
				n = l.local(l.info.Defs[id])
			} else {
				n = l.s.fresh("r")
			}
			l.fn.results = append(l.fn.results, n)
			out = append(out, n+" "+l.typ(at, l.fn.sig.Results().At(i).Type()))
			i++
		}
	}
	return " (" + strings.Join(out, ", ") + ")"
}

// hasDefer tells whether a body defers calls itself.
func hasDefer(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			found = true
		}
		return !found
	})
	return found
}

// returnsFromRange tells whether a body returns from inside a range over a function.
func returnsFromRange(l *lowerer, body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.RangeStmt:
			if _, ok := l.typeOf(n.X).Underlying().(*types.Signature); ok {
				ast.Inspect(n.Body, func(n ast.Node) bool {
					if _, ok := n.(*ast.FuncLit); ok {
						return false
					}
					_, ret := n.(*ast.ReturnStmt)
					found = found || ret
					return !found
				})
			}
		}
		return !found
	})
	return found
}

// declarations lowers a layer of types, constants and functions.
func (l *lowerer) declarations(ly *layer) {
	for _, p := range ly.chunks {
		if d, ok := p.decl.(*ast.FuncDecl); ok {
			if f, ok := l.info.Defs[d.Name].(*types.Func); ok && isGeneric(f) {
				l.c.next.origins[f] = &origin{d, l.info}
			}
		}
	}
	for _, p := range ly.chunks { // types before functions, which may need their instances
		g, ok := p.decl.(*ast.GenDecl)
		if !ok || g.Tok != token.TYPE {
			continue
		}
		for _, sp := range g.Specs {
			l.typeSpec(sp.(*ast.TypeSpec))
		}
	}
	for _, p := range ly.chunks {
		if d, ok := p.decl.(*ast.FuncDecl); ok {
			l.funcDecl(d)
		}
	}
	l.packageVars(ly)
	for _, r := range l.c.newer {
		if from := l.c.next.names[r.from]; l.real() && ly.pkg == r.layer && from != "" && l.s.made[from] != nil {
			fmt.Fprintf(&l.inits, "rt.Newer((*%s)(nil), (*%s)(nil))\n", l.ref(from), l.ref(l.c.next.names[r.to]))
		}
	}
	for _, r := range l.c.retype {
		if ly.pkg != r.layer {
			continue
		}
		n, t := l.c.next.names[r.to], l.typ(ly.chunks[0].decl, r.to.Type())
		fmt.Fprintf(l.decls, "var %s %s\n", n, t)
		if l.real() {
			v, old := l.temp(), l.c.next.names[r.from]
			l.line("var %s rt.Any = rt.Retype(%s, %d)", v, old, l.typeNumber(ly.chunks[0].decl, r.to.Type(), t))
			l.line("if %s != nil { %s = %s.(%s) }", v, n, v, t) // nil is that of an interface
			continue
		}
		l.line("%s = rt.Same(%s).(%s)", n, l.c.next.names[r.from], t)
	}
}

// packageVars declares the variables of a layer of declarations, and initialises them in the order of a package.
func (l *lowerer) packageVars(ly *layer) {
	for _, p := range ly.chunks {
		if !p.isVar() {
			continue
		}
		for _, sp := range p.decl.(*ast.GenDecl).Specs {
			sp := sp.(*ast.ValueSpec)
			for _, id := range sp.Names {
				v, ok := l.info.Defs[id].(*types.Var)
				if !ok || id.Name == "_" {
					continue
				}
				n, t := l.c.next.names[v], l.typ(id, v.Type())
				if l.isNew(n) {
					fmt.Fprintf(l.decls, "var %s %s\n", n, t)
				}
				if len(sp.Values) == 0 {
					z := l.temp()
					l.line("var %s %s", z, t)
					l.line("%s = %s", n, z)
				}
			}
		}
	}
	for _, init := range l.info.InitOrder {
		names := make([]*ast.Ident, len(init.Lhs))
		for i, v := range init.Lhs {
			names[i] = l.definition(v)
		}
		l.mark(init.Rhs)
		l.varSpec(&ast.ValueSpec{Names: names, Values: []ast.Expr{init.Rhs}})
	}
}

// definition finds the identifier that declares a variable.
func (l *lowerer) definition(v *types.Var) *ast.Ident {
	for id, o := range l.info.Defs {
		if o == types.Object(v) {
			return id
		}
	}
	return ast.NewIdent("_")
}

func isGeneric(f *types.Func) bool {
	return f.Signature().TypeParams().Len() > 0 || f.Signature().RecvTypeParams().Len() > 0
}

func (l *lowerer) typeSpec(sp *ast.TypeSpec) {
	tn, ok := l.info.Defs[sp.Name].(*types.TypeName)
	if !ok || tn.IsAlias() || tn.Name() == "_" {
		return
	}
	t, ok := tn.Type().(*types.Named)
	if !ok || t.TypeParams().Len() > 0 {
		return
	}
	if tn.Parent() != tn.Pkg().Scope() { // of a function: in each instance of it another type
		l.c.next.names[tn] = l.s.fresh(tn.Name())
	}
	l.declareType(sp, l.c.next.names[tn], t)
}

func (l *lowerer) funcDecl(d *ast.FuncDecl) {
	f, ok := l.info.Defs[d.Name].(*types.Func)
	if !ok || isGeneric(f) || d.Name.Name == "_" {
		return
	}
	if d.Body == nil { // listings of what a package has may stand in a notebook: only a call is wrong
		if name, ok := l.c.next.names[f]; ok {
			fmt.Fprintf(l.decls, "func %s%s { panic(%q) }\n", name, l.signature(d, f.Signature()), "function "+f.Name()+" has no body")
			return
		}
		l.refuse(d, "method %s has no body", d.Name.Name)
	}
	if d.Recv != nil {
		recv := f.Signature().Recv().Type()
		elem := recv
		if p, ok := types.Unalias(recv).(*types.Pointer); ok {
			elem = p.Elem()
		}
		l.method(d, f, l.typ(d, recv), l.named(d, types.Unalias(elem).(*types.Named)), f.Name())
		return
	}
	name, ok := l.c.next.names[f]
	if !ok || d.Name.Name == "init" {
		name = l.s.fresh(d.Name.Name)
		l.line("%s()", name)
	}
	text := l.funcRest(d, f.Signature(), d.Type, d.Body)
	fmt.Fprintf(l.decls, "func %s%s\n", name, text)
}

// method writes a method of a type.
func (l *lowerer) method(d *ast.FuncDecl, f *types.Func, recv, typ, name string) {
	r := "_"
	if names := d.Recv.List[0].Names; len(names) > 0 {
		r = l.local(l.info.Defs[names[0]])
	}
	text := l.funcRest(d, l.subst(f.Signature()).(*types.Signature), d.Type, d.Body)
	if !l.real() {
		fmt.Fprintf(l.decls, "func (%s %s) %s%s\n", r, recv, name, text)
		return
	}
	if name == "_" {
		return
	}
	sep := ", "
	if text[1] == ')' {
		sep = ""
	}
	fmt.Fprintf(l.decls, "func %s(%s %s%s%s\n", l.methodName(typ, name), r, recv, sep, text[1:])
	l.bind(typ, name)
}
