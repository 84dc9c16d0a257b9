// Code generated from encoding/ascii85 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "encoding/ascii85"
)

func table_encoding_ascii85() []symbol {
	return []symbol{
		{"CorruptInputError", (*p0.CorruptInputError)(nil)},
		{"Decode", p0.Decode},
		{"Encode", p0.Encode},
		{"MaxEncodedLen", p0.MaxEncodedLen},
		{"NewDecoder", p0.NewDecoder},
		{"NewEncoder", p0.NewEncoder},
	}
}
