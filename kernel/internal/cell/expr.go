package cell

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// expr writes an expression.
func (l *lowerer) expr(x ast.Expr) string {
	if tv := l.info.Types[x]; tv.Value != nil {
		return l.constant(x, tv.Value, l.typeOf(x))
	}
	switch x := x.(type) {
	case *ast.Ident:
		return l.funcValue(x, l.ident(x))
	case *ast.ParenExpr:
		return l.expr(x.X) // operations write their own
	case *ast.FuncLit:
		return l.closure(l.typ(x, l.typeOf(x)), "func"+l.funcRest(x, l.typeOf(x).(*types.Signature), x.Type, x.Body))
	case *ast.CompositeLit:
		return l.composite(x, l.typeOf(x))
	case *ast.SelectorExpr:
		return l.selector(x)
	case *ast.IndexExpr:
		if l.isFunc(x) {
			return l.generic(x, x.X)
		}
		if m, ok := l.typeOf(x.X).Underlying().(*types.Map); ok {
			return l.operand(x.X) + "[" + l.key(x.Index, m) + "]"
		}
		return l.operand(x.X) + "[" + l.expr(x.Index) + "]"
	case *ast.IndexListExpr:
		return l.generic(x, x.X)
	case *ast.SliceExpr:
		var b strings.Builder
		if p, ok := l.typeOf(x.X).Underlying().(*types.Pointer); ok && types.Unalias(p.Elem()) != p.Elem().Underlying() {
			b.WriteString("(*" + l.operand(x.X) + ")[") // the interpreter takes a slice of a pointer to a named array for the array
		} else {
			b.WriteString(l.operand(x.X) + "[")
		}
		if x.Low != nil {
			b.WriteString(l.expr(x.Low))
		}
		b.WriteByte(':')
		if x.High != nil {
			b.WriteString(l.expr(x.High))
		}
		if x.Max != nil {
			b.WriteString(":" + l.expr(x.Max))
		}
		return b.String() + "]"
	case *ast.TypeAssertExpr:
		return l.assertExpr(x)
	case *ast.CallExpr:
		return l.call(x)
	case *ast.StarExpr:
		return "(*" + l.operand(x.X) + ")"
	case *ast.UnaryExpr:
		return l.unary(x)
	case *ast.BinaryExpr:
		return "(" + l.binaryOperand(x, x.X, x.Y) + " " + x.Op.String() + " " + l.binaryOperand(x, x.Y, x.X) + ")"
	}
	if l.info.Types[x].IsType() {
		return l.typ(x, l.typeOf(x))
	}
	l.refuse(x, "this expression cannot be used in a cell")
	return ""
}

// closure writes a function literal inside a function of its own. Without it a literal would share its place in the frame
// with those of other rounds of a loop, and a call that ends in another goroutine would put an older one there.
func (l *lowerer) closure(typ, text string) string {
	c := l.temp()
	return "func() " + typ + " { " + c + " := " + text + "; return " + c + " }()"
}

// funcValue writes the name of a function of the session as a value. The interpreter hands a bare name on as it is, which
// is no value of a named type.
func (l *lowerer) funcValue(x *ast.Ident, text string) string {
	f, ok := l.info.Uses[x].(*types.Func)
	if !ok || !ours(f.Pkg()) || l.isBuiltin(f) {
		return text
	}
	sig := l.typeOf(x).(*types.Signature)
	params, args := l.params(x, sig)
	ret := ""
	if sig.Results().Len() > 0 {
		ret = "return "
	}
	return l.closure(l.typ(x, sig), "func"+params+" { "+ret+text+"("+args+") }")
}

// operand writes an expression that a selector, index or call follows.
// The interpreter gets the order of evaluation wrong around a name or constant in parentheses, so these get none.
func (l *lowerer) operand(x ast.Expr) string {
	s := l.expr(x)
	if l.info.Types[ast.Unparen(x)].Value != nil {
		return s
	}
	switch ast.Unparen(x).(type) {
	case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr, *ast.IndexListExpr, *ast.CallExpr, *ast.TypeAssertExpr, *ast.SliceExpr, *ast.FuncLit, *ast.StarExpr, *ast.BinaryExpr:
		return s
	default:
		return "(" + s + ")"
	}
}

// key writes the key of a map. A value of a session type is a key of an interface type without its box.
func (l *lowerer) key(x ast.Expr, m *types.Map) string {
	if l.real() {
		return l.expr(x)
	}
	if t := l.typeOf(x); types.IsInterface(l.subst(m.Key())) && (interpreted(t) || types.IsInterface(t)) && !l.info.Types[x].IsNil() {
		return "rt.Plain(" + l.expr(x) + ")"
	}
	return l.expr(x)
}

// binaryOperand writes one side of an operation. The interpreter takes unsigned shift counts only, and compares values of
// interfaces with their boxes.
func (l *lowerer) binaryOperand(op *ast.BinaryExpr, x, other ast.Expr) string {
	if (op.Op == token.EQL || op.Op == token.NEQ) && !l.real() {
		nils := l.info.Types[x].IsNil() || l.info.Types[other].IsNil()
		if !nils && (types.IsInterface(l.typeOf(x)) || types.IsInterface(l.typeOf(other))) {
			return "rt.Plain(" + l.expr(x) + ")"
		}
	}
	if l.info.Types[x].IsNil() {
		return "nil"
	}
	if op.Op == token.SHL || op.Op == token.SHR {
		if x == op.Y {
			if b, ok := l.typeOf(x).Underlying().(*types.Basic); ok && b.Info()&types.IsUnsigned == 0 && l.info.Types[x].Value == nil {
				return "uint(" + l.expr(x) + ")"
			}
		}
	}
	if u, ok := ast.Unparen(x).(*ast.UnaryExpr); ok && u.Op != token.ARROW {
		return l.expr(u)
	}
	return l.operand(x)
}

func (l *lowerer) ident(id *ast.Ident) string {
	obj := l.info.Uses[id]
	if obj == nil {
		obj = l.info.Defs[id]
	}
	switch o := obj.(type) {
	case nil:
		return id.Name // _
	case *types.Nil:
		return l.nilOf(id, l.info.Types[id].Type)
	case *types.TypeName:
		return l.typ(id, o.Type())
	case *types.Func:
		if inst, ok := l.info.Instances[id]; ok {
			return l.funcInstance(id, o, inst.TypeArgs)
		}
		if l.isBuiltin(o) {
			return l.builtinValue(id, o)
		}
	case *types.Var:
		if l.isBuiltin(o) && o.Name() == "ctx" {
			return "rt.Ctx()"
		}
	}
	return l.name(id, obj)
}

// nilOf writes the nil of a type. The interpreter takes a bare one for interfaces and functions of its own only.
func (l *lowerer) nilOf(at ast.Node, t types.Type) string {
	if l.real() && t != nil {
		t = l.subst(t)
		if _, function := t.Underlying().(*types.Signature); types.IsInterface(t) || function && isNamed(t) {
			return l.typ(at, t) + "(nil)"
		}
	}
	return "nil"
}

func (l *lowerer) isBuiltin(o types.Object) bool { return l.s.builtin[o.Name()] == o }

// constant writes the value of a constant expression.
func (l *lowerer) constant(at ast.Node, v constant.Value, t types.Type) string {
	b, ok := t.Underlying().(*types.Basic)
	if !ok {
		if types.IsInterface(t) { // a constant where an interface is wanted
			return l.constant(at, v, defaultOf(v))
		}
		l.refuse(at, "a constant of type %s cannot be used in a cell", t)
	}
	if b.Info()&types.IsUntyped != 0 {
		return l.constant(at, v, types.Default(b))
	}
	text := ""
	plain := false
	switch {
	case b.Info()&types.IsBoolean != 0:
		text, plain = strconv.FormatBool(constant.BoolVal(v)), b.Kind() == types.Bool
	case b.Info()&types.IsString != 0:
		text, plain = strconv.Quote(constant.StringVal(v)), b.Kind() == types.String
	case b.Info()&types.IsInteger != 0:
		text, plain = constant.ToInt(v).ExactString(), b.Kind() == types.Int
	case b.Info()&types.IsFloat != 0:
		bits := 64
		if b.Kind() == types.Float32 {
			bits = 32
		}
		f, _ := constant.Float64Val(constant.ToFloat(v))
		text, plain = strconv.FormatFloat(f, 'g', -1, bits), b.Kind() == types.Float64
		if !strings.ContainsAny(text, ".e") {
			text += ".0"
		}
	case b.Info()&types.IsComplex != 0:
		re, _ := constant.Float64Val(constant.Real(v))
		im, _ := constant.Float64Val(constant.Imag(v))
		text = fmt.Sprintf("complex(float64(%s), float64(%s))", strconv.FormatFloat(re, 'g', -1, 64), strconv.FormatFloat(im, 'g', -1, 64))
		plain = b.Kind() == types.Complex128
	}
	if _, named := types.Unalias(t).(*types.Named); plain && !named {
		return text
	}
	return l.typ(at, t) + "(" + text + ")"
}

func defaultOf(v constant.Value) types.Type {
	switch v.Kind() {
	case constant.Bool:
		return types.Typ[types.Bool]
	case constant.String:
		return types.Typ[types.String]
	case constant.Int:
		return types.Typ[types.Int]
	case constant.Complex:
		return types.Typ[types.Complex128]
	}
	return types.Typ[types.Float64]
}

// composite writes a literal with all types and field names given.
func (l *lowerer) composite(x *ast.CompositeLit, t types.Type) string {
	prefix := ""
	if p, ok := t.Underlying().(*types.Pointer); ok { // an element with its type left out
		t, prefix = p.Elem(), "&"
	}
	var parts []string
	elem := func(e ast.Expr, t types.Type) string {
		if c, ok := e.(*ast.CompositeLit); ok && c.Type == nil {
			return l.composite(c, t)
		}
		return l.expr(e)
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		for i, e := range x.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				parts = append(parts, kv.Key.(*ast.Ident).Name+": "+l.expr(kv.Value))
			} else {
				f := u.Field(i)
				if !f.Exported() && !ours(f.Pkg()) {
					l.refuse(e, "implicit assignment to unexported field %s of package %s", f.Name(), f.Pkg().Path())
				}
				value := ""
				if tv := l.info.Types[e]; tv.Value != nil && !types.IsInterface(l.subst(f.Type())) { // the checker has no type for constants in unexported fields
					value = l.constant(e, tv.Value, l.subst(f.Type()))
				} else if tv.IsNil() {
					value = l.nilOf(e, f.Type())
				} else {
					value = l.expr(e)
				}
				parts = append(parts, f.Name()+": "+value)
			}
		}
	case *types.Map:
		for _, e := range x.Elts {
			kv := e.(*ast.KeyValueExpr)
			key := elem(kv.Key, u.Key())
			if c, ok := kv.Key.(*ast.CompositeLit); !ok || c.Type != nil {
				key = l.key(kv.Key, u)
			}
			parts = append(parts, key+": "+elem(kv.Value, u.Elem()))
		}
	case *types.Slice, *types.Array:
		var et types.Type
		switch u := u.(type) {
		case *types.Slice:
			et = u.Elem()
		case *types.Array:
			et = u.Elem()
		}
		for _, e := range x.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				parts = append(parts, l.expr(kv.Key)+": "+elem(kv.Value, et))
			} else {
				parts = append(parts, elem(e, et))
			}
		}
	default:
		l.refuse(x, "a literal of type %s cannot be used in a cell", t)
	}
	return prefix + l.typ(x, t) + "{" + strings.Join(parts, ", ") + "}"
}

// selector writes x.y: a name of a package, a field, a method value or a method expression.
func (l *lowerer) selector(x *ast.SelectorExpr) string {
	if id, ok := x.X.(*ast.Ident); ok {
		if _, ok := l.info.Uses[id].(*types.PkgName); ok {
			obj := l.info.Uses[x.Sel]
			if inst, ok := l.info.Instances[x.Sel]; ok {
				if f, ok := obj.(*types.Func); ok {
					return l.funcInstance(x.Sel, f, inst.TypeArgs)
				}
			}
			if f, ok := obj.(*types.Func); ok {
				if s, ok := l.replacement(f); ok {
					return s
				}
			}
			if tn, ok := obj.(*types.TypeName); ok {
				return l.typ(x, tn.Type())
			}
			return l.name(x, obj)
		}
	}
	sel := l.info.Selections[x]
	if sel == nil {
		l.refuse(x, "%s cannot be used in a cell", x.Sel.Name)
	}
	if sel.Kind() == types.MethodExpr {
		return l.methodExpr(x, sel)
	}
	recv, path := l.selected(x)
	if sel.Kind() == types.MethodVal {
		return l.methodValue(x, recv, path)
	}
	return recv + path
}

// methodValue binds a method to its receiver as it is now.
func (l *lowerer) methodValue(x *ast.SelectorExpr, recv, path string) string {
	sig := l.typeOf(x).(*types.Signature)
	params, args := l.params(x, sig)
	ret := ""
	if sig.Results().Len() > 0 {
		ret = "return "
	}
	m, _ := l.info.Selections[x].Obj().(*types.Func)
	base, name := recv+strings.TrimSuffix(path, "."+x.Sel.Name), x.Sel.Name
	if l.real() {
		if f, self := l.methodOf(x, base, l.fieldType(x), m); f != "" {
			r := l.temp()
			if args != "" {
				args = ", " + args
			}
			return "func() func" + params + " { " + r + " := " + self + "; return func" + params + " { " + ret + f + "(" + r + args + ") } }()"
		}
	}
	if r := m.Signature().Recv(); r != nil {
		_, wantPtr := r.Type().(*types.Pointer)
		_, isPtr := l.fieldType(x).Underlying().(*types.Pointer)
		switch {
		case wantPtr && !isPtr:
			base = "&" + base
		case !wantPtr && isPtr && !types.IsInterface(r.Type()):
			base = "*" + base
		}
	}
	r := l.temp()
	return "func() func" + params + " { " + r + " := " + base + "; return func" + params + " { " + ret + r + "." + name + "(" + args + ") } }()"
}

// selected writes the operand of a selector, and the path behind it with all embedded fields given.
func (l *lowerer) selected(x *ast.SelectorExpr) (operand, path string) {
	sel, t, index := l.info.Selections[x], l.typeOf(x.X), l.index(x)
	if sel.Kind() == types.FieldVal {
		path, _ = l.path(x, t, index)
		return l.operand(x.X), path
	}
	path, _ = l.path(x, t, index[:len(index)-1])
	return l.operand(x.X), path + "." + x.Sel.Name
}

// index returns the path of a selector, with type arguments in place.
func (l *lowerer) index(x *ast.SelectorExpr) []int {
	sel := l.info.Selections[x]
	if len(l.env) > 0 {
		if _, i, _ := types.LookupFieldOrMethod(l.typeOf(x.X), true, sel.Obj().Pkg(), sel.Obj().Name()); i != nil {
			return i
		}
	}
	return sel.Index()
}

// methodExpr writes T.Method as a function.
func (l *lowerer) methodExpr(x *ast.SelectorExpr, sel *types.Selection) string {
	sig := l.typeOf(x).(*types.Signature)
	params, args := l.params(x, sig)
	recv, args, _ := strings.Cut(args, ", ")
	path, _ := l.path(x, l.subst(sel.Recv()), sel.Index()[:len(sel.Index())-1])
	ret := ""
	if sig.Results().Len() > 0 {
		ret = "return "
	}
	if l.real() {
		_, end := l.path(x, l.subst(sel.Recv()), sel.Index()[:len(sel.Index())-1])
		return "func" + params + " { " + ret + l.methodCall(x, recv+path, end, sel.Obj().(*types.Func), args) + " }"
	}
	return "func" + params + " { " + ret + recv + path + "." + x.Sel.Name + "(" + args + ") }"
}

func (l *lowerer) unary(x *ast.UnaryExpr) string {
	switch x.Op {
	case token.ARROW:
		t := l.typ(x, elemOf(l.typeOf(x.X)))
		v := l.temp()
		return "func() " + t + " { var " + v + " " + t + "\n" + l.block(func() { l.receive(x.X, v, "") }) + "return " + v + " }()"
	case token.AND:
		if c, ok := ast.Unparen(x.X).(*ast.CompositeLit); ok {
			return "&" + l.expr(c)
		}
		return "&" + l.operand(x.X)
	}
	return x.Op.String() + l.operand(x.X)
}

func elemOf(t types.Type) types.Type {
	switch t := t.Underlying().(type) {
	case *types.Chan:
		return t.Elem()
	case *types.Slice:
		return t.Elem()
	case *types.Array:
		return t.Elem()
	case *types.Map:
		return t.Elem()
	case *types.Pointer:
		return t.Elem()
	}
	return nil
}

func (l *lowerer) isFunc(x ast.Expr) bool {
	_, ok := l.typeOf(x).Underlying().(*types.Signature)
	if !ok {
		return false
	}
	ix, ok := x.(*ast.IndexExpr)
	return ok && l.info.Types[ix.Index].IsType()
}

// generic writes a function with its type arguments given.
func (l *lowerer) generic(x, fun ast.Expr) string {
	var id *ast.Ident
	switch f := ast.Unparen(fun).(type) {
	case *ast.Ident:
		id = f
	case *ast.SelectorExpr:
		id = f.Sel
	default:
		l.refuse(x, "this instance cannot be used in a cell")
	}
	if l.info.Types[x].IsType() {
		return l.typ(x, l.typeOf(x))
	}
	f, ok := l.info.Uses[id].(*types.Func)
	if !ok {
		l.refuse(x, "%s cannot be used in a cell", id.Name)
	}
	return l.funcInstance(id, f, l.info.Instances[id].TypeArgs)
}
