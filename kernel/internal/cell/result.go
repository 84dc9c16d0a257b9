package cell

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
)

func (l *lowerer) shownArgs(args []ast.Expr) string {
	var out []string
	for _, a := range args {
		out = append(out, l.shownArg(a, false))
	}
	return strings.Join(out, ", ")
}

// shownArg writes a value for code that looks at it by reflection: one of a type of the session goes with its type.
func (l *lowerer) shownArg(a ast.Expr, keepErrors bool) string {
	if l.real() {
		return l.expr(a)
	}
	t := l.typeOf(a)
	switch {
	case types.IsInterface(t) && !keepErrors && !l.info.Types[a].IsNil():
		return "rt.Dyn(" + l.expr(a) + ")"
	case types.IsInterface(t) || !interpreted(t):
		return l.expr(a)
	case keepErrors && isError(t):
		return "func() error { return " + l.expr(a) + " }()"
	}
	return fmt.Sprintf("rt.Value(%s, %d)", l.expr(a), l.number(t))
}

var errorType = types.Universe.Lookup("error").Type().Underlying().(*types.Interface)

func isError(t types.Type) bool { return types.Implements(t, errorType) }

// result shows the value of the cell.
func (l *lowerer) result(x ast.Expr) {
	l.mark(x)
	l.tick()
	tv := l.info.Types[x]
	call, isCall := ast.Unparen(x).(*ast.CallExpr)
	if tv.IsVoid() || isCall && l.quiet(call) {
		l.stmt(&ast.ExprStmt{X: x})
		return
	}
	if tv.IsType() || tv.IsBuiltin() {
		l.refuse(x, "a type or built-in function alone is not a value")
	}
	tuple, ok := tv.Type.(*types.Tuple)
	if !ok {
		if isCall && types.Identical(tv.Type, types.Universe.Lookup("error").Type()) {
			l.line("rt.Must(%s)", l.expr(x))
			return
		}
		if tv.IsNil() {
			l.line("rt.Result(nil)")
			return
		}
		l.line("rt.Result(%s)", l.shownArg(x, false))
		return
	}
	var vars, values []string
	n := tuple.Len()
	for i := range n {
		v := l.temp()
		vars = append(vars, v)
		if t := l.subst(tuple.At(i).Type()); i == n-1 && types.Identical(t, types.Universe.Lookup("error").Type()) {
			n--
		} else if l.real() {
			values = append(values, v)
		} else if !types.IsInterface(t) && interpreted(t) {
			values = append(values, fmt.Sprintf("rt.Value(%s, %d)", v, l.number(t)))
		} else if types.IsInterface(t) {
			values = append(values, "rt.Dyn("+v+")")
		} else {
			values = append(values, v)
		}
	}
	l.line("%s := %s", strings.Join(vars, ", "), l.expr(x))
	if n < tuple.Len() {
		l.line("rt.Must(%s)", vars[n])
	}
	if len(values) > 0 {
		l.line("rt.Result(%s)", strings.Join(values, ", "))
	}
}

// quiet tells whether the results of a call are of no interest: those of the functions that print.
func (l *lowerer) quiet(x *ast.CallExpr) bool {
	f := l.callee(ast.Unparen(x.Fun))
	if id, ok := ast.Unparen(x.Fun).(*ast.Ident); ok {
		if b, ok := l.info.Uses[id].(*types.Builtin); ok {
			return b.Name() == "copy" || b.Name() == "recover"
		}
	}
	if f == nil || f.Pkg() == nil {
		return false
	}
	switch {
	case f.Pkg().Path() == "fmt":
		return strings.HasPrefix(f.Name(), "Print") || strings.HasPrefix(f.Name(), "Fprint") || strings.Contains(f.Name(), "canf") || strings.HasSuffix(f.Name(), "can") || strings.HasSuffix(f.Name(), "canln")
	case f.Signature().Recv() != nil:
		return strings.HasPrefix(f.Name(), "Write")
	}
	return f.Pkg().Path() == "io" && f.Name() == "WriteString"
}
