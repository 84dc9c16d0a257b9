//go:build go1.26 && !go1.27 && (amd64 || arm64)

package rtype

import (
	"reflect"
	"unsafe"
)

// made is the function value that reflect.MakeFunc makes.
type made struct {
	code    uintptr
	stack   unsafe.Pointer
	argLen  uintptr
	regPtrs [2]uint8
	typ     unsafe.Pointer
	fn      func([]reflect.Value) []reflect.Value
}

// stub is the code of all function values of reflect.MakeFunc, or 0 when they are not what this file believes.
var stub = func() uintptr {
	called := false
	v := reflect.MakeFunc(reflect.TypeFor[func()](), func([]reflect.Value) []reflect.Value { called = true; return nil })
	f := v.Interface()
	m := (*made)((*iface)(unsafe.Pointer(&f)).data)
	if m.code != v.Pointer() || m.argLen != 0 || m.typ != unsafe.Pointer(headerFor(reflect.TypeFor[func()]())) {
		return 0
	}
	m.fn(nil)
	if !called {
		return 0
	}
	return m.code
}()

// direct returns f as a function over values, without the way through its arguments in memory when f was made from one.
func direct(f reflect.Value) func([]reflect.Value) []reflect.Value {
	if stub != 0 && f.Pointer() == stub {
		v := f.Interface()
		return (*made)((*iface)(unsafe.Pointer(&v)).data).fn
	}
	if f.Type().IsVariadic() {
		return f.CallSlice
	}
	return f.Call
}
