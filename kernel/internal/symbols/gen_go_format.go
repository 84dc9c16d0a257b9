// Code generated from go/format by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "go/format"
)

func table_go_format() []symbol {
	return []symbol{
		{"Node", p0.Node},
		{"Source", p0.Source},
	}
}
