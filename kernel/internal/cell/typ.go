package cell

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// typ writes a type.
func (l *lowerer) typ(at ast.Node, t types.Type) string {
	switch t := types.Unalias(l.subst(t)).(type) {
	case *types.Basic:
		if t.Kind() == types.UnsafePointer {
			l.refuse(at, "package unsafe cannot be used in a cell")
		}
		if t.Info()&types.IsUntyped != 0 {
			return types.Default(t).String()
		}
		return types.Typ[t.Kind()].Name() // byte and rune are no types of their own
	case *types.Pointer:
		return "*" + l.typ(at, t.Elem())
	case *types.Slice:
		return "[]" + l.typ(at, t.Elem())
	case *types.Array:
		return "[" + strconv.FormatInt(t.Len(), 10) + "]" + l.typ(at, t.Elem())
	case *types.Map:
		return "map[" + l.typ(at, t.Key()) + "]" + l.typ(at, t.Elem())
	case *types.Chan:
		switch t.Dir() {
		case types.SendOnly:
			return "chan<- " + l.typ(at, t.Elem())
		case types.RecvOnly:
			return "<-chan " + l.typ(at, t.Elem())
		}
		return "chan (" + l.typ(at, t.Elem()) + ")"
	case *types.Signature:
		return "func" + l.signature(at, t)
	case *types.Struct:
		if l.real() && t.NumFields() > 0 {
			return l.ref(l.shape(at, t))
		}
		return l.structType(at, t, "")
	case *types.Interface:
		if l.real() && t.NumMethods() > 0 {
			return l.ref(l.shape(at, t))
		}
		return l.interfaceType(at, t)
	case *types.Named:
		n := l.named(at, t)
		if l.real() && ours(t.Obj().Pkg()) {
			l.description(n, t)
			return l.ref(n)
		}
		return n
	case *types.TypeParam:
		l.refuse(at, "type parameter %s has no argument", t)
	}
	l.refuse(at, "a value of type %s cannot be used in a cell", t)
	return ""
}

// signature writes parameter and result types without names.
func (l *lowerer) signature(at ast.Node, t *types.Signature) string {
	var ps []string
	for i := range t.Params().Len() {
		p := l.typ(at, t.Params().At(i).Type())
		if t.Variadic() && i == t.Params().Len()-1 {
			p = "..." + strings.TrimPrefix(p, "[]")
		}
		ps = append(ps, p)
	}
	return "(" + strings.Join(ps, ", ") + ")" + l.results(at, t.Results())
}

func (l *lowerer) results(at ast.Node, r *types.Tuple) string {
	switch r.Len() {
	case 0:
		return ""
	case 1:
		return " " + l.typ(at, r.At(0).Type())
	}
	var rs []string
	for i := range r.Len() {
		rs = append(rs, l.typ(at, r.At(i).Type()))
	}
	return " (" + strings.Join(rs, ", ") + ")"
}

// structType writes a struct. Embedded fields get their name as an ordinary field: promotion is explicit in lowered code.
// The mark makes the types of two declarations different for the interpreter, which knows them by their shape only.
func (l *lowerer) structType(at ast.Node, t *types.Struct, mark string) string {
	if t.NumFields() == 0 {
		return "struct{}"
	}
	var b strings.Builder
	b.WriteString("struct { ")
	for i := range t.NumFields() {
		f := t.Field(i)
		tag := t.Tag(i)
		if !f.Exported() && f.Name() != "_" && tag == "" {
			tag = `json:"-" xml:"-"`
		}
		if i == 0 && mark != "" {
			tag = strings.TrimSpace(tag + " " + mark)
		}
		fmt.Fprintf(&b, "%s %s", f.Name(), l.typ(at, f.Type()))
		if tag != "" {
			b.WriteString(" " + strconv.Quote(tag))
		}
		b.WriteString("; ")
	}
	b.WriteString("}")
	return b.String()
}

func (l *lowerer) interfaceType(at ast.Node, t *types.Interface) string {
	if t.NumMethods() == 0 && l.real() {
		return "rt.Any"
	}
	if t.NumMethods() == 0 {
		return "interface{}"
	}
	var ms []string
	for i := range t.NumMethods() {
		m := t.Method(i)
		ms = append(ms, m.Name()+l.signature(at, m.Signature()))
	}
	return "interface { " + strings.Join(ms, "; ") + " }"
}

// named writes a named type: of a package, of the session, or an instance of a generic one.
func (l *lowerer) named(at ast.Node, t *types.Named) string {
	obj := t.Obj()
	if obj.Pkg() == nil {
		return obj.Name()
	}
	if !ours(obj.Pkg()) {
		if t.TypeArgs() != nil {
			if _, ok := t.Underlying().(*types.Signature); ok { // iter.Seq and the like
				return l.typ(at, t.Underlying())
			}
			l.refuse(at, "the generic type %s.%s cannot be used in a cell", obj.Pkg().Path(), obj.Name())
		}
		if !obj.Exported() {
			l.refuse(at, "the type %s.%s has no name outside its package", obj.Pkg().Path(), obj.Name())
		}
		return l.pkg(obj.Pkg().Path()) + "." + obj.Name()
	}
	if t.TypeArgs() != nil {
		return l.typeInstance(at, t)
	}
	if n, ok := l.locals[obj]; ok {
		return n
	}
	if n, ok := l.c.next.names[obj]; ok {
		return n
	}
	l.refuse(at, "type %s cannot be used here", obj.Name())
	return ""
}

// declareType writes the declaration of a type of the session, with forwarders for promoted methods.
func (l *lowerer) declareType(at ast.Node, name string, t *types.Named) {
	if l.real() {
		l.makeType(at, name, t)
		return
	}
	old := l.decls
	l.decls = &strings.Builder{}
	text := ""
	if st, ok := t.Underlying().(*types.Struct); ok {
		text = l.structType(at, st, l.s.tag(t))
	} else {
		if containsItself(t) {
			l.refuse(at, "type %s contains itself, which the interpreter cannot hold; put a struct in between", t.Obj().Name())
		}
		text = l.typ(at, t.Underlying())
	}
	inner := l.decls.String()
	l.decls = old
	fmt.Fprintf(l.decls, "%stype %s %s\n", inner, name, text)
	if _, ok := t.Underlying().(*types.Struct); ok {
		l.forwarders(at, name, t)
	}
	l.register(at, name, t)
}

// containsItself tells whether a type leads back to itself through no struct and no interface.
func containsItself(t *types.Named) bool {
	seen := map[types.Type]bool{}
	var walk func(x types.Type) bool
	walk = func(x types.Type) bool {
		x = types.Unalias(x)
		if x == types.Type(t) {
			return true
		}
		if seen[x] {
			return false
		}
		seen[x] = true
		switch x := x.(type) {
		case *types.Named:
			return walk(x.Underlying())
		case *types.Map:
			return walk(x.Key()) || walk(x.Elem())
		case *types.Signature:
			return walk(x.Params()) || walk(x.Results())
		case *types.Tuple:
			for i := range x.Len() {
				if walk(x.At(i).Type()) {
					return true
				}
			}
		case *types.Pointer, *types.Slice, *types.Array, *types.Chan:
			return walk(elemOf(x))
		}
		return false
	}
	return walk(t.Underlying())
}

func (l *lowerer) forwarders(at ast.Node, name string, t *types.Named) {
	values := types.NewMethodSet(t)
	all := types.NewMethodSet(types.NewPointer(t))
	for i := range all.Len() {
		sel := all.At(i)
		f := sel.Obj().(*types.Func)
		if len(sel.Index()) < 2 || !f.Exported() && !ours(f.Pkg()) {
			continue
		}
		recv := "*" + name
		if values.Lookup(f.Pkg(), f.Name()) != nil {
			recv = name
		}
		path, _ := l.path(at, t, sel.Index()[:len(sel.Index())-1])
		params, args := l.params(at, sel.Type().(*types.Signature))
		ret := ""
		if sel.Type().(*types.Signature).Results().Len() > 0 {
			ret = "return "
		}
		fmt.Fprintf(l.decls, "func (r_ %s) %s%s { %sr_%s.%s(%s) }\n", recv, f.Name(), params, ret, path, f.Name(), args)
	}
}

// params writes a signature with parameter names, and the arguments that pass them on.
func (l *lowerer) params(at ast.Node, sig *types.Signature) (params, args string) {
	var ps, as []string
	for i := range sig.Params().Len() {
		n := "a" + strconv.Itoa(i)
		t := l.typ(at, sig.Params().At(i).Type())
		arg := n
		if sig.Variadic() && i == sig.Params().Len()-1 {
			t, arg = "..."+strings.TrimPrefix(t, "[]"), n+"..."
		}
		ps, as = append(ps, n+" "+t), append(as, arg)
	}
	return "(" + strings.Join(ps, ", ") + ")" + l.results(at, sig.Results()), strings.Join(as, ", ")
}

// path writes the selection of fields by index, and returns the type at its end.
func (l *lowerer) path(at ast.Node, t types.Type, index []int) (string, types.Type) {
	var b strings.Builder
	for _, i := range index {
		u := t.Underlying()
		if p, ok := u.(*types.Pointer); ok {
			u = p.Elem().Underlying()
		}
		f := u.(*types.Struct).Field(i)
		if !f.Exported() && !ours(f.Pkg()) {
			l.refuse(at, "the unexported field %s of package %s cannot be used in a cell", f.Name(), f.Pkg().Path())
		}
		b.WriteString("." + f.Name())
		t = f.Type()
	}
	return b.String(), t
}

// shown are the methods that the run time calls on values of the session when it shows them.
var shown = []string{"String", "Error", "GoString", "HTML", "Markdown", "Latex", "JavaScript", "JSON", "SVG", "PNG", "JPEG", "PDF", "Render", "SimpleRender"}

// register tells the run time how to call the methods that show a value.
func (l *lowerer) register(at ast.Node, name string, t *types.Named) {
	if types.IsInterface(t) {
		return
	}
	if st, ok := t.Underlying().(*types.Struct); ok && st.NumFields() > 0 {
		fmt.Fprintf(&l.inits, "rt.Type(%d, %d, (*%s)(nil))\n", l.number(t), l.number(types.NewPointer(t)), name)
	}
	values := types.NewMethodSet(t)
	all := types.NewMethodSet(types.NewPointer(t))
	for i := range all.Len() {
		f := all.At(i).Obj().(*types.Func)
		sig := f.Signature()
		if !slices.Contains(shown, f.Name()) || sig.Params().Len() != 0 || sig.Results().Len() != 1 {
			continue
		}
		for _, form := range []struct {
			typ  types.Type
			text string
			ok   bool
		}{{t, name, values.Lookup(f.Pkg(), f.Name()) != nil}, {types.NewPointer(t), "*" + name, true}} {
			if form.ok {
				fmt.Fprintf(&l.inits, "rt.Method(%d, %q, func(v interface{}) interface{} { return v.(%s).%s() })\n",
					l.number(form.typ), f.Name(), form.text, f.Name())
			}
		}
	}
}

// number returns the number under which the run time knows a type.
func (l *lowerer) number(t types.Type) int {
	t = l.subst(t)
	for i, known := range l.s.types {
		if types.Identical(l.c.moved(known), t) {
			return i
		}
	}
	l.s.types = append(l.s.types, t)
	return len(l.s.types) - 1
}

// interpreted tells whether values of a type hold types of the session, which compiled code cannot name.
func interpreted(t types.Type) bool {
	seen := map[types.Type]bool{}
	var in func(t types.Type) bool
	in = func(t types.Type) bool {
		t = types.Unalias(t)
		if seen[t] {
			return false
		}
		seen[t] = true
		switch t := t.(type) {
		case *types.Named:
			if ours(t.Obj().Pkg()) {
				return true
			}
			return false
		case *types.Pointer:
			return in(t.Elem())
		case *types.Slice:
			return in(t.Elem())
		case *types.Array:
			return in(t.Elem())
		case *types.Chan:
			return in(t.Elem())
		case *types.Tuple:
			for i := range t.Len() {
				if in(t.At(i).Type()) {
					return true
				}
			}
		case *types.Map:
			return in(t.Key()) || in(t.Elem())
		case *types.Struct:
			for i := range t.NumFields() {
				if !t.Field(i).Exported() || in(t.Field(i).Type()) {
					return true
				}
			}
		}
		return false
	}
	return in(t)
}

// ours tells whether the code of a package is lowered: cells, and what they import by source. Only what was checked from
// source has the scopes of its files.
func ours(p *types.Package) bool {
	return p != nil && (p.Path() == "main" || p.Scope().NumChildren() > 0)
}
