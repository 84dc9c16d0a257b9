//go:build go1.26 && !go1.27 && (amd64 || arm64)

package rtype

import (
	"encoding/binary"
	"errors"
	"reflect"
	"runtime"
	"sync/atomic"
	"unsafe"
)

// entries is the number of entry points in the assembly of the pool.
const entries = 32768

// closures holds what the entry points call: pointers to function values.
var closures [entries]unsafe.Pointer

var taken int // entries in use; guarded by building

// poolBase returns the address of the first entry point.
func poolBase() uintptr

// stride is the distance of entry points in bytes.
func stride() uintptr {
	if runtime.GOARCH == "arm64" {
		return 8
	}
	return 10
}

// An entry is an entry point of the pool, and the number under which the runtime finds it.
type entry struct {
	i   int
	off int32
}

var errFull = errors.New("rtype: too many methods have been declared: restart the session")

// newEntry takes entry points from the pool.
func newEntry() (entry, error) {
	if taken == entries {
		return entry{}, errFull
	}
	i := taken
	taken++
	e := entry{i, addReflectOff(entryPoint(i))}
	e.set(reflect.ValueOf(unbound))
	return e, nil
}

// entryPoint is an address in the text of the program: no garbage collector asks for it.
func entryPoint(i int) unsafe.Pointer {
	p := poolBase() + uintptr(i)*stride()
	return *(*unsafe.Pointer)(unsafe.Pointer(&p))
}

// set lets the entry point call f, which must expect the receiver as its first parameter.
func (e entry) set(f reflect.Value) {
	v := f.Interface()
	atomic.StorePointer(&closures[e.i], (*iface)(unsafe.Pointer(&v)).data)
}

func unbound() { panic("a method was called before its declaration ran") }

// checkPool looks whether the entry points are where they should be.
func checkPool() error {
	target := 0
	code := func(i int) []byte { return unsafe.Slice((*byte)(entryPoint(i)), stride()) }
	for _, i := range []int{0, 1, 511, 512, entries - 1} {
		c := code(i)
		switch runtime.GOARCH {
		case "amd64":
			if c[0] != 0xba || int(binary.LittleEndian.Uint32(c[1:])) != i || c[5] != 0xe9 {
				return errLayout
			}
		case "arm64":
			load, branch := binary.LittleEndian.Uint32(c), binary.LittleEndian.Uint32(c[4:]) // one of several forms to load
			to := 2*i + 1 + int(branch&(1<<26-1))
			if i == 0 {
				target = to
			}
			if load&31 != 26 || branch>>26 != 5 || to != target {
				return errLayout
			}
		}
	}
	return nil
}
