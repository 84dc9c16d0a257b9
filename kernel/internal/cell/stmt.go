package cell

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// stmts writes statements with their places, and ticks where they are of use.
func (l *lowerer) stmts(list []ast.Stmt) {
	called := false
	for _, st := range list {
		if called {
			l.tick()
		}
		l.mark(st)
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
		l.line("rt.Go(%s, %d)", l.later(st.Call), l.place(st.Pos()))
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
		l.mark(st.Else)
		l.stmt(st.Else)
	}
	l.line("}")
}

func (l *lowerer) returnStmt(st *ast.ReturnStmt) {
	fn := l.fn
	if fn.yield == nil && fn.stack == "" {
		var vals []string
		for i, r := range st.Results {
			vals = append(vals, l.expr(r))
			if t := fn.sig.Results().At(i).Type(); len(st.Results) == fn.sig.Results().Len() && l.info.Types[r].IsNil() && types.IsInterface(l.subst(t)) {
				vals[i] = l.temp()
				l.line("var %s %s", vals[i], l.typ(r, t))
			}
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
	l.line("%s := %s", c, l.closure("func()", text))
	return c
}

func qualified(f *types.Func) string {
	if f == nil || f.Pkg() == nil || f.Signature().Recv() != nil {
		return ""
	}
	return f.Pkg().Path() + "." + f.Name()
}
