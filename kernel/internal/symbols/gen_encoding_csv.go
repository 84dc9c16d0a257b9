// Code generated from encoding/csv by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "encoding/csv"
)

func table_encoding_csv() []symbol {
	return []symbol{
		{"ErrBareQuote", &p0.ErrBareQuote},
		{"ErrFieldCount", &p0.ErrFieldCount},
		{"ErrQuote", &p0.ErrQuote},
		{"ErrTrailingComma", &p0.ErrTrailingComma},
		{"NewReader", p0.NewReader},
		{"NewWriter", p0.NewWriter},
		{"ParseError", (*p0.ParseError)(nil)},
		{"Reader", (*p0.Reader)(nil)},
		{"Writer", (*p0.Writer)(nil)},
	}
}
