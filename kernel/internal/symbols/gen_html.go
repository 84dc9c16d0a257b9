// Code generated from html by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "html"
)

func table_html() []symbol {
	return []symbol{
		{"EscapeString", p0.EscapeString},
		{"UnescapeString", p0.UnescapeString},
	}
}
