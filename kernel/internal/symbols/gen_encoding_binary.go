// Code generated from encoding/binary by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "encoding/binary"
)

func table_encoding_binary() []symbol {
	return []symbol{
		{"Append", p0.Append},
		{"AppendByteOrder", (*p0.AppendByteOrder)(nil)},
		{"_AppendByteOrder", (*_encoding_binary_AppendByteOrder)(nil)},
		{"AppendUvarint", p0.AppendUvarint},
		{"AppendVarint", p0.AppendVarint},
		{"BigEndian", &p0.BigEndian},
		{"ByteOrder", (*p0.ByteOrder)(nil)},
		{"_ByteOrder", (*_encoding_binary_ByteOrder)(nil)},
		{"Decode", p0.Decode},
		{"Encode", p0.Encode},
		{"LittleEndian", &p0.LittleEndian},
		{"NativeEndian", &p0.NativeEndian},
		{"PutUvarint", p0.PutUvarint},
		{"PutVarint", p0.PutVarint},
		{"Read", p0.Read},
		{"ReadUvarint", p0.ReadUvarint},
		{"ReadVarint", p0.ReadVarint},
		{"Size", p0.Size},
		{"Uvarint", p0.Uvarint},
		{"Varint", p0.Varint},
		{"Write", p0.Write},
	}
}

// _encoding_binary_AppendByteOrder is an interface wrapper for AppendByteOrder.
type _encoding_binary_AppendByteOrder struct {
	IValue        interface{}
	WAppendUint16 func(a0 []byte, a1 uint16) []byte
	WAppendUint32 func(a0 []byte, a1 uint32) []byte
	WAppendUint64 func(a0 []byte, a1 uint64) []byte
	WString       func() string
}

func (w _encoding_binary_AppendByteOrder) AppendUint16(a0 []byte, a1 uint16) []byte {
	return w.WAppendUint16(a0, a1)
}
func (w _encoding_binary_AppendByteOrder) AppendUint32(a0 []byte, a1 uint32) []byte {
	return w.WAppendUint32(a0, a1)
}
func (w _encoding_binary_AppendByteOrder) AppendUint64(a0 []byte, a1 uint64) []byte {
	return w.WAppendUint64(a0, a1)
}
func (w _encoding_binary_AppendByteOrder) String() string {
	if w.WString == nil {
		return ""
	}
	return w.WString()
}

// _encoding_binary_ByteOrder is an interface wrapper for ByteOrder.
type _encoding_binary_ByteOrder struct {
	IValue     interface{}
	WPutUint16 func(a0 []byte, a1 uint16)
	WPutUint32 func(a0 []byte, a1 uint32)
	WPutUint64 func(a0 []byte, a1 uint64)
	WString    func() string
	WUint16    func(a0 []byte) uint16
	WUint32    func(a0 []byte) uint32
	WUint64    func(a0 []byte) uint64
}

func (w _encoding_binary_ByteOrder) PutUint16(a0 []byte, a1 uint16) {
	w.WPutUint16(a0, a1)
}
func (w _encoding_binary_ByteOrder) PutUint32(a0 []byte, a1 uint32) {
	w.WPutUint32(a0, a1)
}
func (w _encoding_binary_ByteOrder) PutUint64(a0 []byte, a1 uint64) {
	w.WPutUint64(a0, a1)
}
func (w _encoding_binary_ByteOrder) String() string {
	if w.WString == nil {
		return ""
	}
	return w.WString()
}
func (w _encoding_binary_ByteOrder) Uint16(a0 []byte) uint16 {
	return w.WUint16(a0)
}
func (w _encoding_binary_ByteOrder) Uint32(a0 []byte) uint32 {
	return w.WUint32(a0)
}
func (w _encoding_binary_ByteOrder) Uint64(a0 []byte) uint64 {
	return w.WUint64(a0)
}
