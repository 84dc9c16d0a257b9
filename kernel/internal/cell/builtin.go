package cell

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
)

// builtinCall writes a call of a function of the language.
func (l *lowerer) builtinCall(x *ast.CallExpr, name string) string {
	switch name {
	case "make":
		s := "make(" + l.typ(x, l.typeOf(x))
		for _, a := range x.Args[1:] {
			s += ", " + l.expr(a)
		}
		return s + ")"
	case "new":
		if l.info.Types[x.Args[0]].IsType() {
			return "new(" + l.typ(x, l.typeOf(x.Args[0])) + ")"
		}
		t := l.typ(x, elemOf(l.typeOf(x)))
		v := l.temp()
		return fmt.Sprintf("func() *%s { var %s %s = %s; return &%s }()", t, v, t, l.expr(x.Args[0]), v)
	case "min", "max":
		return l.minMax(x, name)
	case "clear":
		return l.clear(x)
	case "append":
		return l.appendCall(x)
	case "delete":
		m := l.typeOf(x.Args[0]).Underlying().(*types.Map)
		return "delete(" + l.expr(x.Args[0]) + ", " + l.key(x.Args[1], m) + ")"
	case "recover":
		return "rt.Recover()"
	case "print":
		return "rt.Print(" + l.args(x, 0) + ")"
	case "println":
		return "rt.Println(" + l.args(x, 0) + ")"
	case "panic":
		return "panic(" + l.shownArg(x.Args[0], false) + ")"
	}
	return name + "(" + l.args(x, 0) + ")"
}

func (l *lowerer) minMax(x *ast.CallExpr, name string) string {
	t := l.typ(x, l.typeOf(x))
	op := map[string]string{"min": "<", "max": ">"}[name]
	r := l.temp()
	var b strings.Builder
	fmt.Fprintf(&b, "func() %s { var %s %s = %s\n", t, r, t, l.expr(x.Args[0]))
	for _, a := range x.Args[1:] {
		v := l.temp()
		fmt.Fprintf(&b, "var %s %s = %s\nif %s %s %s", v, t, l.expr(a), v, op, r)
		if basic, ok := l.typeOf(x).Underlying().(*types.Basic); ok && basic.Info()&types.IsFloat != 0 {
			fmt.Fprintf(&b, " || %s != %s", v, v)
		}
		fmt.Fprintf(&b, " { %s = %s }\n", r, v)
	}
	return b.String() + "return " + r + " }()"
}

func (l *lowerer) clear(x *ast.CallExpr) string {
	v, k := l.temp(), l.temp()
	switch t := l.typeOf(x.Args[0]).Underlying().(type) {
	case *types.Map:
		return fmt.Sprintf("func() { %s := %s; for %s := range %s { delete(%s, %s) } }()", v, l.expr(x.Args[0]), k, v, v, k)
	case *types.Slice:
		z := l.temp()
		return fmt.Sprintf("func() { %s := %s; var %s %s; for %s := range %s { %s[%s] = %s } }()", v, l.expr(x.Args[0]), z, l.typ(x, t.Elem()), k, v, v, k, z)
	}
	l.refuse(x, "clear of this type cannot be used in a cell")
	return ""
}

// appendCall copies elements that are read from memory before the append may change them.
func (l *lowerer) appendCall(x *ast.CallExpr) string {
	risky := false
	if !x.Ellipsis.IsValid() && len(x.Args) > 1 {
		if _, ok := ast.Unparen(x.Args[0]).(*ast.SliceExpr); ok {
			for _, a := range x.Args[1:] {
				risky = risky || !l.plain(a)
			}
		}
	}
	t := l.typeOf(x)
	if !risky {
		s := "append(" + l.expr(x.Args[0])
		for i, a := range x.Args[1:] {
			s += ", " + l.expr(a)
			if x.Ellipsis.IsValid() && i == len(x.Args)-2 {
				s += "..."
			}
		}
		return s + ")"
	}
	var vars []string
	text := l.block(func() {
		for _, a := range x.Args[1:] {
			v := l.temp()
			vars = append(vars, v)
			l.line("var %s %s = %s", v, l.typ(x, elemOf(t)), l.expr(a))
		}
	})
	return fmt.Sprintf("func() %s {\n%sreturn append(%s, %s) }()", l.typ(x, t), text, l.expr(x.Args[0]), strings.Join(vars, ", "))
}

// plain tells whether an expression neither calls nor reads memory that an assignment could change.
func (l *lowerer) plain(x ast.Expr) bool {
	if l.info.Types[x].Value != nil {
		return true
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.FuncLit:
		return true
	case *ast.Ident:
		_, isNil := l.info.Uses[x].(*types.Nil)
		return isNil
	}
	return false
}

// predeclaredCall writes a call of must or Display.
func (l *lowerer) predeclaredCall(x *ast.CallExpr, f *types.Func) string {
	if f.Name() == "Display" {
		if len(x.Args) == 1 {
			if t, ok := l.typeOf(x.Args[0]).(*types.Tuple); ok && isError(t.At(t.Len()-1).Type()) {
				return "rt.ShowOr(" + l.expr(x.Args[0]) + ")"
			}
		}
		if x.Ellipsis.IsValid() {
			return "rt.Display(" + l.args(x, 0) + ")"
		}
		return "rt.Display(" + l.shownArgs(x.Args) + ")"
	}
	if f.Name() == "must_0" {
		return "rt.Must(" + l.expr(x.Args[0]) + ")"
	}
	var vars, ts []string
	res := f.Signature().Results()
	if inst, ok := l.info.Instances[x.Fun.(*ast.Ident)]; ok {
		res = inst.Type.(*types.Signature).Results()
	}
	for i := range res.Len() {
		vars = append(vars, l.temp())
		ts = append(ts, l.typ(x, res.At(i).Type()))
	}
	err := l.temp()
	var b strings.Builder
	b.WriteString("func() (" + strings.Join(ts, ", ") + ") { ")
	if len(x.Args) == 1 {
		fmt.Fprintf(&b, "%s, %s := %s\n", strings.Join(vars, ", "), err, l.expr(x.Args[0]))
	} else {
		for i, v := range vars {
			fmt.Fprintf(&b, "var %s %s = %s\n", v, ts[i], l.expr(x.Args[i]))
		}
		fmt.Fprintf(&b, "var %s error = %s\n", err, l.expr(x.Args[len(vars)]))
	}
	fmt.Fprintf(&b, "rt.Must(%s)\nreturn %s }()", err, strings.Join(vars, ", "))
	return b.String()
}

// builtinValue refuses must and Display as values.
func (l *lowerer) builtinValue(id *ast.Ident, f *types.Func) string {
	if f.Name() == "Display" {
		return "rt.Display"
	}
	l.refuse(id, "must can only be called")
	return ""
}
