// Code generated from debug/macho by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "debug/macho"
)

func table_debug_macho() []symbol {
	return []symbol{
		{"Cpu", (*p0.Cpu)(nil)},
		{"Dylib", (*p0.Dylib)(nil)},
		{"DylibCmd", (*p0.DylibCmd)(nil)},
		{"Dysymtab", (*p0.Dysymtab)(nil)},
		{"DysymtabCmd", (*p0.DysymtabCmd)(nil)},
		{"ErrNotFat", &p0.ErrNotFat},
		{"FatArch", (*p0.FatArch)(nil)},
		{"FatArchHeader", (*p0.FatArchHeader)(nil)},
		{"FatFile", (*p0.FatFile)(nil)},
		{"File", (*p0.File)(nil)},
		{"FileHeader", (*p0.FileHeader)(nil)},
		{"FormatError", (*p0.FormatError)(nil)},
		{"Load", (*p0.Load)(nil)},
		{"_Load", (*_debug_macho_Load)(nil)},
		{"LoadBytes", (*p0.LoadBytes)(nil)},
		{"LoadCmd", (*p0.LoadCmd)(nil)},
		{"NewFatFile", p0.NewFatFile},
		{"NewFile", p0.NewFile},
		{"Nlist32", (*p0.Nlist32)(nil)},
		{"Nlist64", (*p0.Nlist64)(nil)},
		{"Open", p0.Open},
		{"OpenFat", p0.OpenFat},
		{"Regs386", (*p0.Regs386)(nil)},
		{"RegsAMD64", (*p0.RegsAMD64)(nil)},
		{"Reloc", (*p0.Reloc)(nil)},
		{"RelocTypeARM", (*p0.RelocTypeARM)(nil)},
		{"RelocTypeARM64", (*p0.RelocTypeARM64)(nil)},
		{"RelocTypeGeneric", (*p0.RelocTypeGeneric)(nil)},
		{"RelocTypeX86_64", (*p0.RelocTypeX86_64)(nil)},
		{"Rpath", (*p0.Rpath)(nil)},
		{"RpathCmd", (*p0.RpathCmd)(nil)},
		{"Section", (*p0.Section)(nil)},
		{"Section32", (*p0.Section32)(nil)},
		{"Section64", (*p0.Section64)(nil)},
		{"SectionHeader", (*p0.SectionHeader)(nil)},
		{"Segment", (*p0.Segment)(nil)},
		{"Segment32", (*p0.Segment32)(nil)},
		{"Segment64", (*p0.Segment64)(nil)},
		{"SegmentHeader", (*p0.SegmentHeader)(nil)},
		{"Symbol", (*p0.Symbol)(nil)},
		{"Symtab", (*p0.Symtab)(nil)},
		{"SymtabCmd", (*p0.SymtabCmd)(nil)},
		{"Thread", (*p0.Thread)(nil)},
		{"Type", (*p0.Type)(nil)},
	}
}

// _debug_macho_Load is an interface wrapper for Load.
type _debug_macho_Load struct {
	IValue interface{}
	WRaw   func() []byte
}

func (w _debug_macho_Load) Raw() []byte {
	return w.WRaw()
}
