// Code generated from encoding/gob by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "encoding/gob"
)

func table_encoding_gob() []symbol {
	return []symbol{
		{"CommonType", (*p0.CommonType)(nil)},
		{"Decoder", (*p0.Decoder)(nil)},
		{"Encoder", (*p0.Encoder)(nil)},
		{"GobDecoder", (*p0.GobDecoder)(nil)},
		{"_GobDecoder", (*_encoding_gob_GobDecoder)(nil)},
		{"GobEncoder", (*p0.GobEncoder)(nil)},
		{"_GobEncoder", (*_encoding_gob_GobEncoder)(nil)},
		{"NewDecoder", p0.NewDecoder},
		{"NewEncoder", p0.NewEncoder},
		{"Register", p0.Register},
		{"RegisterName", p0.RegisterName},
	}
}

// _encoding_gob_GobDecoder is an interface wrapper for GobDecoder.
type _encoding_gob_GobDecoder struct {
	IValue     interface{}
	WGobDecode func(a0 []byte) error
}

func (w _encoding_gob_GobDecoder) GobDecode(a0 []byte) error {
	return w.WGobDecode(a0)
}

// _encoding_gob_GobEncoder is an interface wrapper for GobEncoder.
type _encoding_gob_GobEncoder struct {
	IValue     interface{}
	WGobEncode func() ([]byte, error)
}

func (w _encoding_gob_GobEncoder) GobEncode() ([]byte, error) {
	return w.WGobEncode()
}
