package engine

import (
	"fmt"
	"reflect"

	"wade/kernel/internal/rtype"
)

// Known tells the run time the type with a number, by a pointer to it.
func (m *machine) Known(t int, p any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.forms[t] = reflect.TypeOf(p).Elem()
}

// Newer tells the run time that a type of an older cell has a new version with the same layout, by pointers to both.
func (m *machine) Newer(old, now any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	from, to := reflect.TypeOf(old), reflect.TypeOf(now)
	m.newer[from], m.newer[from.Elem()] = to, to.Elem()
}

// fits tells whether a value of a type is one of another: the same, or an interface whose methods it has. The interpreter
// would also take a type that the value could be assigned to.
func fits(have, want reflect.Type) bool {
	return have == want || have != nil && want != nil && want.Kind() == reflect.Interface && have.Implements(want)
}

// Exact returns v if it is of the type with a number, as a value of the newest version of its type, and otherwise a value of
// another type.
func (m *machine) Exact(v any, t int) any {
	m.mu.Lock()
	defer m.mu.Unlock()
	want, have := m.forms[t], reflect.TypeOf(v)
	if fits(have, want) {
		return v
	}
	for now := m.newer[have]; now != nil; now = m.newer[now] {
		if fits(now, want) {
			return as(v, now)
		}
	}
	return none(0)
}

// as lets a value be one of another type with the same layout.
func as(v any, t reflect.Type) any {
	from := reflect.New(reflect.TypeOf(v))
	from.Elem().Set(reflect.ValueOf(v))
	return reflect.NewAt(t, from.UnsafePointer()).Elem().Interface()
}

// Retype turns the value of a variable of an older cell into one of the type with a number, which has the same layout.
func (m *machine) Retype(v any, t int) any {
	m.mu.Lock()
	want := m.forms[t]
	m.mu.Unlock()
	if v == nil {
		return nil
	}
	if want.Kind() != reflect.Interface {
		return as(v, want)
	}
	if x := m.Exact(v, t); x != any(none(0)) {
		return x
	}
	panic(fmt.Sprintf("a value of type %T does not fit the new version of %s", v, want))
}

// Shown prepares a value for the SDK to show: one of a type of the session goes in all its forms.
func (m *machine) Shown(v any) any {
	if ofSession(reflect.TypeOf(v)) {
		return m.data(v)
	}
	return v
}

// Declare lets a function be a method of a type.
func (m *machine) Declare(typ, method string, f any) {
	if err := m.session.Bind(typ, method, reflect.ValueOf(f)); err != nil {
		panic(err)
	}
}

// ofSession tells whether a type is one of the session, or made of one.
func ofSession(t reflect.Type) bool {
	for range 10 {
		switch {
		case t == nil:
			return false
		case rtype.Lookup(t) != nil:
			return true
		}
		switch t.Kind() {
		case reflect.Map:
			if ofSession(t.Key()) {
				return true
			}
			t = t.Elem()
		case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Chan:
			t = t.Elem()
		default:
			return false
		}
	}
	return false
}
