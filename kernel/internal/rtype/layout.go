//go:build go1.26 && !go1.27 && (amd64 || arm64)

package rtype

import (
	"fmt"
	"reflect"
	"strconv"
	"unsafe"
)

// shape returns a type without names that lies in memory as t does. It stands for t where only size and pointers count,
// before t itself exists. A type that contains itself by value is an error.
func (b *builder) shape(t *Type) (reflect.Type, error) {
	if t.layout != nil {
		return t.layout, nil
	}
	if b.inside[t] {
		return nil, fmt.Errorf("rtype: %s contains itself", t.text())
	}
	b.inside[t] = true
	defer delete(b.inside, t)
	l, err := b.shapeOf(t)
	if err == nil {
		t.layout = l
	}
	return l, err
}

func (b *builder) shapeOf(t *Type) (reflect.Type, error) {
	base, err := t.base()
	if err != nil {
		return nil, err
	}
	if base != t {
		return b.shape(base)
	}
	switch t.kind {
	case reflect.Pointer, reflect.Map, reflect.Chan, reflect.Func:
		return reflect.TypeFor[unsafe.Pointer](), nil
	case reflect.Slice:
		return reflect.TypeFor[[]byte](), nil
	case reflect.Interface:
		if len(t.methods) == 0 {
			return reflect.TypeFor[any](), nil
		}
		return reflect.TypeFor[error](), nil
	case reflect.Array:
		e, err := b.shape(t.elem)
		if err != nil {
			return nil, err
		}
		return reflect.ArrayOf(t.length, e), nil
	case reflect.Struct:
		fs := make([]reflect.StructField, len(t.fields))
		for i, f := range t.fields {
			l, err := b.shape(f.Type)
			if err != nil {
				return nil, err
			}
			fs[i] = reflect.StructField{Name: "F" + strconv.Itoa(i), Type: l}
		}
		return reflect.StructOf(fs), nil
	}
	return nil, fmt.Errorf("rtype: a type of kind %s cannot be made", t.kind)
}

// comparable tells whether values of a type can be compared, and whether all their bytes count.
func (t *Type) comparable() (yes, whole bool) {
	if t.real != nil && t.block == nil {
		return t.real.Comparable(), headerFor(t.real).flags&flagRegular != 0
	}
	base, err := t.base()
	if err != nil {
		return false, false
	}
	if base != t {
		return base.comparable()
	}
	switch t.kind {
	case reflect.Map, reflect.Func, reflect.Slice:
		return false, false
	case reflect.Interface:
		return true, false
	case reflect.Pointer, reflect.Chan:
		return true, true
	case reflect.Array:
		return t.elem.comparable()
	}
	yes, whole = true, headerFor(t.layout).flags&flagRegular != 0
	for _, f := range t.fields {
		y, w := f.Type.comparable()
		yes, whole = yes && y, whole && w && f.Name != "_"
	}
	return yes, whole
}
