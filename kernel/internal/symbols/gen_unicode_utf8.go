// Code generated from unicode/utf8 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "unicode/utf8"
)

func table_unicode_utf8() []symbol {
	return []symbol{
		{"AppendRune", p0.AppendRune},
		{"DecodeLastRune", p0.DecodeLastRune},
		{"DecodeLastRuneInString", p0.DecodeLastRuneInString},
		{"DecodeRune", p0.DecodeRune},
		{"DecodeRuneInString", p0.DecodeRuneInString},
		{"EncodeRune", p0.EncodeRune},
		{"FullRune", p0.FullRune},
		{"FullRuneInString", p0.FullRuneInString},
		{"RuneCount", p0.RuneCount},
		{"RuneCountInString", p0.RuneCountInString},
		{"RuneLen", p0.RuneLen},
		{"RuneStart", p0.RuneStart},
		{"Valid", p0.Valid},
		{"ValidRune", p0.ValidRune},
		{"ValidString", p0.ValidString},
	}
}
