// Code generated from compress/gzip by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "compress/gzip"
)

func table_compress_gzip() []symbol {
	return []symbol{
		{"ErrChecksum", &p0.ErrChecksum},
		{"ErrHeader", &p0.ErrHeader},
		{"Header", (*p0.Header)(nil)},
		{"NewReader", p0.NewReader},
		{"NewWriter", p0.NewWriter},
		{"NewWriterLevel", p0.NewWriterLevel},
		{"Reader", (*p0.Reader)(nil)},
		{"Writer", (*p0.Writer)(nil)},
	}
}
