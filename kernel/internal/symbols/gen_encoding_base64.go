// Code generated from encoding/base64 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "encoding/base64"
)

func table_encoding_base64() []symbol {
	return []symbol{
		{"CorruptInputError", (*p0.CorruptInputError)(nil)},
		{"Encoding", (*p0.Encoding)(nil)},
		{"NewDecoder", p0.NewDecoder},
		{"NewEncoder", p0.NewEncoder},
		{"NewEncoding", p0.NewEncoding},
		{"RawStdEncoding", &p0.RawStdEncoding},
		{"RawURLEncoding", &p0.RawURLEncoding},
		{"StdEncoding", &p0.StdEncoding},
		{"URLEncoding", &p0.URLEncoding},
	}
}
