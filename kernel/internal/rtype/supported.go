//go:build go1.26 && !go1.27 && (amd64 || arm64)

package rtype

import (
	"errors"
	"fmt"
	"reflect"
	"sync"
	"unsafe"
)

// Supported tells whether types can be made here: nil, or the reason why not. The first call tries it.
func Supported() error { return supported() }

var supported = sync.OnceValue(func() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("rtype: the runtime is not the one that this package knows: %v", r)
		}
	}()
	for _, check := range []func() error{checkHeaders, checkPool, checkType} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
})

type sample struct {
	A int
	_ []string
}

func (s sample) String() string { return "sample" }

var errLayout = errors.New("rtype: the runtime keeps types in a way that this package does not know")

// checkHeaders reads structures of the program.
func checkHeaders() error {
	h := headerFor(reflect.TypeFor[sample]())
	s := (*structType)(unsafe.Pointer(h))
	m := (*mapType)(unsafe.Pointer(headerFor(reflect.TypeFor[map[string]int32]())))
	f := (*funcType)(unsafe.Pointer(headerFor(reflect.TypeFor[func(int, ...string) error]())))
	i := (*interfaceType)(unsafe.Pointer(headerFor(reflect.TypeFor[fmt.State]())))
	switch {
	case h.size != 32, h.ptrBytes != 16, h.align != 8, reflect.Kind(h.kind) != reflect.Struct, h.flags&(flagNamed|flagUncommon) != flagNamed|flagUncommon,
		*h.gcData&3 != 2, len(s.fields) != 2, s.fields[1].offset != 8, s.fields[1].typ != headerFor(reflect.TypeFor[[]string]()),
		reflect.Kind(m.kind) != reflect.Map, m.elem != headerFor(reflect.TypeFor[int32]()), m.slotSize != 24, m.elemOff != 16, m.groupSize != 8+8*24,
		f.in != 2, f.out != 1|1<<15, len(i.methods) != 4, typeFor(h) != reflect.TypeFor[sample]():
		return errLayout
	}
	return nil
}

// checkType makes a type and uses it.
func checkType() error {
	str := Of(reflect.TypeFor[string]())
	node := Named("main", "sample")
	node.Define(Struct([]Field{{Name: "A", Type: str}, {Name: "next", Pkg: "main", Type: Pointer(node)}}),
		Method{Name: "String", Sig: Func(nil, []*Type{str}, false)})
	building.Lock()
	was := taken
	building.Unlock()
	if err := Build(node); err != nil {
		return err
	}
	t := node.Reflect()
	fn := reflect.FuncOf([]reflect.Type{t}, []reflect.Type{str.real}, false)
	err := node.Bind("String", reflect.MakeFunc(fn, func(args []reflect.Value) []reflect.Value { return []reflect.Value{args[0].Field(0)} }))
	if err != nil {
		return err
	}
	v := reflect.New(t).Elem()
	v.Field(0).SetString("ok")
	x, p := v.Interface(), v.Addr().Interface()
	s, ok := x.(fmt.Stringer)
	q, okp := p.(fmt.Stringer)
	if !ok || !okp || s.String() != "ok" || q.String() != "ok" || t.String() != "main.sample" || t.Field(1).Type != reflect.PointerTo(t) || x != v.Interface() || taken != was+2 {
		return errLayout
	}
	return nil
}
