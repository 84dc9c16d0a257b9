// Code generated from encoding by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "encoding"
	reflect "reflect"
)

func init() {
	tables["encoding/encoding"] = map[string]reflect.Value{
		"BinaryAppender":  reflect.ValueOf((*p1.BinaryAppender)(nil)),
		"_BinaryAppender": reflect.ValueOf((*_encoding_BinaryAppender)(nil)),
		"TextAppender":    reflect.ValueOf((*p1.TextAppender)(nil)),
		"_TextAppender":   reflect.ValueOf((*_encoding_TextAppender)(nil)),
	}
}

// _encoding_BinaryAppender is an interface wrapper for BinaryAppender.
type _encoding_BinaryAppender struct {
	IValue        interface{}
	WAppendBinary func(a0 []byte) ([]byte, error)
}

func (w _encoding_BinaryAppender) AppendBinary(a0 []byte) ([]byte, error) { return w.WAppendBinary(a0) }

// _encoding_TextAppender is an interface wrapper for TextAppender.
type _encoding_TextAppender struct {
	IValue      interface{}
	WAppendText func(a0 []byte) ([]byte, error)
}

func (w _encoding_TextAppender) AppendText(a0 []byte) ([]byte, error) { return w.WAppendText(a0) }
