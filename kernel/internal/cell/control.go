package cell

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// A target is a statement that break or continue can refer to.
type target struct {
	label    string    // in the cell
	out      string    // in lowered code, before a loop
	end      string    // behind the statement, for goto
	ended    *bool     // whether end is used
	loop     bool      // continue is possible
	sel      bool      // a select: break inside it needs goto
	copyBack string    // what continue does first
	own      *yielding // the statement is itself a range over a function
	within   *yielding // the body of such a range in which it stands
}

// enter makes a target of a statement while body writes it.
func (l *lowerer) enter(t target, body func()) {
	t.end = l.s.fresh("end")
	t.ended = new(bool)
	t.within = l.fn.yield
	l.targets = append(l.targets, t)
	body()
	l.targets = l.targets[:len(l.targets)-1]
	if *t.ended {
		l.line("%s:", t.end)
		l.tick()
	}
}

// labeled writes a statement with a label. Loops write the label themselves, behind what they need before.
func (l *lowerer) labeled(st *ast.LabeledStmt) {
	name := st.Label.Name
	switch s := st.Stmt.(type) {
	case *ast.ForStmt:
		l.forStmt(s, name)
	case *ast.RangeStmt:
		l.rangeStmt(s, name)
	case *ast.SwitchStmt:
		l.switchStmt(s, name)
	case *ast.TypeSwitchStmt:
		l.typeSwitch(s, name)
	case *ast.SelectStmt:
		l.selectStmt(s, name)
	default:
		l.line("%s_label:", name)
		l.tick()
		l.stmt(st.Stmt)
	}
}

func (l *lowerer) branch(st *ast.BranchStmt) {
	label := ""
	if st.Label != nil {
		label = st.Label.Name
	}
	switch st.Tok {
	case token.GOTO:
		l.line("goto %s_label", label)
	case token.FALLTHROUGH:
		l.line("fallthrough")
	default:
		l.jump(st, st.Tok, label)
	}
}

// jump writes break or continue.
func (l *lowerer) jump(at ast.Node, tok token.Token, label string) {
	throughSelect := false
	for i := len(l.targets) - 1; i >= 0; i-- {
		t := l.targets[i]
		match := label == t.label && label != "" || label == "" && (tok == token.BREAK || t.loop)
		if !match {
			throughSelect = throughSelect || t.sel
			continue
		}
		l.jumpTo(t, tok, label != "" || throughSelect && tok == token.CONTINUE, throughSelect)
		return
	}
	l.refuse(at, "%s is not in a loop", tok)
}

func (l *lowerer) jumpTo(t target, tok token.Token, labelled, throughSelect bool) {
	here := l.fn.yield
	switch {
	case t.own != nil && here == t.own: // straight in the body of a range over a function
		if tok == token.BREAK {
			l.line("%s = 1", t.own.state)
			l.line("return false")
		} else {
			l.line("return true")
		}
	case here != t.within: // out of such a body: the code behind its call goes on
		here.outer = append(here.outer, func() { l.jumpTo(t, tok, true, true) })
		l.line("%s = %d", here.state, len(here.outer)+2)
		l.line("return false")
	case tok == token.BREAK && (t.sel || throughSelect || labelled):
		*t.ended = true
		l.line("goto %s", t.end)
	case tok == token.BREAK:
		l.line("break")
	default:
		if t.copyBack != "" {
			l.line("%s", t.copyBack)
		}
		if labelled {
			l.line("continue %s", t.out)
		} else {
			l.line("continue")
		}
	}
}

func (l *lowerer) switchStmt(st *ast.SwitchStmt, label string) {
	l.line("{")
	defer l.line("}")
	if st.Init != nil {
		l.stmt(st.Init)
	}
	tag := ""
	tests := false
	if st.Tag != nil {
		tag = l.temp()
		l.line("%s := %s", tag, l.expr(st.Tag))
		_, basic := l.typeOf(st.Tag).Underlying().(*types.Basic)
		tests = !basic
	}
	l.enter(target{label: label}, func() {
		if tests {
			l.line("switch {")
		} else {
			l.line("switch %s {", tag)
		}
		for _, c := range st.Body.List {
			c := c.(*ast.CaseClause)
			var exprs []string
			for _, x := range c.List {
				s := l.expr(x)
				if tests {
					s = tag + " == " + s
				}
				exprs = append(exprs, s)
			}
			switch {
			case exprs == nil:
				l.line("default:")
			case tests:
				l.line("case %s:", strings.Join(exprs, " || "))
			default:
				l.line("case %s:", strings.Join(exprs, ", "))
			}
			l.stmts(c.Body)
		}
		l.line("}")
	})
}

func (l *lowerer) typeSwitch(st *ast.TypeSwitchStmt, label string) {
	l.line("{")
	defer l.line("}")
	if st.Init != nil {
		l.stmt(st.Init)
	}
	var x ast.Expr
	switch a := st.Assign.(type) {
	case *ast.AssignStmt:
		x = a.Rhs[0]
	case *ast.ExprStmt:
		x = a.X
	}
	o, n := l.temp(), l.temp()
	l.line("var %s interface{} = %s", o, l.expr(ast.Unparen(x).(*ast.TypeAssertExpr).X))
	l.line("%s := 0", n)
	values := make([]string, len(st.Body.List))
	for i, c := range st.Body.List { // find the clause, then switch to it
		c := c.(*ast.CaseClause)
		for _, t := range c.List {
			if l.info.Types[t].IsNil() {
				l.line("if %s == 0 && %s == nil { %s = %d }", n, o, n, i+1)
				continue
			}
			v, ok := l.temp(), l.temp()
			if len(c.List) == 1 {
				values[i] = l.temp()
				l.line("var %s %s", values[i], l.typ(t, l.typeOf(t)))
			}
			l.line("if %s == 0 {", n)
			l.assertion(t, o, l.typeOf(t), v, ok)
			if values[i] != "" {
				l.line("%s = %s", values[i], v)
			} else {
				l.line("_ = %s", v)
			}
			l.line("if %s { %s = %d }", ok, n, i+1)
			l.line("}")
		}
	}
	l.enter(target{label: label}, func() {
		l.line("switch %s {", n)
		for i, c := range st.Body.List {
			c := c.(*ast.CaseClause)
			if c.List == nil {
				l.line("default:")
			} else {
				l.line("case %d:", i+1)
			}
			if obj := l.info.Implicits[c]; obj != nil {
				v := values[i]
				if v == "" { // several types, none, or nil: as it came
					v = l.expr(ast.Unparen(x).(*ast.TypeAssertExpr).X)
					if !isSimple(ast.Unparen(x).(*ast.TypeAssertExpr).X) {
						v = o
					}
				}
				name := l.local(obj)
				l.line("%s := %s", name, v)
				l.line("_ = %s", name)
			}
			l.stmts(c.Body)
		}
		l.line("}")
	})
}

func isSimple(x ast.Expr) bool {
	_, ok := ast.Unparen(x).(*ast.Ident)
	return ok
}
