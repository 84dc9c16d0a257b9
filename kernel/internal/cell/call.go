package cell

import (
	"go/ast"
	"go/types"
	"strings"
)

// call writes a call or a conversion.
func (l *lowerer) call(x *ast.CallExpr) string {
	fun := ast.Unparen(x.Fun)
	if l.info.Types[fun].IsType() {
		return l.conversion(x, l.typeOf(fun))
	}
	if id, ok := fun.(*ast.Ident); ok {
		if b, ok := l.info.Uses[id].(*types.Builtin); ok {
			return l.builtinCall(x, b.Name())
		}
		if f, ok := l.info.Uses[id].(*types.Func); ok && l.isBuiltin(f) {
			return l.predeclaredCall(x, f)
		}
	}
	if f := l.callee(fun); f != nil {
		if s, ok := l.specialCall(x, f); ok {
			return s
		}
	}
	if sel, ok := fun.(*ast.SelectorExpr); ok && l.real() {
		if s := l.info.Selections[sel]; s != nil && s.Kind() == types.MethodVal {
			recv, path := l.selected(sel)
			path = strings.TrimSuffix(path, "."+sel.Sel.Name)
			if name, self := l.methodOf(sel, recv+path, l.fieldType(sel), s.Obj().(*types.Func)); name != "" {
				return l.methodCallExpr(x, name, self)
			}
		}
	}
	if sig, ok := l.typeOf(fun).Underlying().(*types.Signature); ok && sig.Variadic() && !x.Ellipsis.IsValid() && l.callee(fun) == nil {
		return l.variadicValue(x, fun, sig)
	}
	return l.callFun(fun) + "(" + l.args(x, 0) + ")"
}

// methodCallExpr writes the call of the function that stands for a method.
func (l *lowerer) methodCallExpr(x *ast.CallExpr, name, self string) string {
	if len(x.Args) != 1 {
		return name + "(" + strings.TrimSuffix(self+", "+l.args(x, 0), ", ") + ")"
	}
	t, tuple := l.typeOf(x.Args[0]).(*types.Tuple)
	if !tuple {
		return name + "(" + self + ", " + l.args(x, 0) + ")"
	}
	r, ret := l.temp(), ""
	results := l.results(x, l.typeOf(x.Fun).Underlying().(*types.Signature).Results())
	if results != "" {
		ret = "return "
	}
	var vars []string
	for range t.Len() {
		vars = append(vars, l.temp())
	}
	list := strings.Join(vars, ", ")
	return "func()" + results + " { " + r + " := " + self + "; " + list + " := " + l.expr(x.Args[0]) + "; " + ret + name + "(" + r + ", " + list + ") }()"
}

// variadicValue writes the call of a variadic function that is a value: the interpreter wants the slice.
func (l *lowerer) variadicValue(x *ast.CallExpr, fun ast.Expr, sig *types.Signature) string {
	if len(x.Args) == 1 {
		if _, tuple := l.typeOf(x.Args[0]).(*types.Tuple); tuple {
			return l.callFun(fun) + "(" + l.args(x, 0) + ")"
		}
	}
	n := sig.Params().Len() - 1
	var args []string
	for _, a := range x.Args[:n] {
		args = append(args, l.expr(a))
	}
	var rest []string
	for _, a := range x.Args[n:] {
		rest = append(rest, l.expr(a))
	}
	last := l.typ(x, sig.Params().At(n).Type()) + "{" + strings.Join(rest, ", ") + "}..."
	return l.callFun(fun) + "(" + strings.Join(append(args, last), ", ") + ")"
}

func (l *lowerer) callFun(fun ast.Expr) string {
	switch f := fun.(type) {
	case *ast.Ident:
		if _, ok := l.info.Uses[f].(*types.Func); ok {
			return l.ident(f)
		}
	case *ast.FuncLit:
		return "func" + l.funcRest(f, l.typeOf(f).(*types.Signature), f.Type, f.Body)
	case *ast.SelectorExpr:
		if s := l.info.Selections[f]; s != nil && s.Kind() == types.MethodVal {
			recv, path := l.selected(f)
			return recv + path
		}
	}
	return l.operand(fun)
}

// callee returns the function or method that a call names.
func (l *lowerer) callee(fun ast.Expr) *types.Func {
	switch f := fun.(type) {
	case *ast.Ident:
		o, _ := l.info.Uses[f].(*types.Func)
		return o
	case *ast.SelectorExpr:
		o, _ := l.info.Uses[f.Sel].(*types.Func)
		return o
	}
	return nil
}

// args writes the arguments from number i on.
func (l *lowerer) args(x *ast.CallExpr, i int) string {
	var out []string
	sig, _ := l.typeOf(x.Fun).Underlying().(*types.Signature)
	for n, a := range x.Args[min(i, len(x.Args)):] {
		if s, ok := l.standard(a); ok && sig != nil && n+i < sig.Params().Len() && isWriter(sig.Params().At(n+i).Type()) {
			out = append(out, s)
			continue
		}
		out = append(out, l.expr(a))
	}
	s := strings.Join(out, ", ")
	if x.Ellipsis.IsValid() {
		s += "..."
	}
	return s
}

func (l *lowerer) conversion(x *ast.CallExpr, t types.Type) string {
	text := l.typ(x, t)
	arg := l.expr(x.Args[0])
	if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
		if s, ok := l.typeOf(x.Args[0]).Underlying().(*types.Slice); ok {
			if _, named := types.Unalias(s.Elem()).(*types.Named); named || isNamed(l.typeOf(x.Args[0])) {
				arg = "[]" + s.Elem().Underlying().String() + "(" + arg + ")"
			}
		}
	}
	switch types.Unalias(t).(type) {
	case *types.Named, *types.Basic:
		return text + "(" + arg + ")"
	}
	return "(" + text + ")(" + arg + ")"
}

func isNamed(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.Named)
	return ok
}

// standard writes os.Stdout and os.Stderr where no more than a writer is wanted: one that keeps the order of both.
func (l *lowerer) standard(x ast.Expr) (string, bool) {
	sel, ok := ast.Unparen(x).(*ast.SelectorExpr)
	if !ok {
		return "", false
	}
	v, ok := l.info.Uses[sel.Sel].(*types.Var)
	if !ok || v.Pkg() == nil || v.Pkg().Path() != "os" || v.Name() != "Stdout" && v.Name() != "Stderr" {
		return "", false
	}
	return "rt." + v.Name(), true
}

// isWriter tells whether a type is an interface for writing alone.
func isWriter(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	if !ok || i.NumMethods() == 0 {
		return false
	}
	for m := range i.Methods() {
		if m.Name() != "Write" && m.Name() != "WriteString" {
			return false
		}
	}
	return true
}
