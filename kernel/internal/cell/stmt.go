package cell

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// stmts writes statements, with marks and ticks where they are of use.
func (l *lowerer) stmts(list []ast.Stmt) {
	called := false
	for _, st := range list {
		if called {
			l.tick()
		}
		if l.risky(st) {
			l.mark(st)
		}
		l.stmt(st)
		called = hasCall(st)
	}
}

func hasCall(st ast.Stmt) bool {
	found := false
	ast.Inspect(st, func(n ast.Node) bool {
		_, ok := n.(*ast.CallExpr)
		found = found || ok
		return !found
	})
	return found
}

// risky tells whether a statement, without its blocks, can panic.
func (l *lowerer) risky(st ast.Stmt) bool {
	found := false
	ast.Inspect(st, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt, *ast.FuncLit:
			return false
		case *ast.CallExpr, *ast.IndexExpr, *ast.StarExpr, *ast.SliceExpr, *ast.TypeAssertExpr, *ast.SendStmt, *ast.SelectStmt:
			found = true
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.BinaryExpr:
			found = found || n.Op == token.QUO || n.Op == token.REM
		case *ast.AssignStmt:
			found = found || n.Tok == token.QUO_ASSIGN || n.Tok == token.REM_ASSIGN
		case *ast.SelectorExpr:
			if s := l.info.Selections[n]; s != nil {
				_, ptr := l.typeOf(n.X).Underlying().(*types.Pointer)
				found = found || ptr || s.Indirect()
			}
		}
		return !found
	})
	return found
}

func (l *lowerer) stmt(st ast.Stmt) {
	switch st := st.(type) {
	case *ast.ExprStmt:
		l.exprStmt(st.X)
	case *ast.AssignStmt:
		l.assign(st)
	case *ast.IncDecStmt:
		l.line("%s%s", l.expr(st.X), st.Tok)
	case *ast.DeclStmt:
		l.declStmt(st.Decl.(*ast.GenDecl))
	case *ast.BlockStmt:
		l.line("{")
		l.stmts(st.List)
		l.line("}")
	case *ast.IfStmt:
		l.ifStmt(st)
	case *ast.SwitchStmt:
		l.switchStmt(st, "")
	case *ast.TypeSwitchStmt:
		l.typeSwitch(st, "")
	case *ast.ForStmt:
		l.forStmt(st, "")
	case *ast.RangeStmt:
		l.rangeStmt(st, "")
	case *ast.SelectStmt:
		l.selectStmt(st, "")
	case *ast.LabeledStmt:
		l.labeled(st)
	case *ast.BranchStmt:
		l.branch(st)
	case *ast.ReturnStmt:
		l.returnStmt(st)
	case *ast.GoStmt:
		l.line("rt.Go(%s)", l.later(st.Call))
	case *ast.DeferStmt:
		l.line("%s.Push(%s)", l.fn.stack, l.later(st.Call))
	case *ast.SendStmt:
		l.send(st)
	case *ast.EmptyStmt:
	default:
		l.refuse(st, "this statement cannot be used in a cell")
	}
}

func (l *lowerer) exprStmt(x ast.Expr) {
	x = ast.Unparen(x)
	if u, ok := x.(*ast.UnaryExpr); ok && u.Op == token.ARROW {
		l.receive(u.X, "", "")
		return
	}
	if c, ok := x.(*ast.CallExpr); ok && !l.info.Types[c.Fun].IsType() {
		l.line("%s", l.expr(x))
		return
	}
	if tv := l.info.Types[x]; tv.IsType() || tv.IsNil() || tv.IsBuiltin() {
		return
	}
	l.line("_ = %s", l.expr(x))
}

func (l *lowerer) assign(st *ast.AssignStmt) {
	if st.Tok != token.ASSIGN && st.Tok != token.DEFINE {
		rhs := l.expr(st.Rhs[0])
		if st.Tok == token.SHL_ASSIGN || st.Tok == token.SHR_ASSIGN {
			rhs = "uint(" + rhs + ")"
		}
		l.line("%s %s %s", l.expr(st.Lhs[0]), st.Tok, rhs)
		return
	}
	if len(st.Rhs) == 1 && len(st.Lhs) > 1 {
		l.assignMany(st.Lhs, st.Rhs[0])
		return
	}
	if len(st.Lhs) == 1 {
		l.store(st.Lhs[0], l.expr(st.Rhs[0]))
		return
	}
	if st.Tok == token.DEFINE && l.allNew(st.Lhs) {
		vals := make([]string, len(st.Lhs))
		for i, r := range st.Rhs { // before the names exist: x, y := y, x reads outer ones
			vals[i] = l.expr(r)
		}
		for i, x := range st.Lhs {
			l.store(x, vals[i])
		}
		return
	}
	// Go evaluates indexes on the left and all on the right before it assigns.
	lhs := make([]func(string), len(st.Lhs))
	for i, x := range st.Lhs {
		if ix, ok := ast.Unparen(x).(*ast.IndexExpr); ok && l.info.Types[ix.Index].Value == nil {
			at := l.temp()
			l.line("%s := %s", at, l.expr(ix.Index))
			base := l.operand(ix.X)
			lhs[i] = func(v string) { l.line("%s[%s] = %s", base, at, v) }
			continue
		}
		lhs[i] = func(v string) { l.store(x, v) }
	}
	var temps []string
	for i, r := range st.Rhs {
		t := l.temp()
		temps = append(temps, t)
		if lt := l.lhsType(st.Lhs[i]); lt != nil {
			l.line("var %s %s = %s", t, l.typ(r, lt), l.expr(r))
		} else {
			l.line("%s := %s", t, l.expr(r))
		}
	}
	for i, f := range lhs {
		f(temps[i])
	}
}

// lhsType returns the type of a variable that is assigned to, or nil for the blank identifier.
func (l *lowerer) lhsType(x ast.Expr) types.Type {
	if id, ok := x.(*ast.Ident); ok {
		if id.Name == "_" {
			return nil
		}
		if d := l.info.Defs[id]; d != nil {
			return l.subst(d.Type())
		}
		if u := l.info.Uses[id]; u != nil {
			return l.subst(u.Type())
		}
	}
	return l.typeOf(x)
}

func (l *lowerer) allNew(lhs []ast.Expr) bool {
	for _, x := range lhs {
		id, ok := x.(*ast.Ident)
		if !ok || id.Name == "_" {
			continue
		}
		obj := l.info.Defs[id]
		if obj == nil {
			return false
		}
		if n, session := l.c.next.names[obj]; session && !l.isNew(n) {
			return false // shares its storage with the older variable of the name
		}
	}
	return true
}

// store assigns a value to a variable, or declares it.
func (l *lowerer) store(x ast.Expr, value string) {
	if id, ok := x.(*ast.Ident); ok {
		if id.Name == "_" {
			l.line("_ = %s", value)
			return
		}
		if obj := l.info.Defs[id]; obj != nil {
			if n, ok := l.c.next.names[obj]; ok {
				l.line("%s = %s", n, value)
				return
			}
			l.line("%s := %s", l.local(obj), value)
			return
		}
	}
	if sel, ok := ast.Unparen(x).(*ast.SelectorExpr); ok {
		if v, ok := l.info.Uses[sel.Sel].(*types.Var); ok && l.info.Selections[sel] == nil { // of a package: the interpreter would set a copy
			l.line("rt.Set(%q, %q, %s)", v.Pkg().Path()+"/"+v.Pkg().Name(), v.Name(), value)
			return
		}
	}
	l.line("%s = %s", l.expr(x), value)
}

// assignMany assigns the results of one expression.
func (l *lowerer) assignMany(lhs []ast.Expr, rhs ast.Expr) {
	var temps []string
	blank := true
	for _, x := range lhs {
		if id, ok := x.(*ast.Ident); ok && id.Name == "_" {
			temps = append(temps, "_")
			continue
		}
		blank = false
		temps = append(temps, l.temp())
	}
	rhs = ast.Unparen(rhs)
	if u, ok := rhs.(*ast.UnaryExpr); ok && u.Op == token.ARROW {
		t := l.typ(u, elemOf(l.typeOf(u.X)))
		v, k := l.temp(), l.temp()
		l.line("var %s %s", v, t)
		l.line("var %s bool", k)
		l.receive(u.X, v, k)
		l.store(lhs[0], v)
		l.store(lhs[1], k)
		return
	}
	op := ":="
	if blank {
		op = "="
	}
	if a, ok := rhs.(*ast.TypeAssertExpr); ok {
		o, v, is := l.temp(), l.temp(), l.temp()
		l.line("var %s interface{} = %s", o, l.expr(a.X))
		l.assertion(a, o, l.typeOf(a.Type), v, is)
		l.store(lhs[0], v)
		l.store(lhs[1], is)
		return
	}
	l.line("%s %s %s", strings.Join(temps, ", "), op, l.expr(rhs))
	for i, x := range lhs {
		if temps[i] != "_" {
			l.store(x, temps[i])
		}
	}
}

func (l *lowerer) declStmt(d *ast.GenDecl) {
	for _, sp := range d.Specs {
		switch sp := sp.(type) {
		case *ast.TypeSpec:
			l.typeSpec(sp)
		case *ast.ValueSpec:
			if d.Tok == token.VAR {
				l.varSpec(sp)
			}
		}
	}
}

func (l *lowerer) varSpec(sp *ast.ValueSpec) {
	declare := func(id *ast.Ident, value string) {
		obj := l.info.Defs[id]
		if id.Name == "_" || obj == nil {
			if value != "" {
				l.line("_ = %s", value)
			}
			return
		}
		t := l.typ(id, obj.Type())
		n, session := l.c.next.names[obj]
		switch {
		case session && value == "":
			z := l.temp()
			l.line("var %s %s", z, t)
			l.line("%s = %s", n, z)
		case session:
			l.line("%s = %s", n, value)
		case value == "":
			l.line("var %s %s", l.local(obj), t)
		default:
			l.line("var %s %s = %s", l.local(obj), t, value)
		}
	}
	switch {
	case len(sp.Values) == 0:
		for _, id := range sp.Names {
			declare(id, "")
		}
	case len(sp.Values) == len(sp.Names):
		vals := make([]string, len(sp.Values))
		for i, v := range sp.Values {
			vals[i] = l.expr(v)
		}
		for i, id := range sp.Names {
			declare(id, vals[i])
		}
	default:
		var temps []string
		for range sp.Names {
			temps = append(temps, l.temp())
		}
		rhs := ast.Unparen(sp.Values[0])
		if u, ok := rhs.(*ast.UnaryExpr); ok && u.Op == token.ARROW {
			l.line("var %s %s", temps[0], l.typ(u, elemOf(l.typeOf(u.X))))
			l.line("var %s bool", temps[1])
			l.receive(u.X, temps[0], temps[1])
		} else if a, ok := rhs.(*ast.TypeAssertExpr); ok {
			o := l.temp()
			l.line("var %s interface{} = %s", o, l.expr(a.X))
			l.assertion(a, o, l.typeOf(a.Type), temps[0], temps[1])
		} else {
			l.line("%s := %s", strings.Join(temps, ", "), l.expr(rhs))
		}
		for i, id := range sp.Names {
			declare(id, temps[i])
		}
	}
}

func (l *lowerer) ifStmt(st *ast.IfStmt) {
	if st.Init != nil {
		l.line("{")
		l.stmt(st.Init)
		defer l.line("}")
	}
	l.line("if %s {", l.expr(st.Cond))
	l.stmts(st.Body.List)
	if st.Else == nil {
		l.line("}")
		return
	}
	l.line("} else {")
	if b, ok := st.Else.(*ast.BlockStmt); ok {
		l.stmts(b.List)
	} else {
		l.stmt(st.Else)
	}
	l.line("}")
}

func (l *lowerer) returnStmt(st *ast.ReturnStmt) {
	fn := l.fn
	if fn.yield == nil && fn.stack == "" {
		var vals []string
		for _, r := range st.Results {
			vals = append(vals, l.expr(r))
		}
		if len(fn.results) > 1 && len(vals) > 1 { // results may stand on the right
			for i := range vals {
				t := l.temp()
				l.line("var %s %s = %s", t, l.typ(st, fn.sig.Results().At(i).Type()), vals[i])
				vals[i] = t
			}
		}
		l.line("return %s", strings.Join(vals, ", "))
		return
	}
	switch n := len(st.Results); {
	case n == 0:
	case n == len(fn.results):
		temps := make([]string, n)
		for i, r := range st.Results {
			temps[i] = l.temp()
			l.line("var %s %s = %s", temps[i], l.typ(r, fn.sig.Results().At(i).Type()), l.expr(r))
		}
		for i, t := range temps {
			l.line("%s = %s", fn.results[i], t)
		}
	default:
		var temps []string
		for range fn.results {
			temps = append(temps, l.temp())
		}
		l.line("%s := %s", strings.Join(temps, ", "), l.expr(st.Results[0]))
		for i, t := range temps {
			l.line("%s = %s", fn.results[i], t)
		}
	}
	l.leave()
}

// leave returns from the function, whose results are set.
func (l *lowerer) leave() {
	if y := l.fn.yield; y != nil {
		l.line("%s = 2", y.state)
		l.line("return false")
		return
	}
	l.line("return")
}

// later writes a function that does the call later, with what Go evaluates now evaluated now.
func (l *lowerer) later(call *ast.CallExpr) string {
	fun := ast.Unparen(call.Fun)
	if lit, ok := fun.(*ast.FuncLit); ok && len(call.Args) == 0 {
		text := l.expr(lit)
		if lit.Type.Results == nil || len(lit.Type.Results.List) == 0 {
			return l.kept(text)
		}
		return l.kept("func() { " + text + "() }")
	}
	plainCall := func() string {
		return l.kept("func() {\n" + l.block(func() { l.stmt(&ast.ExprStmt{X: call}) }) + "}")
	}
	if tv := l.info.Types[fun]; tv.IsBuiltin() || tv.IsType() {
		return plainCall()
	}
	if id, ok := fun.(*ast.Ident); ok {
		if f, ok := l.info.Uses[id].(*types.Func); ok && l.isBuiltin(f) {
			return plainCall()
		}
	}
	if f := l.callee(fun); f != nil {
		if _, special := l.specialCall(call, f); special && f.Signature().Recv() != nil {
			return plainCall()
		}
	}
	f := ""
	if l.callee(fun) == nil || l.callee(fun).Signature().Recv() != nil {
		f = l.temp()
		l.line("%s := %s", f, l.expr(fun))
	} else {
		f = l.callFun(fun)
	}
	if len(call.Args) == 1 {
		if _, tuple := l.typeOf(call.Args[0]).(*types.Tuple); tuple {
			return l.kept(fmt.Sprintf("func() { %s(%s) }", f, l.expr(call.Args[0])))
		}
	}
	sig := l.typeOf(fun).Underlying().(*types.Signature)
	var args []string
	for i, a := range call.Args {
		if l.info.Types[a].Value != nil || l.info.Types[a].IsNil() {
			args = append(args, l.expr(a))
			continue
		}
		t := l.temp()
		pt := sig.Params().At(min(i, sig.Params().Len()-1)).Type()
		if sig.Variadic() && i >= sig.Params().Len()-1 && !call.Ellipsis.IsValid() {
			pt = elemOf(pt)
		}
		if _, printer := printers[qualified(l.callee(fun))]; printer {
			l.line("%s := %s", t, l.shownArg(a, false))
		} else {
			l.line("var %s %s = %s", t, l.typ(a, pt), l.expr(a))
		}
		args = append(args, t)
	}
	s := strings.Join(args, ", ")
	if call.Ellipsis.IsValid() {
		s += "..."
	}
	return l.kept(fmt.Sprintf("func() { %s(%s) }", f, s))
}

// kept puts a function literal into a variable: straight as an argument it would see later values of the variables around it.
func (l *lowerer) kept(text string) string {
	c := l.temp()
	l.line("%s := %s", c, text)
	return c
}

func qualified(f *types.Func) string {
	if f == nil || f.Pkg() == nil || f.Signature().Recv() != nil {
		return ""
	}
	return f.Pkg().Path() + "." + f.Name()
}
