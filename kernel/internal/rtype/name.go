//go:build go1.26 && !go1.27 && (amd64 || arm64)

package rtype

import (
	"encoding/binary"
	"unsafe"
)

const (
	nameExported = 1 << 0
	nameTag      = 1 << 1
	nameEmbedded = 1 << 3
)

// encodeName writes a name as the runtime keeps it.
func encodeName(name, tag string, flags byte) *byte {
	if tag != "" {
		flags |= nameTag
	}
	b := binary.AppendUvarint([]byte{flags}, uint64(len(name)))
	b = append(b, name...)
	if tag != "" {
		b = append(binary.AppendUvarint(b, uint64(len(tag))), tag...)
	}
	return &b[0]
}

// names are those that the runtime knows already: of methods, packages and types.
var names = map[struct {
	name     string
	exported bool
}]int32{}

// nameOff returns the number of a name.
func nameOff(name string, exported bool) int32 {
	key := struct {
		name     string
		exported bool
	}{name, exported}
	off, ok := names[key]
	if !ok {
		var flags byte
		if exported {
			flags = nameExported
		}
		off = addReflectOff(unsafe.Pointer(encodeName(name, "", flags)))
		names[key] = off
	}
	return off
}
