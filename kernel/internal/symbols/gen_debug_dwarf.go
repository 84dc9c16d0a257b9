// Code generated from debug/dwarf by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "debug/dwarf"
)

func table_debug_dwarf() []symbol {
	return []symbol{
		{"AddrType", (*p0.AddrType)(nil)},
		{"ArrayType", (*p0.ArrayType)(nil)},
		{"Attr", (*p0.Attr)(nil)},
		{"BasicType", (*p0.BasicType)(nil)},
		{"BoolType", (*p0.BoolType)(nil)},
		{"CharType", (*p0.CharType)(nil)},
		{"Class", (*p0.Class)(nil)},
		{"CommonType", (*p0.CommonType)(nil)},
		{"ComplexType", (*p0.ComplexType)(nil)},
		{"Data", (*p0.Data)(nil)},
		{"DecodeError", (*p0.DecodeError)(nil)},
		{"DotDotDotType", (*p0.DotDotDotType)(nil)},
		{"Entry", (*p0.Entry)(nil)},
		{"EnumType", (*p0.EnumType)(nil)},
		{"EnumValue", (*p0.EnumValue)(nil)},
		{"ErrUnknownPC", &p0.ErrUnknownPC},
		{"Field", (*p0.Field)(nil)},
		{"FloatType", (*p0.FloatType)(nil)},
		{"FuncType", (*p0.FuncType)(nil)},
		{"IntType", (*p0.IntType)(nil)},
		{"LineEntry", (*p0.LineEntry)(nil)},
		{"LineFile", (*p0.LineFile)(nil)},
		{"LineReader", (*p0.LineReader)(nil)},
		{"LineReaderPos", (*p0.LineReaderPos)(nil)},
		{"New", p0.New},
		{"Offset", (*p0.Offset)(nil)},
		{"PtrType", (*p0.PtrType)(nil)},
		{"QualType", (*p0.QualType)(nil)},
		{"Reader", (*p0.Reader)(nil)},
		{"StructField", (*p0.StructField)(nil)},
		{"StructType", (*p0.StructType)(nil)},
		{"Tag", (*p0.Tag)(nil)},
		{"Type", (*p0.Type)(nil)},
		{"_Type", (*_debug_dwarf_Type)(nil)},
		{"TypedefType", (*p0.TypedefType)(nil)},
		{"UcharType", (*p0.UcharType)(nil)},
		{"UintType", (*p0.UintType)(nil)},
		{"UnspecifiedType", (*p0.UnspecifiedType)(nil)},
		{"UnsupportedType", (*p0.UnsupportedType)(nil)},
		{"VoidType", (*p0.VoidType)(nil)},
	}
}

// _debug_dwarf_Type is an interface wrapper for Type.
type _debug_dwarf_Type struct {
	IValue  interface{}
	WCommon func() *p0.CommonType
	WSize   func() int64
	WString func() string
}

func (w _debug_dwarf_Type) Common() *p0.CommonType {
	return w.WCommon()
}
func (w _debug_dwarf_Type) Size() int64 {
	return w.WSize()
}
func (w _debug_dwarf_Type) String() string {
	if w.WString == nil {
		return ""
	}
	return w.WString()
}
