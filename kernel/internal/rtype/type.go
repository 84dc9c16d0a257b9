package rtype

import (
	"fmt"
	"reflect"
	"unicode"
	"unicode/utf8"
)

// A Type describes a type. What it refers to may be described later than it, until Build.
type Type struct {
	pkg, name string // of a named type
	under     *Type  // of a named type
	kind      reflect.Kind
	elem, key *Type
	length    int
	dir       reflect.ChanDir
	in, out   []*Type
	variadic  bool
	fields    []Field
	methods   []Method

	real   reflect.Type // made already
	layout reflect.Type // a plain type of the same form
	block  *block       // of types that are made here
}

// A Field is a field of a struct.
type Field struct {
	Name, Pkg string // Pkg is that of a name that is not exported
	Type      *Type
	Tag       string
	Embedded  bool
	Open      bool // reflection may set the field even when its name is not exported
}

// A Method is a method of an interface or a named type.
type Method struct {
	Name, Pkg string // Pkg is that of a name that is not exported
	Sig       *Type  // a function type, without receiver
	Pointer   bool   // the receiver is a pointer
	Path      []int  // the embedded fields that lead to the method, when it is promoted
}

// Of describes a type that exists.
func Of(t reflect.Type) *Type { return &Type{kind: t.Kind(), real: t, layout: t} }

// Named describes a type with a name. The package is a path; its last element stands in front of the name.
func Named(pkg, name string) *Type { return &Type{pkg: pkg, name: name} }

// Define says what a named type is, and which methods it and the pointer to it have, promoted ones too.
func (t *Type) Define(under *Type, methods ...Method) { t.under, t.methods = under, methods }

// Pointer describes *elem.
func Pointer(elem *Type) *Type { return &Type{kind: reflect.Pointer, elem: elem} }

// Slice describes []elem.
func Slice(elem *Type) *Type { return &Type{kind: reflect.Slice, elem: elem} }

// Array describes [n]elem.
func Array(n int, elem *Type) *Type { return &Type{kind: reflect.Array, length: n, elem: elem} }

// Chan describes a channel.
func Chan(dir reflect.ChanDir, elem *Type) *Type {
	return &Type{kind: reflect.Chan, dir: dir, elem: elem}
}

// Map describes map[key]elem.
func Map(key, elem *Type) *Type { return &Type{kind: reflect.Map, key: key, elem: elem} }

// Func describes a function type; the last parameter of a variadic one is a slice.
func Func(in, out []*Type, variadic bool) *Type {
	return &Type{kind: reflect.Func, in: in, out: out, variadic: variadic}
}

// Struct describes a struct. Methods of a struct without name are promoted ones.
func Struct(fields []Field, methods ...Method) *Type {
	return &Type{kind: reflect.Struct, fields: fields, methods: methods}
}

// Interface describes an interface by all its methods.
func Interface(methods ...Method) *Type { return &Type{kind: reflect.Interface, methods: methods} }

// Reflect returns the type, once it is built.
func (t *Type) Reflect() reflect.Type { return t.real }

// base returns the type literal behind a name.
func (t *Type) base() (*Type, error) {
	b := t
	for range 1000 {
		if b.name == "" || b.real != nil && b.block == nil {
			return b, nil
		}
		if b.under == nil {
			return nil, fmt.Errorf("rtype: %s is not defined", b.name)
		}
		b = b.under
	}
	return nil, fmt.Errorf("rtype: %s is defined by itself", t.name)
}

func exported(name string) bool {
	r, _ := utf8.DecodeRuneInString(name)
	return unicode.IsUpper(r)
}
