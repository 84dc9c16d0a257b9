package cell

import (
	"go/ast"
)

// receive waits for a value of a channel, or for the end of the cell. Empty names take nothing.
func (l *lowerer) receive(ch ast.Expr, v, ok string) {
	c, t, k := l.temp(), l.temp(), l.temp()
	l.line("%s := %s", c, l.expr(ch))
	l.line("select {")
	switch {
	case v == "" && ok == "":
		l.line("case <-%s:", c)
	default:
		l.line("case %s, %s := <-%s:", t, k, c)
		if v != "" {
			l.line("%s = %s", v, t)
		}
		if ok != "" {
			l.line("%s = %s", ok, k)
		}
	}
	l.stopCase()
	l.line("}")
}

// stopCase is the case of a select that ends the cell.
func (l *lowerer) stopCase() {
	l.line("case <-rt.Done():")
	l.line("rt.Check()")
}

func (l *lowerer) send(st *ast.SendStmt) {
	c, v := l.temp(), l.temp()
	l.line("%s := %s", c, l.expr(st.Chan))
	l.line("var %s %s = %s", v, l.typ(st, elemOf(l.typeOf(st.Chan))), l.expr(st.Value))
	l.line("select {")
	l.line("case %s <- %s:", c, v)
	l.stopCase()
	l.line("}")
}

func (l *lowerer) selectStmt(st *ast.SelectStmt, label string) {
	type clause struct {
		head string
		pre  []func()
		body *ast.CommClause
	}
	var clauses []clause
	hasDefault := false
	for _, s := range st.Body.List {
		c := s.(*ast.CommClause)
		cl := clause{body: c}
		switch comm := c.Comm.(type) {
		case nil:
			hasDefault = true
			cl.head = "default:"
		case *ast.SendStmt:
			ch, v := l.temp(), l.temp()
			l.line("%s := %s", ch, l.expr(comm.Chan))
			l.line("var %s %s = %s", v, l.typ(comm, elemOf(l.typeOf(comm.Chan))), l.expr(comm.Value))
			cl.head = "case " + ch + " <- " + v + ":"
		case *ast.ExprStmt:
			ch := l.temp()
			l.line("%s := %s", ch, l.expr(ast.Unparen(comm.X).(*ast.UnaryExpr).X))
			cl.head = "case <-" + ch + ":"
		case *ast.AssignStmt:
			ch, v, k := l.temp(), l.temp(), l.temp()
			l.line("%s := %s", ch, l.expr(ast.Unparen(comm.Rhs[0]).(*ast.UnaryExpr).X))
			cl.head = "case " + v + ", " + k + " := <-" + ch + ":"
			cl.pre = append(cl.pre, func() {
				l.line("_ = %s", k)
				l.store(comm.Lhs[0], v)
				if len(comm.Lhs) > 1 {
					l.store(comm.Lhs[1], k)
				}
			})
		}
		clauses = append(clauses, cl)
	}
	l.enter(target{label: label, sel: true}, func() {
		l.line("select {")
		for _, c := range clauses {
			l.line("%s", c.head)
			for _, f := range c.pre {
				f()
			}
			l.stmts(c.body.Body)
		}
		if !hasDefault {
			l.stopCase()
		}
		l.line("}")
	})
}
