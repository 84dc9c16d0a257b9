// Code generated from encoding/base32 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "encoding/base32"
)

func table_encoding_base32() []symbol {
	return []symbol{
		{"CorruptInputError", (*p0.CorruptInputError)(nil)},
		{"Encoding", (*p0.Encoding)(nil)},
		{"HexEncoding", &p0.HexEncoding},
		{"NewDecoder", p0.NewDecoder},
		{"NewEncoder", p0.NewEncoder},
		{"NewEncoding", p0.NewEncoding},
		{"StdEncoding", &p0.StdEncoding},
	}
}
