// Code generated from go/importer by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "go/importer"
)

func table_go_importer() []symbol {
	return []symbol{
		{"Default", p0.Default},
		{"For", p0.For},
		{"ForCompiler", p0.ForCompiler},
		{"Lookup", (*p0.Lookup)(nil)},
	}
}
