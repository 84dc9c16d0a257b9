//go:build go1.26 && !go1.27 && (amd64 || arm64)

package rtype

import (
	"reflect"
	"unsafe"
)

// The structures of internal/abi of Go 1.26, as far as they are used here.

type header struct {
	size       uintptr
	ptrBytes   uintptr
	hash       uint32
	flags      uint8
	align      uint8
	fieldAlign uint8
	kind       uint8
	equal      func(p, q unsafe.Pointer) bool
	gcData     *byte
	str        int32
	ptrToThis  int32
}

const (
	flagUncommon    = 1 << 0
	flagExtraStar   = 1 << 1
	flagNamed       = 1 << 2
	flagRegular     = 1 << 3
	flagGCOnDemand  = 1 << 4
	flagDirectIface = 1 << 5
)

type method struct{ name, mtyp, ifn, tfn int32 }

type uncommon struct {
	pkgPath        int32
	mcount, xcount uint16
	moff           uint32
	_              uint32
}

type imethod struct{ name, typ int32 }

type (
	pointerType struct {
		header
		elem *header
	}
	sliceType struct {
		_ header
		_ *header
	}
	arrayType struct {
		header
		elem, slice *header
		length      uintptr
	}
	chanType struct {
		header
		elem *header
		dir  int
	}
	funcType struct {
		header
		in, out uint16
	}
	interfaceType struct {
		header
		pkgPath *byte
		methods []imethod
	}
	mapType struct {
		header
		key, elem, group             *header
		hasher                       func(unsafe.Pointer, uintptr) uintptr
		groupSize, slotSize, elemOff uintptr
		flags                        uint32
	}
	structField struct {
		name   *byte
		typ    *header
		offset uintptr
	}
	structType struct {
		header
		pkgPath *byte
		fields  []structField
	}
)

var headerOf = map[reflect.Kind]reflect.Type{
	reflect.Pointer:   reflect.TypeFor[pointerType](),
	reflect.Slice:     reflect.TypeFor[sliceType](),
	reflect.Array:     reflect.TypeFor[arrayType](),
	reflect.Chan:      reflect.TypeFor[chanType](),
	reflect.Func:      reflect.TypeFor[funcType](),
	reflect.Interface: reflect.TypeFor[interfaceType](),
	reflect.Map:       reflect.TypeFor[mapType](),
	reflect.Struct:    reflect.TypeFor[structType](),
}

// iface is how an interface lies in memory.
type iface struct {
	tab, data unsafe.Pointer
}

// headerFor returns the structure behind a type.
func headerFor(t reflect.Type) *header {
	return (*header)((*iface)(unsafe.Pointer(&t)).data)
}

// typeFor returns the type of a structure. The empty slice of it makes the runtime's own pointer to it known to reflect.
func typeFor(h *header) reflect.Type {
	var v any
	(*iface)(unsafe.Pointer(&v)).tab = unsafe.Pointer(h)
	return reflect.TypeOf(v)
}

//go:linkname addReflectOff reflect.addReflectOff
//go:noescape
func addReflectOff(unsafe.Pointer) int32
