// Code generated from encoding by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "encoding"
)

func table_encoding() []symbol {
	return []symbol{
		{"BinaryAppender", (*p0.BinaryAppender)(nil)},
		{"_BinaryAppender", (*_encoding_BinaryAppender)(nil)},
		{"BinaryMarshaler", (*p0.BinaryMarshaler)(nil)},
		{"_BinaryMarshaler", (*_encoding_BinaryMarshaler)(nil)},
		{"BinaryUnmarshaler", (*p0.BinaryUnmarshaler)(nil)},
		{"_BinaryUnmarshaler", (*_encoding_BinaryUnmarshaler)(nil)},
		{"TextAppender", (*p0.TextAppender)(nil)},
		{"_TextAppender", (*_encoding_TextAppender)(nil)},
		{"TextMarshaler", (*p0.TextMarshaler)(nil)},
		{"_TextMarshaler", (*_encoding_TextMarshaler)(nil)},
		{"TextUnmarshaler", (*p0.TextUnmarshaler)(nil)},
		{"_TextUnmarshaler", (*_encoding_TextUnmarshaler)(nil)},
	}
}

// _encoding_BinaryAppender is an interface wrapper for BinaryAppender.
type _encoding_BinaryAppender struct {
	IValue        interface{}
	WAppendBinary func(a0 []byte) ([]byte, error)
}

func (w _encoding_BinaryAppender) AppendBinary(a0 []byte) ([]byte, error) {
	return w.WAppendBinary(a0)
}

// _encoding_BinaryMarshaler is an interface wrapper for BinaryMarshaler.
type _encoding_BinaryMarshaler struct {
	IValue         interface{}
	WMarshalBinary func() ([]byte, error)
}

func (w _encoding_BinaryMarshaler) MarshalBinary() ([]byte, error) {
	return w.WMarshalBinary()
}

// _encoding_BinaryUnmarshaler is an interface wrapper for BinaryUnmarshaler.
type _encoding_BinaryUnmarshaler struct {
	IValue           interface{}
	WUnmarshalBinary func(a0 []byte) error
}

func (w _encoding_BinaryUnmarshaler) UnmarshalBinary(a0 []byte) error {
	return w.WUnmarshalBinary(a0)
}

// _encoding_TextAppender is an interface wrapper for TextAppender.
type _encoding_TextAppender struct {
	IValue      interface{}
	WAppendText func(a0 []byte) ([]byte, error)
}

func (w _encoding_TextAppender) AppendText(a0 []byte) ([]byte, error) {
	return w.WAppendText(a0)
}

// _encoding_TextMarshaler is an interface wrapper for TextMarshaler.
type _encoding_TextMarshaler struct {
	IValue       interface{}
	WMarshalText func() ([]byte, error)
}

func (w _encoding_TextMarshaler) MarshalText() ([]byte, error) {
	return w.WMarshalText()
}

// _encoding_TextUnmarshaler is an interface wrapper for TextUnmarshaler.
type _encoding_TextUnmarshaler struct {
	IValue         interface{}
	WUnmarshalText func(a0 []byte) error
}

func (w _encoding_TextUnmarshaler) UnmarshalText(a0 []byte) error {
	return w.WUnmarshalText(a0)
}
