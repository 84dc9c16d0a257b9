//go:build go1.26 && !go1.27 && (amd64 || arm64)

package rtype

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"unsafe"
)

// byType finds the description of a type, and of the pointer to it. It keeps types alive: the garbage collector does not look
// for them in interfaces.
var byType sync.Map // reflect.Type -> *Type

// Lookup returns the description of a type that was made here, or of the one that it points to, or nil.
func Lookup(t reflect.Type) *Type {
	d, _ := byType.Load(t)
	if d == nil {
		return nil
	}
	return d.(*Type)
}

// MethodOf returns a method of a value of a type that was made here, exported or not, with the value bound; the zero Value if
// there is none.
func MethodOf(v reflect.Value, name string) reflect.Value {
	if !v.IsValid() {
		return reflect.Value{}
	}
	t := Lookup(v.Type())
	if t == nil || t.block.slots[name] == nil {
		return reflect.Value{}
	}
	s, m := t.block.slots[name], t.method(name)
	if !m.Pointer && v.Type() != t.real {
		v = copied(v.Elem())
	}
	return reflect.MakeFunc(m.Sig.real, func(args []reflect.Value) []reflect.Value {
		f := s.fn.Load()
		if f == nil {
			unbound()
		}
		return (*f)(append([]reflect.Value{v}, args...))
	})
}

// HasMethod tells whether a type that was made here has a method, exported or not.
func HasMethod(t reflect.Type, name string) bool {
	d := Lookup(t)
	return d != nil && d.block.slots[name] != nil && (t != d.real || !d.method(name).Pointer)
}

// method returns the description of a method.
func (t *Type) method(name string) Method {
	i := slices.IndexFunc(t.methods, func(m Method) bool { return m.Name == name })
	return t.methods[i]
}

// A slot is where a method of a type is bound to a function.
type slot struct {
	plain entry                                                 // called with the receiver itself
	deref entry                                                 // called with a pointer to the value that is the receiver
	fn    atomic.Pointer[func([]reflect.Value) []reflect.Value] // the function that plain calls
}

func (s *slot) set(f reflect.Value) {
	fn := direct(f)
	s.fn.Store(&fn)
	s.plain.set(f)
}

// addMethods writes the tables of methods.
func (b *builder) addMethods(t *Type) error {
	if reflect.Kind(t.block.h.kind) == reflect.Interface {
		return nil
	}
	values, all := 0, 0
	for _, m := range sorted(t.methods) {
		sig, err := b.resolve(m.Sig)
		if err != nil {
			return err
		}
		s := &slot{}
		t.block.slots[m.Name] = s
		if s.plain, err = newEntry(); err != nil {
			return err
		}
		mtyp := addReflectOff(unsafe.Pointer(headerFor(sig)))
		p := &t.block.ptr.methods[all]
		all++
		p.mtyp, p.ifn, p.tfn = mtyp, s.plain.off, s.plain.off
		if m.Pointer {
			if m.Path != nil {
				s.set(promoted(reflect.PointerTo(t.real), sig, m))
			}
			continue
		}
		if s.deref, err = newEntry(); err != nil {
			return err
		}
		p.ifn, p.tfn = s.deref.off, s.deref.off
		v := &t.block.methods[values]
		values++
		v.mtyp, v.ifn, v.tfn = mtyp, s.deref.off, s.plain.off
		if t.block.h.flags&flagDirectIface != 0 {
			v.ifn = s.plain.off
		}
		s.deref.set(s.byPointer(t.real, sig, m.Name))
		if m.Path != nil {
			s.set(promoted(t.real, sig, m))
		}
	}
	return nil
}

// byPointer is the method with a receiver of type t, called with a pointer to it.
func (s *slot) byPointer(t, sig reflect.Type, name string) reflect.Value {
	return reflect.MakeFunc(withReceiver(reflect.TypeFor[unsafe.Pointer](), sig), func(args []reflect.Value) []reflect.Value {
		p := args[0].UnsafePointer()
		if p == nil {
			panic(nilReceiver(fmt.Sprintf("value method %s.%s called using nil *%s pointer", t, name, t.Name())))
		}
		f := s.fn.Load()
		if f == nil {
			unbound()
		}
		args[0] = copied(reflect.NewAt(t, p).Elem())
		return (*f)(args)
	})
}

// copied returns a value that changes with no other.
func copied(v reflect.Value) reflect.Value {
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	return c
}

// nilReceiver is the panic of a method that needs a value and has a nil pointer.
type nilReceiver string

func (e nilReceiver) Error() string { return string(e) }

// RuntimeError marks it as runtime.Error.
func (e nilReceiver) RuntimeError() {}

func withReceiver(recv, sig reflect.Type) reflect.Type {
	in := []reflect.Type{recv}
	for i := range sig.NumIn() {
		in = append(in, sig.In(i))
	}
	var out []reflect.Type
	for i := range sig.NumOut() {
		out = append(out, sig.Out(i))
	}
	return reflect.FuncOf(in, out, sig.IsVariadic())
}

// promoted calls the method of an embedded field.
func promoted(recv, sig reflect.Type, m Method) reflect.Value {
	return reflect.MakeFunc(withReceiver(recv, sig), func(args []reflect.Value) []reflect.Value {
		v := args[0]
		for _, i := range m.Path {
			if v.Kind() == reflect.Pointer {
				v = v.Elem()
			}
			if v.CanAddr() {
				f := v.Field(i)
				v = reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem() // of fields with any name
				continue
			}
			c := reflect.New(v.Type())
			c.Elem().Set(v)
			f := c.Elem().Field(i)
			v = reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem()
		}
		f := v.MethodByName(m.Name)
		if !f.IsValid() && v.CanAddr() {
			f = v.Addr().MethodByName(m.Name)
		}
		if !f.IsValid() {
			panic(fmt.Sprintf("method %s of an embedded %s cannot be called from here", m.Name, v.Type()))
		}
		if sig.IsVariadic() {
			return f.CallSlice(args[1:])
		}
		return f.Call(args[1:])
	})
}

// Bind lets a method of the type call f, whose first parameter is the receiver. A method may be bound again.
func (t *Type) Bind(name string, f reflect.Value) error {
	if t.block == nil || t.block.slots[name] == nil {
		return fmt.Errorf("rtype: type %s has no method %s", t.text(), name)
	}
	s, m := t.block.slots[name], t.method(name)
	recv := t.real
	if m.Pointer {
		recv = reflect.PointerTo(recv)
	}
	if want := withReceiver(recv, m.Sig.real); f.Type() != want {
		return fmt.Errorf("rtype: method %s of %s is a %s, and cannot be bound to a %s", name, t.text(), want, f.Type())
	}
	s.set(f)
	return nil
}
