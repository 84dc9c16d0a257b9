package rtype

import (
	"reflect"
	"strconv"
	"strings"
)

// text writes the type as reflection does.
func (t *Type) text() string {
	switch {
	case t.real != nil:
		return t.real.String()
	case t.name != "":
		return t.pkg[strings.LastIndexByte(t.pkg, '/')+1:] + "." + t.name
	}
	switch t.kind {
	case reflect.Pointer:
		return "*" + t.elem.text()
	case reflect.Slice:
		return "[]" + t.elem.text()
	case reflect.Array:
		return "[" + strconv.Itoa(t.length) + "]" + t.elem.text()
	case reflect.Map:
		return "map[" + t.key.text() + "]" + t.elem.text()
	case reflect.Chan:
		elem := t.elem.text()
		if t.dir != reflect.SendDir && strings.HasPrefix(elem, "<-") {
			elem = "(" + elem + ")"
		}
		return t.dir.String() + " " + elem
	case reflect.Func:
		return "func" + t.signature()
	case reflect.Interface:
		var ms []string
		for _, m := range sorted(t.methods) {
			ms = append(ms, m.Name+m.Sig.signature())
		}
		if len(ms) == 0 {
			return "interface {}"
		}
		return "interface { " + strings.Join(ms, "; ") + " }"
	case reflect.Struct:
		var fs []string
		for _, f := range t.fields {
			s := f.Name + " " + f.Type.text()
			if f.Embedded {
				s = f.Type.text()
			}
			if f.Tag != "" {
				s += " " + strconv.Quote(f.Tag)
			}
			fs = append(fs, s)
		}
		if len(fs) == 0 {
			return "struct {}"
		}
		return "struct { " + strings.Join(fs, "; ") + " }"
	}
	return t.kind.String()
}

func (t *Type) signature() string {
	var in, out []string
	for i, p := range t.in {
		s := p.text()
		if t.variadic && i == len(t.in)-1 {
			s = "..." + strings.TrimPrefix(s, "[]")
		}
		in = append(in, s)
	}
	for _, r := range t.out {
		out = append(out, r.text())
	}
	s := "(" + strings.Join(in, ", ") + ")"
	switch len(out) {
	case 0:
		return s
	case 1:
		return s + " " + out[0]
	}
	return s + " (" + strings.Join(out, ", ") + ")"
}
