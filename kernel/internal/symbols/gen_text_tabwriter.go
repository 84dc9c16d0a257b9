// Code generated from text/tabwriter by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "text/tabwriter"
)

func table_text_tabwriter() []symbol {
	return []symbol{
		{"NewWriter", p0.NewWriter},
		{"Writer", (*p0.Writer)(nil)},
	}
}
