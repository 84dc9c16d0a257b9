// Code generated from encoding/asn1 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "encoding/asn1"
)

func table_encoding_asn1() []symbol {
	return []symbol{
		{"BitString", (*p0.BitString)(nil)},
		{"Enumerated", (*p0.Enumerated)(nil)},
		{"Flag", (*p0.Flag)(nil)},
		{"Marshal", p0.Marshal},
		{"MarshalWithParams", p0.MarshalWithParams},
		{"NullBytes", &p0.NullBytes},
		{"NullRawValue", &p0.NullRawValue},
		{"ObjectIdentifier", (*p0.ObjectIdentifier)(nil)},
		{"RawContent", (*p0.RawContent)(nil)},
		{"RawValue", (*p0.RawValue)(nil)},
		{"StructuralError", (*p0.StructuralError)(nil)},
		{"SyntaxError", (*p0.SyntaxError)(nil)},
		{"Unmarshal", p0.Unmarshal},
		{"UnmarshalWithParams", p0.UnmarshalWithParams},
	}
}
