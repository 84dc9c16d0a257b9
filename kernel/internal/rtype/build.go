//go:build go1.26 && !go1.27 && (amd64 || arm64)

package rtype

import (
	"errors"
	"fmt"
	"hash/fnv"
	"reflect"
	"strings"
	"sync"
	"unsafe"
)

var (
	building sync.Mutex
	serial   uint64 // tells types of one name apart
)

// A block is the memory of a type that is made here, and of the pointer to it.
type block struct {
	h       *header
	u       *uncommon
	methods []method
	ptr     *block // for types with methods
	slots   map[string]*slot
}

// A builder makes the types of one call of Build.
type builder struct {
	seen   map[*Type]bool
	inside map[*Type]bool
	own    []*Type // those that get a block
}

// Build makes types and all that they refer to.
func Build(types ...*Type) (err error) {
	building.Lock()
	defer building.Unlock()
	defer func() {
		if r := recover(); r != nil { // of reflect: a map with a key that cannot be compared, and the like
			err = fmt.Errorf("rtype: %v", r)
		}
	}()
	b := &builder{seen: map[*Type]bool{}, inside: map[*Type]bool{}}
	for _, t := range types {
		b.collect(t)
	}
	defer func() {
		if err != nil {
			for _, t := range b.own {
				t.real, t.block = nil, nil
			}
		}
	}()
	steps := []func(*Type) error{b.allot, b.size, b.fill, b.addMethods}
	for _, step := range steps {
		for _, t := range b.own {
			if err := step(t); err != nil {
				return err
			}
		}
	}
	for _, t := range types {
		if _, err := b.resolve(t); err != nil {
			return err
		}
	}
	for _, t := range b.own {
		byType.Store(t.real, t)
		if t.block.ptr != nil {
			byType.Store(typeFor(t.block.ptr.h), t)
		}
	}
	return nil
}

// collect finds the types that get a block.
func (b *builder) collect(t *Type) {
	if t == nil || t.real != nil || b.seen[t] {
		return
	}
	b.seen[t] = true
	if t.name != "" || t.unusual() {
		b.own = append(b.own, t)
	}
	b.collect(t.under)
	b.collect(t.elem)
	b.collect(t.key)
	for _, list := range [][]*Type{t.in, t.out} {
		for _, p := range list {
			b.collect(p)
		}
	}
	for _, f := range t.fields {
		b.collect(f.Type)
	}
	for _, m := range t.methods {
		b.collect(m.Sig)
	}
}

// unusual tells whether a type without name is one that reflect cannot make.
func (t *Type) unusual() bool {
	switch t.kind {
	case reflect.Interface:
		return len(t.methods) > 0
	case reflect.Struct:
		for _, f := range t.fields {
			if f.Embedded || !exported(f.Name) {
				return true
			}
		}
		return len(t.methods) > 0
	}
	return false
}

// allot gives a type its memory, name and pointer type.
func (b *builder) allot(t *Type) error {
	base, err := t.base()
	if err != nil {
		return err
	}
	kind := base.kind
	if base.real != nil {
		kind = base.real.Kind()
	}
	n := 0
	if kind == reflect.Func {
		if base.real != nil {
			n = base.real.NumIn() + base.real.NumOut()
		} else {
			n = len(base.in) + len(base.out)
		}
	}
	var direct, all []Method
	if kind != reflect.Interface {
		all = sorted(t.methods)
		for _, m := range all {
			if !m.Pointer {
				direct = append(direct, m)
			}
		}
	}
	t.block = newBlock(kind, n, len(direct))
	t.block.name(t.text(), t.name != "")
	t.block.describe(t.pkg, direct)
	if t.name != "" {
		t.block.h.flags |= flagNamed
	}
	t.real = typeFor(t.block.h)
	if len(all) > 0 {
		p := newBlock(reflect.Pointer, 0, len(all))
		model := headerFor(reflect.TypeFor[*int]())
		p.h.size, p.h.ptrBytes, p.h.align, p.h.fieldAlign = model.size, model.ptrBytes, model.align, model.fieldAlign
		p.h.equal, p.h.gcData = model.equal, model.gcData
		p.h.flags |= model.flags & (flagRegular | flagDirectIface)
		p.name("*"+t.text(), false)
		p.describe(t.pkg, all)
		(*pointerType)(unsafe.Pointer(p.h)).elem = t.block.h
		t.block.ptr = p
		t.block.h.ptrToThis = addReflectOff(unsafe.Pointer(p.h))
	}
	return nil
}

// newBlock allocates the memory of a type with n words behind its header, for the parameters of a function, and room for methods.
func newBlock(kind reflect.Kind, n, methods int) *block {
	h, ok := headerOf[kind]
	if !ok {
		h = reflect.TypeFor[header]()
	}
	v := reflect.New(reflect.StructOf([]reflect.StructField{
		{Name: "H", Type: h},
		{Name: "U", Type: reflect.TypeFor[uncommon]()},
		{Name: "P", Type: reflect.ArrayOf(n, reflect.TypeFor[*header]())},
		{Name: "M", Type: reflect.ArrayOf(methods, reflect.TypeFor[method]())},
	})).Elem()
	b := &block{
		h:     (*header)(v.Field(0).Addr().UnsafePointer()),
		u:     v.Field(1).Addr().Interface().(*uncommon),
		slots: map[string]*slot{},
	}
	b.methods, _ = v.Field(3).Slice(0, methods).Interface().([]method)
	b.h.kind = uint8(kind)
	b.h.flags = flagUncommon
	b.u.moff = uint32(v.Type().Field(3).Offset - v.Type().Field(1).Offset)
	return b
}

func (b *block) name(text string, named bool) {
	serial++
	f := fnv.New32a()
	_, _ = fmt.Fprint(f, text, serial)
	b.h.hash = f.Sum32()
	b.h.str = nameOff(text, named && exported(text[strings.LastIndexByte(text, '.')+1:]))
}

// describe writes what is known of the methods of a type before it is made.
func (b *block) describe(pkg string, methods []Method) {
	b.u.pkgPath = nameOff(pkg, false)
	b.u.mcount = uint16(len(methods))
	for i, m := range methods {
		b.methods[i].name = nameOff(m.Name, exported(m.Name))
		if exported(m.Name) {
			b.u.xcount++
		}
	}
}

// size says how values of the type lie in memory, and lets it look like that until its parts are known.
func (b *builder) size(t *Type) error {
	l, err := b.shape(t)
	if err != nil {
		return err
	}
	from, h := headerFor(l), t.block.h
	h.size, h.ptrBytes, h.align, h.fieldAlign, h.gcData = from.size, from.ptrBytes, from.align, from.fieldAlign, from.gcData
	h.flags |= from.flags & (flagGCOnDemand | flagDirectIface)
	if yes, whole := t.comparable(); yes {
		h.equal = from.equal
		if whole {
			h.flags |= flagRegular
		}
	}
	switch reflect.Kind(h.kind) {
	case reflect.Struct:
		(*structType)(unsafe.Pointer(h)).fields = (*structType)(unsafe.Pointer(from)).fields
	case reflect.Array:
		(*arrayType)(unsafe.Pointer(h)).elem = (*arrayType)(unsafe.Pointer(from)).elem
		(*arrayType)(unsafe.Pointer(h)).slice = (*arrayType)(unsafe.Pointer(from)).slice
		(*arrayType)(unsafe.Pointer(h)).length = (*arrayType)(unsafe.Pointer(from)).length
	}
	return nil
}

// resolve returns the type that t describes. Those with a block may not be complete yet.
func (b *builder) resolve(t *Type) (reflect.Type, error) {
	if t == nil {
		return nil, errors.New("rtype: a part of a type is not described")
	}
	if t.real != nil {
		return t.real, nil
	}
	r, err := b.make(t)
	if err == nil {
		t.real = r
	}
	return r, err
}

func (b *builder) make(t *Type) (reflect.Type, error) {
	var elem, key reflect.Type
	var err error
	if t.elem != nil {
		if elem, err = b.resolve(t.elem); err != nil {
			return nil, err
		}
	}
	switch t.kind {
	case reflect.Pointer:
		return reflect.PointerTo(elem), nil
	case reflect.Slice:
		return reflect.SliceOf(elem), nil
	case reflect.Array:
		return reflect.ArrayOf(t.length, elem), nil
	case reflect.Chan:
		return reflect.ChanOf(t.dir, elem), nil
	case reflect.Map:
		if key, err = b.resolve(t.key); err != nil {
			return nil, err
		}
		return reflect.MapOf(key, elem), nil
	case reflect.Interface:
		return reflect.TypeFor[any](), nil
	case reflect.Func:
		in, err := b.resolveAll(t.in)
		if err != nil {
			return nil, err
		}
		out, err := b.resolveAll(t.out)
		if err != nil {
			return nil, err
		}
		return reflect.FuncOf(in, out, t.variadic), nil
	case reflect.Struct:
		fs := make([]reflect.StructField, len(t.fields))
		for i, f := range t.fields {
			ft, err := b.resolve(f.Type)
			if err != nil {
				return nil, err
			}
			fs[i] = reflect.StructField{Name: f.Name, Type: ft, Tag: reflect.StructTag(f.Tag)}
		}
		return reflect.StructOf(fs), nil
	}
	return nil, fmt.Errorf("rtype: a type of kind %s cannot be made", t.kind)
}

func (b *builder) resolveAll(list []*Type) ([]reflect.Type, error) {
	out := make([]reflect.Type, len(list))
	for i, t := range list {
		r, err := b.resolve(t)
		if err != nil {
			return nil, err
		}
		out[i] = r
	}
	return out, nil
}
