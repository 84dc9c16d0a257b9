// Code generated from compress/bzip2 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "compress/bzip2"
)

func table_compress_bzip2() []symbol {
	return []symbol{
		{"NewReader", p0.NewReader},
		{"StructuralError", (*p0.StructuralError)(nil)},
	}
}
