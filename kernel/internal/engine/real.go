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

// Exact returns v if it is of the type with a number, or has the methods of it, and otherwise a value of another type. The
// interpreter would also take a type that v could be assigned to.
func (m *machine) Exact(v any, t int) any {
	m.mu.Lock()
	want := m.forms[t]
	m.mu.Unlock()
	have := reflect.TypeOf(v)
	if have == want || have != nil && want != nil && want.Kind() == reflect.Interface && have.Implements(want) {
		return v
	}
	return none(0)
}

// Retype turns a value of an older version of a type into one of the type with a number, which has the same layout.
func (m *machine) Retype(v any, t int) any {
	m.mu.Lock()
	want := m.forms[t]
	m.mu.Unlock()
	from := reflect.New(reflect.TypeOf(v))
	from.Elem().Set(reflect.ValueOf(v))
	if from.Elem().Type().Size() != want.Size() {
		panic(fmt.Sprintf("a value of type %s cannot become a %s", from.Elem().Type(), want))
	}
	return reflect.NewAt(want, from.UnsafePointer()).Elem().Interface()
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
