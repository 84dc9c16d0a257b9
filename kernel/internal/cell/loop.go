package cell

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

func (l *lowerer) forStmt(st *ast.ForStmt, label string) {
	l.line("{")
	defer l.line("}")
	var vars []types.Object
	if st.Init != nil {
		l.stmt(st.Init)
		if a, ok := st.Init.(*ast.AssignStmt); ok && a.Tok == token.DEFINE {
			for _, x := range a.Lhs {
				if id, ok := x.(*ast.Ident); ok && l.info.Defs[id] != nil && l.captured(l.info.Defs[id], st.Body) {
					vars = append(vars, l.info.Defs[id])
				}
			}
		}
	}
	cond := ""
	if st.Cond != nil {
		cond = l.expr(st.Cond)
	}
	post := ""
	if st.Post != nil {
		post = strings.TrimSpace(l.block(func() { l.stmt(st.Post) }))
	}
	simple := post == "" || !strings.Contains(post, "\n")
	outer := make([]string, len(vars))
	inner := make([]string, len(vars))
	back := ""
	for i, v := range vars { // each round has its own variable
		outer[i] = l.locals[v]
		inner[i] = l.local(v)
		back += outer[i] + " = " + inner[i] + "\n"
	}
	t := target{label: label, loop: true, copyBack: strings.TrimSpace(back)}
	if !simple {
		t.copyBack = strings.TrimSpace(back + post)
		post = ""
	}
	t.out = l.s.fresh("loop")
	l.enter(t, func() {
		l.line("%s:", t.out)
		l.line("for ; %s; %s {", cond, post)
		l.tick()
		for i := range vars {
			l.line("%s := %s", inner[i], outer[i])
		}
		l.stmts(st.Body.List)
		if t.copyBack != "" && !endsInBranch(st.Body.List) {
			l.line("%s", t.copyBack)
		}
		l.line("}")
	})
	for i, v := range vars {
		l.locals[v] = outer[i]
	}
}

func endsInBranch(list []ast.Stmt) bool {
	if len(list) == 0 {
		return false
	}
	switch list[len(list)-1].(type) {
	case *ast.BranchStmt, *ast.ReturnStmt:
		return true
	}
	return false
}

// captured tells whether a variable can outlive a round of the loop: a function literal mentions it, or its address is taken.
func (l *lowerer) captured(obj types.Object, body ast.Node) bool {
	found := false
	mentions := func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && l.info.Uses[id] == obj {
				found = true
			}
			return !found
		})
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			mentions(n)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				mentions(n.X)
			}
		case *ast.RangeStmt: // its body may become a function
			if _, ok := l.typeOf(n.X).Underlying().(*types.Signature); ok {
				mentions(n)
			}
		case *ast.SelectorExpr: // a method with pointer receiver takes the address
			if s := l.info.Selections[n]; s != nil && s.Kind() == types.MethodVal {
				mentions(n.X)
			}
		case *ast.SliceExpr:
			if _, ok := l.typeOf(n.X).Underlying().(*types.Array); ok {
				mentions(n.X)
			}
		case *ast.DeferStmt, *ast.GoStmt:
			mentions(n)
		}
		return !found
	})
	return found
}

func (l *lowerer) rangeStmt(st *ast.RangeStmt, label string) {
	l.line("{")
	defer l.line("}")
	switch t := l.typeOf(st.X).Underlying().(type) {
	case *types.Basic:
		if t.Info()&types.IsInteger != 0 {
			l.rangeInt(st, label)
			return
		}
		l.rangeNative(st, label, l.expr(st.X))
	case *types.Chan:
		l.rangeChan(st, label)
	case *types.Signature:
		l.rangeFunc(st, label, t)
	case *types.Pointer: // to an array
		l.rangeNative(st, label, "(*"+l.operand(st.X)+")")
	default:
		l.rangeNative(st, label, l.expr(st.X))
	}
}

// loop writes a loop with a given head; bind sets the variables of the cell at the start of each round.
func (l *lowerer) loop(st *ast.RangeStmt, label, head string, bind func()) {
	t := target{label: label, loop: true, out: l.s.fresh("loop")}
	l.enter(t, func() {
		l.line("%s:", t.out)
		l.line("%s {", head)
		l.tick()
		bind()
		l.stmts(st.Body.List)
		l.line("}")
	})
}

// bindTo sets a variable of a range statement, which is new in each round or exists.
func (l *lowerer) bindTo(st *ast.RangeStmt, x ast.Expr, value string) {
	if x == nil {
		return
	}
	if id, ok := x.(*ast.Ident); ok && id.Name == "_" {
		return
	}
	if st.Tok == token.DEFINE {
		obj := l.info.Defs[x.(*ast.Ident)]
		if !l.captured(obj, st.Body) {
			l.locals[obj] = value
			return
		}
		l.line("%s := %s", l.local(obj), value)
		return
	}
	l.line("%s = %s", l.expr(x), value)
}

func (l *lowerer) rangeInt(st *ast.RangeStmt, label string) {
	i, n := l.temp(), l.temp()
	t := l.typeOf(st.X)
	if b, ok := t.(*types.Basic); ok && b.Info()&types.IsUntyped != 0 {
		t = types.Typ[types.Int]
	}
	if st.Key != nil {
		if lt := l.lhsType(st.Key); lt != nil {
			t = lt
		}
	}
	text := l.typ(st, t)
	l.line("var %s %s = %s", n, text, l.expr(st.X))
	zero := l.temp()
	l.line("var %s %s", zero, text)
	bind := func() {
		if st.Key != nil && st.Tok == token.DEFINE && l.assigned(st.Key, st.Body) {
			if id := st.Key.(*ast.Ident); id.Name != "_" {
				l.line("%s := %s", l.local(l.info.Defs[id]), i)
			}
			return
		}
		l.bindTo(st, st.Key, i)
	}
	l.loop(st, label, "for "+i+" := "+zero+"; "+i+" < "+n+"; "+i+"++", bind)
}

// assigned tells whether a body assigns to a variable.
func (l *lowerer) assigned(x ast.Expr, body ast.Node) bool {
	id, ok := x.(*ast.Ident)
	if !ok || id.Name == "_" {
		return false
	}
	obj, found := l.info.Defs[id], false
	is := func(x ast.Expr) bool {
		id, ok := ast.Unparen(x).(*ast.Ident)
		return ok && l.info.Uses[id] == obj
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, x := range n.Lhs {
				found = found || is(x)
			}
		case *ast.IncDecStmt:
			found = found || is(n.X)
		case *ast.RangeStmt:
			found = found || n.Key != nil && is(n.Key) || n.Value != nil && is(n.Value)
		}
		return !found
	})
	return found
}

// rangeNative ranges over what the interpreter ranges over itself.
func (l *lowerer) rangeNative(st *ast.RangeStmt, label, over string) {
	blank := func(x ast.Expr) bool {
		id, ok := x.(*ast.Ident)
		return x == nil || ok && id.Name == "_"
	}
	k, v := "_", ""
	if !blank(st.Key) {
		k = l.temp()
	}
	head := k
	if !blank(st.Value) {
		v = l.temp()
		head += ", " + v
	}
	unused := ""
	if _, ok := l.typeOf(st.X).Underlying().(*types.Basic); ok && v == "" { // a string: without the value it counts bytes
		unused = l.temp()
		head += ", " + unused
	}
	if k == "_" && v == "" && unused == "" {
		l.loop(st, label, "for range "+over, func() {})
		return
	}
	l.loop(st, label, "for "+head+" := range "+over, func() {
		if unused != "" {
			l.line("_ = %s", unused)
		}
		if k != "_" {
			l.bindTo(st, st.Key, k)
		}
		if v != "" {
			l.bindTo(st, st.Value, v)
		}
	})
}

func (l *lowerer) rangeChan(st *ast.RangeStmt, label string) {
	c, v, k := l.temp(), l.temp(), l.temp()
	l.line("%s := %s", c, l.expr(st.X))
	l.loop(st, label, "for", func() {
		l.line("var %s %s", v, l.typ(st, elemOf(l.typeOf(st.X))))
		l.line("var %s bool", k)
		t, ok := l.temp(), l.temp()
		l.line("select {\ncase %s, %s := <-%s:\n%s = %s\n%s = %s", t, ok, c, v, t, k, ok)
		l.stopCase()
		l.line("}")
		l.line("if !%s { break }", k)
		l.bindTo(st, st.Key, v)
	})
}

// rangeFunc calls the function with the body as a function.
func (l *lowerer) rangeFunc(st *ast.RangeStmt, label string, sig *types.Signature) {
	y := &yielding{state: l.s.fresh("state")}
	f := l.temp()
	l.line("%s := 0", y.state)
	l.line("%s := %s", f, l.expr(st.X))
	outerYield := l.fn.yield
	params := sig.Params().At(0).Type().Underlying().(*types.Signature).Params()
	var names []string
	for i := range params.Len() {
		names = append(names, l.temp()+" "+l.typ(st, params.At(i).Type()))
	}
	l.enter(target{label: label, loop: true, own: y}, func() {
		l.line("%s(func(%s) bool {", f, strings.Join(names, ", "))
		l.line("%s%s", pushMark, l.fn.name)
		l.fn.yield = y
		l.tick()
		for i, x := range []ast.Expr{st.Key, st.Value} {
			if i < len(names) {
				n, _, _ := strings.Cut(names[i], " ")
				l.bindTo(st, x, n)
			}
		}
		l.stmts(st.Body.List)
		l.line("return true")
		l.fn.yield = outerYield
		l.line("%s", popMark)
		l.line("})")
	})
	l.line("if %s == 2 {", y.state)
	if l.fn.yield != nil {
		l.leave()
	} else if len(l.fn.results) > 0 && l.fn.stack == "" {
		l.line("return %s", strings.Join(l.fn.results, ", "))
	} else {
		l.line("return")
	}
	l.line("}")
	for i, jump := range y.outer {
		l.line("if %s == %d {", y.state, i+3)
		jump()
		l.line("}")
	}
}
