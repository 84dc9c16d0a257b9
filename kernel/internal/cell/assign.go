package cell

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

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
		if v, ok := l.info.Uses[sel.Sel].(*types.Var); ok && l.info.Selections[sel] == nil && !ours(v.Pkg()) { // of a package: the interpreter would set a copy
			l.line("rt.Set(%q, %q, %s)", v.Pkg().Path(), v.Name(), value)
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
