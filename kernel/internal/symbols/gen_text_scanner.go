// Code generated from text/scanner by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "text/scanner"
)

func table_text_scanner() []symbol {
	return []symbol{
		{"Position", (*p0.Position)(nil)},
		{"Scanner", (*p0.Scanner)(nil)},
		{"TokenString", p0.TokenString},
	}
}
