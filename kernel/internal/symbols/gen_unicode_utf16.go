// Code generated from unicode/utf16 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "unicode/utf16"
)

func table_unicode_utf16() []symbol {
	return []symbol{
		{"AppendRune", p0.AppendRune},
		{"Decode", p0.Decode},
		{"DecodeRune", p0.DecodeRune},
		{"Encode", p0.Encode},
		{"EncodeRune", p0.EncodeRune},
		{"IsSurrogate", p0.IsSurrogate},
		{"RuneLen", p0.RuneLen},
	}
}
