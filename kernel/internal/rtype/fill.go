//go:build go1.26 && !go1.27 && (amd64 || arm64)

package rtype

import (
	"reflect"
	"unsafe"
)

// fill writes what kind of type it is: its fields, elements, parameters.
func (b *builder) fill(t *Type) error {
	base, err := t.base()
	if err != nil {
		return err
	}
	h := t.block.h
	switch reflect.Kind(h.kind) {
	case reflect.Struct:
		if base.real == nil || base.block != nil {
			return b.fillStruct(t, base)
		}
	case reflect.Interface:
		if base.real == nil || base.block != nil {
			return b.fillInterface(t, base)
		}
	}
	r, err := b.resolve(base)
	if err != nil {
		return err
	}
	from := headerFor(r)
	switch reflect.Kind(h.kind) {
	case reflect.Struct:
		s, f := (*structType)(unsafe.Pointer(h)), (*structType)(unsafe.Pointer(from))
		s.pkgPath, s.fields = f.pkgPath, f.fields
	case reflect.Interface:
		s, f := (*interfaceType)(unsafe.Pointer(h)), (*interfaceType)(unsafe.Pointer(from))
		s.pkgPath = f.pkgPath
		for i, m := range f.methods { // numbers of the program mean nothing to types outside of it
			name := encodeName(r.Method(i).Name, "", boolFlag(r.Method(i).PkgPath == "", nameExported))
			s.methods = append(s.methods, imethod{addReflectOff(unsafe.Pointer(name)), addReflectOff(unsafe.Pointer(headerFor(r.Method(i).Type)))})
			_ = m
		}
	case reflect.Pointer, reflect.Slice:
		(*pointerType)(unsafe.Pointer(h)).elem = (*pointerType)(unsafe.Pointer(from)).elem
	case reflect.Array:
		s, f := (*arrayType)(unsafe.Pointer(h)), (*arrayType)(unsafe.Pointer(from))
		s.elem, s.slice, s.length = f.elem, f.slice, f.length
		if from.equal != nil {
			h.equal = from.equal
		}
	case reflect.Chan:
		s, f := (*chanType)(unsafe.Pointer(h)), (*chanType)(unsafe.Pointer(from))
		s.elem, s.dir = f.elem, f.dir
	case reflect.Map:
		s, own := (*mapType)(unsafe.Pointer(h)), *h
		*s = *(*mapType)(unsafe.Pointer(from))
		s.header = own
	case reflect.Func:
		s, f := (*funcType)(unsafe.Pointer(h)), (*funcType)(unsafe.Pointer(from))
		s.in, s.out = f.in, f.out
		params := unsafe.Slice((**header)(unsafe.Add(unsafe.Pointer(t.block.u), unsafe.Sizeof(uncommon{}))), r.NumIn()+r.NumOut())
		if r.NumIn()+r.NumOut() > 0 {
			for i := range r.NumIn() {
				params[i] = headerFor(r.In(i))
			}
			for i := range r.NumOut() {
				params[r.NumIn()+i] = headerFor(r.Out(i))
			}
		}
	}
	return nil
}

func boolFlag(yes bool, flag byte) byte {
	if yes {
		return flag
	}
	return 0
}

func (b *builder) fillStruct(t, base *Type) error {
	s := (*structType)(unsafe.Pointer(t.block.h))
	fields := make([]structField, len(base.fields))
	for i, f := range base.fields {
		r, err := b.resolve(f.Type)
		if err != nil {
			return err
		}
		flags := boolFlag(f.Open || exported(f.Name), nameExported) | boolFlag(f.Embedded, nameEmbedded)
		fields[i] = structField{encodeName(f.Name, f.Tag, flags), headerFor(r), s.fields[i].offset}
		if f.Pkg != "" && s.pkgPath == nil {
			s.pkgPath = encodeName(f.Pkg, "", 0)
		}
	}
	s.fields = fields
	if s.equal != nil {
		s.equal = equalStruct(s, base.fields)
	}
	return nil
}

// equalStruct compares structs field by field, but for blank fields.
func equalStruct(s *structType, fields []Field) func(p, q unsafe.Pointer) bool {
	var blank []bool
	for _, f := range fields {
		blank = append(blank, f.Name == "_")
	}
	return func(p, q unsafe.Pointer) bool {
		for i, f := range s.fields {
			if !blank[i] && !f.typ.equal(unsafe.Add(p, f.offset), unsafe.Add(q, f.offset)) {
				return false
			}
		}
		return true
	}
}

func (b *builder) fillInterface(t, base *Type) error {
	s := (*interfaceType)(unsafe.Pointer(t.block.h))
	s.pkgPath = encodeName(t.pkg, "", 0)
	for _, m := range sorted(base.methods) {
		r, err := b.resolve(m.Sig)
		if err != nil {
			return err
		}
		if m.Pkg != "" && t.pkg == "" {
			s.pkgPath = encodeName(m.Pkg, "", 0)
		}
		s.methods = append(s.methods, imethod{nameOff(m.Name, exported(m.Name)), addReflectOff(unsafe.Pointer(headerFor(r)))})
	}
	return nil
}
