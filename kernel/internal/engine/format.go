package engine

import (
	"cmp"
	"fmt"
	"go/types"
	"io"
	"reflect"
	"slices"
	"strings"
	"unsafe"
)

// Format prints the value as compiled code would print it.
func (x Value) Format(f fmt.State, verb rune) {
	t := x.m.session.TypeAt(x.t)
	if verb == 'T' || t == nil {
		fmt.Fprint(f, typeName(t))
		return
	}
	p := printer{m: x.m, verb: verb, spec: fmt.FormatString(f, verb), plus: f.Flag('+'), sharp: f.Flag('#')}
	var b strings.Builder
	p.print(&b, reflect.ValueOf(x.v), t, 0)
	_, _ = io.WriteString(f, b.String())
}

// String prints the value plainly.
func (x Value) String() string { return fmt.Sprintf("%v", x) }

func typeName(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string { return p.Name() })
}

// A printer prints one value for one verb.
type printer struct {
	m           *machine
	verb        rune
	spec        string
	plus, sharp bool
}

func (p *printer) print(w *strings.Builder, v reflect.Value, t types.Type, depth int) {
	v = unwrap(v)
	if !v.IsValid() {
		w.WriteString("<nil>")
		return
	}
	if p.byMethod(w, v, t) {
		return
	}
	if depth > 50 {
		w.WriteString("...")
		return
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		_, isStruct := u.Elem().Underlying().(*types.Struct)
		if v.Kind() == reflect.Pointer && !v.IsNil() && depth == 0 && isStruct && (p.verb == 'v' || p.verb == 's' || p.verb == 'd') {
			w.WriteByte('&')
			p.print(w, v.Elem(), u.Elem(), depth+1)
			return
		}
		p.pointer(w, v, t)
		return
	case *types.Struct:
		if v.Kind() == reflect.Struct && v.NumField() == u.NumFields() {
			p.structure(w, v, t, u, depth)
			return
		}
	case *types.Slice:
		if v.Kind() == reflect.Slice {
			p.list(w, v, t, u.Elem(), depth)
			return
		}
	case *types.Array:
		if v.Kind() == reflect.Array {
			p.list(w, v, t, u.Elem(), depth)
			return
		}
	case *types.Map:
		if v.Kind() == reflect.Map {
			p.mapping(w, v, t, u, depth)
			return
		}
	case *types.Interface:
		if !v.CanInterface() {
			break
		}
		b := bare(v.Interface())
		if i, ok := p.m.typeOf(b); ok {
			p.print(w, reflect.ValueOf(b), p.m.session.TypeAt(i), depth+1)
			return
		}
	}
	if !v.IsValid() {
		w.WriteString("<nil>")
		return
	}
	p.leaf(w, v, t)
}

// byMethod prints with the method Error or String that the type has in the cell.
func (p *printer) byMethod(w *strings.Builder, v reflect.Value, t types.Type) bool {
	if !strings.ContainsRune("vsxXq", p.verb) || !v.CanInterface() {
		return false
	}
	names := []string{"Error", "String"}
	if p.sharp && p.verb == 'v' {
		names = []string{"GoString"}
	}
	i, ok := p.m.session.TypeNumber(t)
	if !ok {
		return false
	}
	for _, name := range names {
		f := p.m.method(i, name)
		if f == nil {
			continue
		}
		if v.Kind() == reflect.Pointer && v.IsNil() {
			w.WriteString("<nil>")
			return true
		}
		spec := p.spec
		if names[0] == "GoString" {
			spec = "%s"
		}
		fmt.Fprintf(w, spec, f(v.Interface()))
		return true
	}
	return false
}

func (p *printer) pointer(w *strings.Builder, v reflect.Value, t types.Type) {
	switch {
	case v.Kind() != reflect.Pointer:
		p.leaf(w, v, t)
	case v.IsNil() && p.verb == 'v' && !p.sharp:
		w.WriteString("<nil>")
	case p.sharp:
		fmt.Fprintf(w, "(%s)(%#x)", typeName(t), v.Pointer())
	default:
		fmt.Fprintf(w, "%#x", v.Pointer())
	}
}

func (p *printer) structure(w *strings.Builder, v reflect.Value, t types.Type, u *types.Struct, depth int) {
	if p.sharp {
		w.WriteString(typeName(t))
	}
	w.WriteByte('{')
	for i := range u.NumFields() {
		if i > 0 {
			if p.sharp {
				w.WriteString(", ")
			} else {
				w.WriteByte(' ')
			}
		}
		if p.plus || p.sharp {
			w.WriteString(u.Field(i).Name() + ":")
		}
		p.print(w, v.Field(i), u.Field(i).Type(), depth+1)
	}
	w.WriteByte('}')
}

func (p *printer) list(w *strings.Builder, v reflect.Value, t, elem types.Type, depth int) {
	if b, ok := elem.Underlying().(*types.Basic); ok && b.Kind() == types.Byte && strings.ContainsRune("sxXq", p.verb) && v.CanInterface() {
		fmt.Fprintf(w, p.spec, v.Interface())
		return
	}
	open, sep, end := "[", " ", "]"
	if p.sharp {
		if v.Kind() == reflect.Slice && v.IsNil() {
			w.WriteString(typeName(t) + "(nil)")
			return
		}
		open, sep, end = typeName(t)+"{", ", ", "}"
	}
	w.WriteString(open)
	for i := range v.Len() {
		if i > 0 {
			w.WriteString(sep)
		}
		p.print(w, v.Index(i), elem, depth+1)
	}
	w.WriteString(end)
}

func (p *printer) mapping(w *strings.Builder, v reflect.Value, t types.Type, u *types.Map, depth int) {
	open, sep, end := "map[", " ", "]"
	if p.sharp {
		open, sep, end = typeName(t)+"{", ", ", "}"
	}
	keys := v.MapKeys()
	slices.SortFunc(keys, compareKeys)
	w.WriteString(open)
	for i, k := range keys {
		if i > 0 {
			w.WriteString(sep)
		}
		p.print(w, k, u.Key(), depth+1)
		w.WriteByte(':')
		p.print(w, v.MapIndex(k), u.Elem(), depth+1)
	}
	w.WriteString(end)
}

func compareKeys(a, b reflect.Value) int {
	switch {
	case a.CanInt() && b.CanInt():
		return cmp.Compare(a.Int(), b.Int())
	case a.CanUint() && b.CanUint():
		return cmp.Compare(a.Uint(), b.Uint())
	case a.CanFloat() && b.CanFloat():
		return cmp.Compare(a.Float(), b.Float())
	case a.Kind() == reflect.String && b.Kind() == reflect.String:
		return cmp.Compare(a.String(), b.String())
	case a.Kind() == reflect.Struct && b.Kind() == reflect.Struct && a.NumField() == b.NumField():
		for i := range a.NumField() {
			if c := compareKeys(a.Field(i), b.Field(i)); c != 0 {
				return c
			}
		}
		return 0
	}
	return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b))
}

// leaf prints a value without parts of types of the session.
func (p *printer) leaf(w *strings.Builder, v reflect.Value, t types.Type) {
	if v.CanInterface() {
		fmt.Fprintf(w, p.spec, v.Interface())
		return
	}
	fmt.Fprintf(w, p.spec, v)
}

// unwrap returns the value inside the box in which the interpreter keeps values of interface types.
func unwrap(v reflect.Value) reflect.Value {
	for {
		if v.IsValid() && v.Kind() == reflect.Interface {
			v = v.Elem()
			continue
		}
		if !v.IsValid() || v.Type().String() != "interp.valueInterface" || !v.CanInterface() {
			return v
		}
		box := reflect.New(v.Type()).Elem()
		box.Set(v)
		inner := box.FieldByName("value")
		if !inner.IsValid() || inner.Type() != reflect.TypeFor[reflect.Value]() {
			return v
		}
		v = *(*reflect.Value)(unsafe.Pointer(inner.UnsafeAddr()))
	}
}

// parts are the elements of a slice whose type shows itself, as values.
func (x Value) parts() []any {
	const most = 64
	t := x.m.session.TypeAt(x.t)
	s, ok := t.Underlying().(*types.Slice)
	v := reflect.ValueOf(x.v)
	if !ok || v.Kind() != reflect.Slice || v.Len() == 0 || v.Len() > most {
		return nil
	}
	i, ok := x.m.session.TypeNumber(s.Elem())
	if !ok {
		return nil
	}
	shows := false
	for name := range mimeOf {
		shows = shows || x.m.method(i, name) != nil
	}
	if !shows {
		return nil
	}
	out := make([]any, v.Len())
	for j := range out {
		out[j] = Value{v.Index(j).Interface(), i, x.m}
	}
	return out
}
