// Code generated from mime/quotedprintable by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "mime/quotedprintable"
)

func table_mime_quotedprintable() []symbol {
	return []symbol{
		{"NewReader", p0.NewReader},
		{"NewWriter", p0.NewWriter},
		{"Reader", (*p0.Reader)(nil)},
		{"Writer", (*p0.Writer)(nil)},
	}
}
