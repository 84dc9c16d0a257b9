// Code generated from go/printer by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "go/printer"
)

func table_go_printer() []symbol {
	return []symbol{
		{"CommentedNode", (*p0.CommentedNode)(nil)},
		{"Config", (*p0.Config)(nil)},
		{"Fprint", p0.Fprint},
		{"Mode", (*p0.Mode)(nil)},
	}
}
