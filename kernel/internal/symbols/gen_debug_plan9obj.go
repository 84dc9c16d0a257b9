// Code generated from debug/plan9obj by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "debug/plan9obj"
)

func table_debug_plan9obj() []symbol {
	return []symbol{
		{"ErrNoSymbols", &p0.ErrNoSymbols},
		{"File", (*p0.File)(nil)},
		{"FileHeader", (*p0.FileHeader)(nil)},
		{"NewFile", p0.NewFile},
		{"Open", p0.Open},
		{"Section", (*p0.Section)(nil)},
		{"SectionHeader", (*p0.SectionHeader)(nil)},
		{"Sym", (*p0.Sym)(nil)},
	}
}
