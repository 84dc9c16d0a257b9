// Code generated from encoding/hex by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "encoding/hex"
)

func table_encoding_hex() []symbol {
	return []symbol{
		{"AppendDecode", p0.AppendDecode},
		{"AppendEncode", p0.AppendEncode},
		{"Decode", p0.Decode},
		{"DecodeString", p0.DecodeString},
		{"DecodedLen", p0.DecodedLen},
		{"Dump", p0.Dump},
		{"Dumper", p0.Dumper},
		{"Encode", p0.Encode},
		{"EncodeToString", p0.EncodeToString},
		{"EncodedLen", p0.EncodedLen},
		{"ErrLength", &p0.ErrLength},
		{"InvalidByteError", (*p0.InvalidByteError)(nil)},
		{"NewDecoder", p0.NewDecoder},
		{"NewEncoder", p0.NewEncoder},
	}
}
