package cell

import (
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// assertion writes a type assertion: it declares v and ok. The interpreter cannot be asked itself: values of session types
// come in several forms, and it does not find their methods.
func (l *lowerer) assertion(at ast.Node, operand string, t types.Type, v, ok string) {
	text := l.typ(at, t)
	if i, is := t.Underlying().(*types.Interface); l.real() && (!is || i.NumMethods() > 0) {
		l.line("%s, %s := rt.Exact(%s, %d).(%s)", v, ok, operand, l.typeNumber(at, t, text), text)
		return
	}
	iface, isInterface := t.Underlying().(*types.Interface)
	switch {
	case isInterface && iface.NumMethods() == 0:
		l.line("var %s %s = %s", v, text, operand)
		l.line("%s := %s != nil", ok, operand)
	case isInterface:
		l.line("%s, %s := %s(%s)", v, ok, l.interfaceAssertion(at, t, iface, text), operand)
	default:
		l.line("%s, %s := rt.Un(%s).(%s)", v, ok, operand, text)
	}
}

// typeNumber returns the number of a type whose form the run time knows too.
func (l *lowerer) typeNumber(at ast.Node, t types.Type, text string) int {
	n := l.number(t)
	if !l.c.known[n] {
		l.c.known[n] = true
		fmt.Fprintf(&l.inits, "rt.Known(%d, (*%s)(nil))\n", n, text)
	}
	return n
}

// interfaceAssertion writes a function that turns a value into an interface, if its type has the methods.
func (l *lowerer) interfaceAssertion(at ast.Node, t types.Type, iface *types.Interface, text string) string {
	if n, ok := l.asserts[text]; ok {
		return n
	}
	name := l.s.fresh("as")
	l.asserts[text] = name
	var b strings.Builder
	fmt.Fprintf(&b, "func %s(o interface{}) (%s, bool) {\nu := rt.Un(o)\n", name, text)
	for _, s := range l.implementers(iface) {
		st := l.typ(at, s)
		fmt.Fprintf(&b, "if x, ok := u.(%s); ok { return x, true }\n", st)
	}
	switch n, named := types.Unalias(t).(*types.Named); {
	case !named || ours(n.Obj().Pkg()):
		l.adapter(at, &b, l.number(t), iface)
	default:
		fmt.Fprintf(&b, "if rt.Has(o, %d) { if x, ok := rt.Bare(o).(%s); ok { return x, true } }\n", l.number(t), text)
	}
	fmt.Fprintf(&b, "var none %s\nreturn none, false\n}\n", text)
	l.decls.WriteString(b.String())
	return name
}

// adapter writes the conversion of a compiled value to an interface of the session: the interpreter finds methods on types of
// its own only.
func (l *lowerer) adapter(at ast.Node, b *strings.Builder, number int, iface *types.Interface) {
	name := l.s.fresh("adapter")
	var fields, inits string
	for i := range iface.NumMethods() {
		m := iface.Method(i)
		sig := m.Signature()
		if interpreted(sig.Params()) || interpreted(sig.Results()) || sig.Variadic() {
			return // no compiled type has such a method
		}
		params, args := l.params(at, sig)
		ret := ""
		if sig.Results().Len() > 0 {
			ret = "return "
		}
		fields += fmt.Sprintf("; F%d func%s", i, l.signature(at, sig))
		inits += fmt.Sprintf(", F%d: rt.Bound(o, %q).(func%s)", i, m.Name(), l.signature(at, sig))
		fmt.Fprintf(l.decls, "func (r_ %s) %s%s { %sr_.F%d(%s) }\n", name, m.Name(), params, ret, i, args)
	}
	fmt.Fprintf(l.decls, "type %s struct { IValue interface{}%s }\n", name, fields)
	fmt.Fprintf(b, "if rt.Has(o, %d) { return %s{IValue: o%s}, true }\n", number, name, inits)
}

// implementers lists the visible types of the session, and pointers to them, that implement an interface.
func (l *lowerer) implementers(iface *types.Interface) []types.Type {
	var out []types.Type
	for _, name := range slices.Sorted(maps.Keys(l.c.next.visible)) {
		tn, ok := l.c.next.visible[name].obj.(*types.TypeName)
		if !ok || tn.IsAlias() || !ours(tn.Pkg()) || types.IsInterface(tn.Type()) {
			continue
		}
		n, ok := tn.Type().(*types.Named)
		if !ok || n.TypeParams().Len() > 0 || l.c.next.names[tn] == "" {
			continue
		}
		if types.Implements(n, iface) {
			out = append(out, n)
		}
		if p := types.NewPointer(n); types.Implements(p, iface) {
			out = append(out, p)
		}
	}
	return out
}

// assertExpr writes x.(T) as an expression, which panics when the type is another.
func (l *lowerer) assertExpr(x *ast.TypeAssertExpr) string {
	t := l.typeOf(x)
	v, ok, o := l.temp(), l.temp(), l.temp()
	text := l.block(func() {
		l.line("var %s interface{} = %s", o, l.expr(x.X))
		l.assertion(x, o, t, v, ok)
		l.line("if !%s { rt.NotA(%s, %d, %q) }", ok, o, l.number(t), interfaceName(l.typeOf(x.X)))
		l.line("return %s", v)
	})
	return "func() " + l.typ(x, t) + " {\n" + text + "}()"
}

// interfaceName is what a failed assertion calls the interface.
func interfaceName(t types.Type) string {
	if i, ok := types.Unalias(t).(*types.Interface); ok && i.NumMethods() == 0 {
		return "interface {}"
	}
	return types.TypeString(t, func(p *types.Package) string { return p.Name() })
}

// errorsAs writes errors.As for a target of a type of the session.
func (l *lowerer) errorsAs(x *ast.CallExpr) (string, bool) {
	if l.real() {
		return "", false
	}
	p, ok := l.typeOf(x.Args[1]).Underlying().(*types.Pointer)
	if !ok || types.IsInterface(p.Elem()) || !interpreted(p.Elem()) {
		return "", false
	}
	t := l.typ(x, p.Elem())
	target := "*" + l.operand(x.Args[1])
	if u, ok := ast.Unparen(x.Args[1]).(*ast.UnaryExpr); ok {
		target = l.expr(u.X)
	}
	v, is := l.temp(), l.temp()
	return fmt.Sprintf("func() bool { %s, %s := rt.Find(%s, (*%s)(nil)).(%s); if %s { %s = %s }; return %s }()",
		v, is, l.expr(x.Args[0]), t, t, is, target, v, is), true
}
