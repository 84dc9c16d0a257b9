// Code generated from debug/gosym by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "debug/gosym"
)

func table_debug_gosym() []symbol {
	return []symbol{
		{"DecodingError", (*p0.DecodingError)(nil)},
		{"Func", (*p0.Func)(nil)},
		{"LineTable", (*p0.LineTable)(nil)},
		{"NewLineTable", p0.NewLineTable},
		{"NewTable", p0.NewTable},
		{"Obj", (*p0.Obj)(nil)},
		{"Sym", (*p0.Sym)(nil)},
		{"Table", (*p0.Table)(nil)},
		{"UnknownFileError", (*p0.UnknownFileError)(nil)},
		{"UnknownLineError", (*p0.UnknownLineError)(nil)},
	}
}
