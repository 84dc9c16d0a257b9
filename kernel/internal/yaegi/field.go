package interp

import (
	"reflect"
	"unsafe"
)

// value is how reflect keeps a value. The bits forbid to use values of unexported fields, which interpreted code of their
// package may.
type value struct {
	typ, ptr unsafe.Pointer
	flag     uintptr
}

const flagRO = 1<<5 | 1<<6

// fieldAt returns a field by its path, to be used and set whether exported or not.
func fieldAt(v reflect.Value, path []int) reflect.Value {
	for i, x := range path {
		if i > 0 && v.Kind() == reflect.Ptr {
			v = v.Elem()
		}
		v = v.Field(x)
	}
	if unlocks {
		(*value)(unsafe.Pointer(&v)).flag &^= flagRO
	}
	return v
}

// unlocks tells whether the bits are where this file believes them to be.
var unlocks = func() bool {
	var s struct {
		a  int
		in struct{ b string }
	}
	if reflect.TypeFor[reflect.Value]().Size() != unsafe.Sizeof(value{}) {
		return false
	}
	for _, path := range [][]int{{0}, {1, 0}} {
		v := reflect.ValueOf(&s).Elem()
		for _, i := range path {
			v = v.Field(i)
		}
		if v.CanSet() {
			return false
		}
		(*value)(unsafe.Pointer(&v)).flag &^= flagRO
		if !v.CanSet() || !v.CanInterface() || v.Kind() != v.Type().Kind() {
			return false
		}
	}
	return true
}()
