// Code generated from encoding/json by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "encoding/json"
)

func table_encoding_json() []symbol {
	return []symbol{
		{"Compact", p0.Compact},
		{"Decoder", (*p0.Decoder)(nil)},
		{"Delim", (*p0.Delim)(nil)},
		{"Encoder", (*p0.Encoder)(nil)},
		{"HTMLEscape", p0.HTMLEscape},
		{"Indent", p0.Indent},
		{"InvalidUTF8Error", (*p0.InvalidUTF8Error)(nil)},
		{"InvalidUnmarshalError", (*p0.InvalidUnmarshalError)(nil)},
		{"Marshal", p0.Marshal},
		{"MarshalIndent", p0.MarshalIndent},
		{"Marshaler", (*p0.Marshaler)(nil)},
		{"_Marshaler", (*_encoding_json_Marshaler)(nil)},
		{"MarshalerError", (*p0.MarshalerError)(nil)},
		{"NewDecoder", p0.NewDecoder},
		{"NewEncoder", p0.NewEncoder},
		{"Number", (*p0.Number)(nil)},
		{"RawMessage", (*p0.RawMessage)(nil)},
		{"SyntaxError", (*p0.SyntaxError)(nil)},
		{"Token", (*p0.Token)(nil)},
		{"_Token", (*_encoding_json_Token)(nil)},
		{"Unmarshal", p0.Unmarshal},
		{"UnmarshalFieldError", (*p0.UnmarshalFieldError)(nil)},
		{"UnmarshalTypeError", (*p0.UnmarshalTypeError)(nil)},
		{"Unmarshaler", (*p0.Unmarshaler)(nil)},
		{"_Unmarshaler", (*_encoding_json_Unmarshaler)(nil)},
		{"UnsupportedTypeError", (*p0.UnsupportedTypeError)(nil)},
		{"UnsupportedValueError", (*p0.UnsupportedValueError)(nil)},
		{"Valid", p0.Valid},
	}
}

// _encoding_json_Marshaler is an interface wrapper for Marshaler.
type _encoding_json_Marshaler struct {
	IValue       interface{}
	WMarshalJSON func() ([]byte, error)
}

func (w _encoding_json_Marshaler) MarshalJSON() ([]byte, error) {
	return w.WMarshalJSON()
}

// _encoding_json_Token is an interface wrapper for Token.
type _encoding_json_Token struct {
	IValue interface{}
}

// _encoding_json_Unmarshaler is an interface wrapper for Unmarshaler.
type _encoding_json_Unmarshaler struct {
	IValue         interface{}
	WUnmarshalJSON func(a0 []byte) error
}

func (w _encoding_json_Unmarshaler) UnmarshalJSON(a0 []byte) error {
	return w.WUnmarshalJSON(a0)
}
