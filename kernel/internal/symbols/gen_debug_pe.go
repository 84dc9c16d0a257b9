// Code generated from debug/pe by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "debug/pe"
)

func table_debug_pe() []symbol {
	return []symbol{
		{"COFFSymbol", (*p0.COFFSymbol)(nil)},
		{"COFFSymbolAuxFormat5", (*p0.COFFSymbolAuxFormat5)(nil)},
		{"DataDirectory", (*p0.DataDirectory)(nil)},
		{"File", (*p0.File)(nil)},
		{"FileHeader", (*p0.FileHeader)(nil)},
		{"FormatError", (*p0.FormatError)(nil)},
		{"ImportDirectory", (*p0.ImportDirectory)(nil)},
		{"NewFile", p0.NewFile},
		{"Open", p0.Open},
		{"OptionalHeader32", (*p0.OptionalHeader32)(nil)},
		{"OptionalHeader64", (*p0.OptionalHeader64)(nil)},
		{"Reloc", (*p0.Reloc)(nil)},
		{"Section", (*p0.Section)(nil)},
		{"SectionHeader", (*p0.SectionHeader)(nil)},
		{"SectionHeader32", (*p0.SectionHeader32)(nil)},
		{"StringTable", (*p0.StringTable)(nil)},
		{"Symbol", (*p0.Symbol)(nil)},
	}
}
