package engine

import (
	"errors"
	"fmt"
	"go/types"
	"reflect"
	"slices"

	"wade/kernel/internal/rtype"
)

// none is what an assertion looks at in place of nil. It is no struct: the interpreter would look into it.
type none complex64

// Un returns a value of an interface without the box in which the interpreter keeps it.
func (m *machine) Un(v any) any {
	if v == nil {
		return none(0)
	}
	return bare(v)
}

// Bare returns the value itself, as compiled code knows it.
func (m *machine) Bare(v any) any { return v }

// bare unwraps what the interpreter wraps: a struct with the value in the field IValue gives it methods for compiled code.
func bare(v any) any {
	for range 4 {
		r := unwrap(reflect.ValueOf(v))
		if !r.IsValid() {
			return v
		}
		if r.Kind() != reflect.Struct || r.NumField() < 2 || r.Type().Field(0).Name != "IValue" {
			if r.CanInterface() {
				return r.Interface()
			}
			return v
		}
		inner := r.Field(0).Interface()
		if inner == nil {
			return v
		}
		v = inner
	}
	return v
}

// Type tells which struct type of the session a type of the interpreter is, and its pointer.
func (m *machine) Type(t, pointer int, p any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := reflect.TypeOf(p)
	m.known[r], m.known[r.Elem()] = pointer, t
}

func (m *machine) typeOf(v any) (int, bool) {
	if v == nil {
		return 0, false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	t, ok := m.known[reflect.TypeOf(v)]
	return t, ok
}

// Dyn prepares a value of an interface type for code that looks at it by reflection.
func (m *machine) Dyn(v any) any {
	b := bare(v)
	if t, ok := m.typeOf(b); ok {
		return Value{b, t, m}
	}
	if v != nil && reflect.TypeOf(v).NumMethod() == 0 {
		return b
	}
	return v
}

// Has tells whether a value of a compiled type has the methods of an interface.
func (m *machine) Has(v any, iface int) bool {
	if v == nil {
		return false
	}
	t, ok := m.session.TypeAt(iface).Underlying().(*types.Interface)
	if !ok {
		return false
	}
	r := reflect.TypeOf(v)
	if _, session := m.typeOf(bare(v)); session {
		return false
	}
	for i := range t.NumMethods() {
		if _, ok := r.MethodByName(t.Method(i).Name()); !ok {
			return false
		}
	}
	return true
}

// Set assigns to a variable of a compiled package.
func (m *machine) Set(pkg, name string, v any) {
	dst := m.symbols(pkg)[pkg][name]
	if v == nil {
		dst.SetZero()
		return
	}
	dst.Set(reflect.ValueOf(v))
}

// NotA fails an assertion on a value of an interface type.
func (m *machine) NotA(v any, t int, iface string) {
	typ := m.session.TypeAt(t)
	want := typeName(typ)
	i, ok := typ.Underlying().(*types.Interface)
	switch {
	case v == nil && ok:
		panic(conversionError("interface conversion: interface is nil, not " + want))
	case v == nil:
		panic(conversionError("interface conversion: " + iface + " is nil, not " + want))
	}
	have := fmt.Sprintf("%T", bare(v))
	if k, ok := m.typeOf(bare(v)); ok {
		have = typeName(m.session.TypeAt(k))
	}
	if ok && m.real {
		panic(conversionError("interface conversion: " + have + " is not " + want + ": missing method " + missing(reflect.TypeOf(v), i)))
	}
	panic(conversionError("interface conversion: " + iface + " is " + have + ", not " + want))
}

// missing returns the first method of an interface that a type does not have.
func missing(t reflect.Type, i *types.Interface) string {
	var names []string
	for m := range i.Methods() {
		names = append(names, m.Name())
	}
	slices.Sort(names)
	for _, n := range names {
		if _, ok := t.MethodByName(n); !ok && !rtype.HasMethod(t, n) {
			return n
		}
	}
	return ""
}

// conversionError is a failed assertion.
type conversionError string

func (e conversionError) Error() string { return string(e) }

// RuntimeError marks it as runtime.Error.
func (e conversionError) RuntimeError() {}

// Find returns the first error of the tree of err that has the type to which p points.
func (m *machine) Find(err error, p any) any {
	want := reflect.TypeOf(p).Elem()
	var found any
	walk(err, func(e error) bool {
		if b := bare(e); b != nil && reflect.TypeOf(b) == want {
			found = b
		}
		return found != nil
	})
	if found == nil {
		return none(0)
	}
	return found
}

// walk calls f for the errors of a tree until it returns true.
func walk(err error, f func(error) bool) bool {
	if err == nil {
		return false
	}
	if f(err) {
		return true
	}
	if j, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range j.Unwrap() {
			if walk(e, f) {
				return true
			}
		}
		return false
	}
	return walk(errors.Unwrap(err), f)
}

// Is is errors.Is that finds errors of session types too.
func (m *machine) Is(err, target error) bool {
	b := bare(target)
	if _, session := m.typeOf(b); !session {
		return errors.Is(err, target)
	}
	return walk(err, func(e error) bool {
		x := bare(e)
		return reflect.TypeOf(x) == reflect.TypeOf(b) && reflect.TypeOf(x).Comparable() && x == b
	})
}
