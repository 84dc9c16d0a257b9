// Code generated from compress/lzw by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "compress/lzw"
)

func table_compress_lzw() []symbol {
	return []symbol{
		{"NewReader", p0.NewReader},
		{"NewWriter", p0.NewWriter},
		{"Order", (*p0.Order)(nil)},
		{"Reader", (*p0.Reader)(nil)},
		{"Writer", (*p0.Writer)(nil)},
	}
}
