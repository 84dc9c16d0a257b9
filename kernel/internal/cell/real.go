package cell

import (
	"fmt"
	"go/ast"
	"go/types"
	"reflect"
	"strings"

	"wade/kernel/internal/rtype"
)

// Types is the import path of the types that a session has at run time, when it makes them itself.
const Types = "wade/types"

// MakeTypes lets the types of the session be types of the run time, which compiled code sees with their names and methods.
// find returns a compiled type by its package and name.
func (s *Session) MakeTypes(find func(path, name string) reflect.Type) {
	s.find = find
	s.made = map[string]*rtype.Type{}
}

// A shape is the type of a struct or an interface without name.
type shape struct {
	typ  types.Type
	name string
}

// real tells whether types are made at run time.
func (l *lowerer) real() bool { return l.s.find != nil }

// ref writes the name of a type that is made at run time.
func (l *lowerer) ref(name string) string { return l.pkg(Types) + "." + name }

// description returns the description of the type with a name in the interpreter, to be defined when its declaration is lowered.
func (l *lowerer) description(name string, t *types.Named) *rtype.Type {
	if d := l.s.made[name]; d != nil {
		return d
	}
	text := t.Obj().Name()
	if args := t.TypeArgs(); args != nil {
		var as []string
		for i := range args.Len() {
			as = append(as, argumentText(l.subst(args.At(i))))
		}
		text += "[" + strings.Join(as, ",") + "]"
	}
	d := rtype.Named(t.Obj().Pkg().Path(), text)
	l.made(name, d)
	return d
}

// argumentText writes a type argument as the name of a type has it.
func argumentText(t types.Type) string {
	t = mapping(func(t types.Type) types.Type {
		switch t := types.Unalias(t).(type) {
		case *types.Basic:
			return types.Typ[t.Kind()]
		case *types.Interface:
			if t.Empty() {
				return types.NewInterfaceType(nil, nil) // the type checker writes its own as any
			}
		}
		return nil
	}).apply(t)
	text := types.TypeString(t, func(p *types.Package) string { return p.Path() })
	return strings.NewReplacer("{}", " {}", "{", " { ", "}", " }").Replace(text)
}

func (l *lowerer) made(name string, d *rtype.Type) {
	l.s.made[name] = d
	l.c.made[name] = d
}

// makeType describes a declared type. Methods promoted from types of the session become functions of their own.
func (l *lowerer) makeType(at ast.Node, name string, t *types.Named) {
	d := l.description(name, t)
	if d.Reflect() != nil { // it stands for a new version of the type
		l.methodsOf(at, name, t)
		return
	}
	d.Define(l.describe(at, t.Underlying()), l.methodsOf(at, name, t)...)
}

// shape returns the name of a struct or interface type without name.
func (l *lowerer) shape(at ast.Node, t types.Type) string {
	for _, s := range l.c.next.shapes {
		if types.Identical(s.typ, t) {
			return s.name
		}
	}
	name := l.s.fresh("shape")
	l.c.next.shapes = append(l.c.next.shapes, shape{t, name})
	switch t := t.(type) {
	case *types.Struct:
		fields := l.fields(at, t)
		l.made(name, rtype.Struct(fields, l.methodsOf(at, name, t)...))
	case *types.Interface:
		l.made(name, rtype.Interface(l.interfaceMethods(at, t)...))
	}
	return name
}

func (l *lowerer) fields(at ast.Node, t *types.Struct) []rtype.Field {
	out := make([]rtype.Field, t.NumFields())
	for i := range out {
		f := t.Field(i)
		out[i] = rtype.Field{Name: f.Name(), Type: l.describe(at, f.Type()), Tag: t.Tag(i), Embedded: f.Embedded(), Pkg: pkgOf(f)}
	}
	return out
}

// pkgOf returns the package of a name that is not exported.
func pkgOf(o types.Object) string {
	if o.Exported() || o.Pkg() == nil {
		return ""
	}
	return o.Pkg().Path()
}

func (l *lowerer) interfaceMethods(at ast.Node, t *types.Interface) []rtype.Method {
	var out []rtype.Method
	for i := range t.NumMethods() {
		m := t.Method(i)
		out = append(out, rtype.Method{Name: m.Name(), Pkg: pkgOf(m), Sig: l.describe(at, m.Signature())})
	}
	return out
}

// methodsOf describes the methods of a type, and writes functions for those promoted from types of the session.
func (l *lowerer) methodsOf(at ast.Node, name string, t types.Type) []rtype.Method {
	if types.IsInterface(t) {
		return nil
	}
	values := types.NewMethodSet(t)
	all := types.NewMethodSet(types.NewPointer(t))
	var out []rtype.Method
	for i := range all.Len() {
		sel := all.At(i)
		f := sel.Obj().(*types.Func)
		path := sel.Index()[:len(sel.Index())-1]
		own := ours(f.Pkg())
		if !own && !f.Exported() {
			continue // of a compiled package: it cannot be called
		}
		var sig *rtype.Type
		if own {
			sig = l.describe(at, sel.Type())
		} else if sig = l.describable(at, sel.Type()); sig == nil {
			continue
		}
		m := rtype.Method{Name: f.Name(), Pkg: pkgOf(f), Sig: sig, Pointer: values.Lookup(f.Pkg(), f.Name()) == nil}
		switch {
		case own && len(path) > 0:
			l.forward(at, name, t, m, sel)
		case len(path) > 0:
			m.Path = path
		}
		out = append(out, m)
	}
	return out
}

// forward writes the function of a method promoted from a type of the session.
func (l *lowerer) forward(at ast.Node, name string, t types.Type, m rtype.Method, sel *types.Selection) {
	path, end := l.path(at, t, sel.Index()[:len(sel.Index())-1])
	sig := l.subst(sel.Type()).(*types.Signature)
	params, args := l.params(at, sig)
	recv := l.ref(name)
	if m.Pointer {
		recv = "*" + recv
	}
	list := "(r_ " + recv
	if params[1] != ')' {
		list += ", "
	}
	ret := ""
	if sig.Results().Len() > 0 {
		ret = "return "
	}
	fmt.Fprintf(l.decls, "func %s%s%s { %s%s }\n", l.methodName(name, m.Name), list, params[1:], ret, l.methodCall(at, "r_"+path, end, sel.Obj().(*types.Func), args))
	l.bind(name, m.Name)
}

// bind lets the run time call a function as the method of a type.
func (l *lowerer) bind(typ, method string) {
	fmt.Fprintf(&l.inits, "rt.Declare(%q, %q, %s)\n", typ, method, l.methodName(typ, method))
	l.c.bound[typ] = append(l.c.bound[typ], l.methodName(typ, method))
}

// methodName is the function in the interpreter that stands for a method.
func (l *lowerer) methodName(typ, method string) string {
	return typ + l.c.next.versions[typ] + "__" + strings.Map(ascii, method)
}

// methodCall writes the call of a method of a value that is reached by an expression and has a type.
func (l *lowerer) methodCall(at ast.Node, recv string, t types.Type, f *types.Func, args string) string {
	name, recv := l.methodOf(at, recv, t, f)
	if name == "" {
		return recv + "." + f.Name() + "(" + args + ")"
	}
	if args != "" {
		args = ", " + args
	}
	return name + "(" + recv + args + ")"
}

// methodOf returns the function that stands for a method of a type of the session, and the receiver as the function wants it. The
// name is empty for methods of interfaces and of compiled types.
func (l *lowerer) methodOf(at ast.Node, recv string, t types.Type, f *types.Func) (name, self string) {
	t = l.subst(t)
	elem := t
	p, isPtr := types.Unalias(t).(*types.Pointer)
	if isPtr {
		elem = p.Elem()
	}
	n, ok := types.Unalias(elem).(*types.Named)
	if !ok || types.IsInterface(n) || !ours(n.Obj().Pkg()) {
		return "", recv
	}
	if o, _, _ := types.LookupFieldOrMethod(n, true, f.Pkg(), f.Name()); o != nil { // in place of a method of a constraint
		f, _ = o.(*types.Func)
	}
	if f == nil || f.Signature().Recv() == nil {
		return "", recv
	}
	_, wantPtr := types.Unalias(f.Signature().Recv().Type()).(*types.Pointer)
	switch {
	case wantPtr && !isPtr:
		recv = "&" + recv
	case !wantPtr && isPtr:
		recv = "*" + recv
	}
	return l.methodName(l.named(at, n), f.Name()), recv
}

// describable describes a type, or returns nil if it has parts without a name, such as an unexported type of a package.
func (l *lowerer) describable(at ast.Node, t types.Type) (d *rtype.Type) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(refusal); !ok {
				panic(r)
			}
		}
	}()
	return l.describe(at, t)
}

var basicTypes = map[types.BasicKind]reflect.Type{
	types.Bool: reflect.TypeFor[bool](), types.String: reflect.TypeFor[string](),
	types.Int: reflect.TypeFor[int](), types.Int8: reflect.TypeFor[int8](), types.Int16: reflect.TypeFor[int16](), types.Int32: reflect.TypeFor[int32](), types.Int64: reflect.TypeFor[int64](),
	types.Uint: reflect.TypeFor[uint](), types.Uint8: reflect.TypeFor[uint8](), types.Uint16: reflect.TypeFor[uint16](), types.Uint32: reflect.TypeFor[uint32](), types.Uint64: reflect.TypeFor[uint64](),
	types.Uintptr: reflect.TypeFor[uintptr](), types.Float32: reflect.TypeFor[float32](), types.Float64: reflect.TypeFor[float64](),
	types.Complex64: reflect.TypeFor[complex64](), types.Complex128: reflect.TypeFor[complex128](),
}

// describe describes a type for the run time.
func (l *lowerer) describe(at ast.Node, t types.Type) *rtype.Type {
	switch t := types.Unalias(l.subst(t)).(type) {
	case *types.Basic:
		if t.Info()&types.IsUntyped != 0 {
			t = types.Default(t).(*types.Basic)
		}
		if r := basicTypes[t.Kind()]; r != nil {
			return rtype.Of(r)
		}
	case *types.Pointer:
		return rtype.Pointer(l.describe(at, t.Elem()))
	case *types.Slice:
		return rtype.Slice(l.describe(at, t.Elem()))
	case *types.Array:
		return rtype.Array(int(t.Len()), l.describe(at, t.Elem()))
	case *types.Map:
		return rtype.Map(l.describe(at, t.Key()), l.describe(at, t.Elem()))
	case *types.Chan:
		dir := map[types.ChanDir]reflect.ChanDir{types.SendRecv: reflect.BothDir, types.SendOnly: reflect.SendDir, types.RecvOnly: reflect.RecvDir}[t.Dir()]
		return rtype.Chan(dir, l.describe(at, t.Elem()))
	case *types.Signature:
		return rtype.Func(l.tuple(at, t.Params()), l.tuple(at, t.Results()), t.Variadic())
	case *types.Struct:
		if t.NumFields() == 0 {
			return rtype.Of(reflect.TypeFor[struct{}]())
		}
		return l.s.made[l.shape(at, t)]
	case *types.Interface:
		if t.NumMethods() == 0 {
			return rtype.Of(reflect.TypeFor[any]())
		}
		return l.s.made[l.shape(at, t)]
	case *types.Named:
		return l.describeNamed(at, t)
	}
	l.refuse(at, "a value of type %s cannot be used in a cell", t)
	return nil
}

func (l *lowerer) describeNamed(at ast.Node, t *types.Named) *rtype.Type {
	obj := t.Obj()
	if obj.Pkg() == nil {
		return rtype.Of(reflect.TypeFor[error]())
	}
	if ours(obj.Pkg()) {
		return l.description(l.named(at, t), t)
	}
	if t.TypeArgs() != nil {
		if _, ok := t.Underlying().(*types.Signature); ok {
			return l.describe(at, t.Underlying())
		}
		l.refuse(at, "the generic type %s.%s cannot be used in a cell", obj.Pkg().Path(), obj.Name())
	}
	r := l.s.find(obj.Pkg().Path(), obj.Name())
	if r == nil {
		l.refuse(at, "the type %s.%s has no name outside its package", obj.Pkg().Path(), obj.Name())
	}
	return rtype.Of(r)
}

func (l *lowerer) tuple(at ast.Node, t *types.Tuple) []*rtype.Type {
	var out []*rtype.Type
	for i := range t.Len() {
		out = append(out, l.describe(at, t.At(i).Type()))
	}
	return out
}

// Build makes the types of the unit. They go under the import path Types, by name.
func (u *Unit) Build() (map[string]reflect.Type, error) {
	var all []*rtype.Type
	for _, d := range u.types {
		all = append(all, d)
	}
	if err := rtype.Build(all...); err != nil {
		return nil, err
	}
	out := map[string]reflect.Type{}
	for name, d := range u.types {
		out[name] = d.Reflect()
	}
	return out, nil
}

// Bind lets a function be the method of a type that Build made.
func (s *Session) Bind(typ, method string, f reflect.Value) error {
	s.mu.Lock()
	d := s.made[typ]
	s.mu.Unlock()
	if d == nil {
		return fmt.Errorf("cell: no type %s", typ)
	}
	return d.Bind(method, f)
}
