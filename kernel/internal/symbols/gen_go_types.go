// Code generated from go/types by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "go/types"
)

func table_go_types() []symbol {
	return []symbol{
		{"Alias", (*p0.Alias)(nil)},
		{"ArgumentError", (*p0.ArgumentError)(nil)},
		{"Array", (*p0.Array)(nil)},
		{"AssertableTo", p0.AssertableTo},
		{"AssignableTo", p0.AssignableTo},
		{"Basic", (*p0.Basic)(nil)},
		{"BasicInfo", (*p0.BasicInfo)(nil)},
		{"BasicKind", (*p0.BasicKind)(nil)},
		{"Builtin", (*p0.Builtin)(nil)},
		{"Chan", (*p0.Chan)(nil)},
		{"ChanDir", (*p0.ChanDir)(nil)},
		{"CheckExpr", p0.CheckExpr},
		{"Checker", (*p0.Checker)(nil)},
		{"Comparable", p0.Comparable},
		{"Config", (*p0.Config)(nil)},
		{"Const", (*p0.Const)(nil)},
		{"Context", (*p0.Context)(nil)},
		{"ConvertibleTo", p0.ConvertibleTo},
		{"DefPredeclaredTestFuncs", p0.DefPredeclaredTestFuncs},
		{"Default", p0.Default},
		{"Error", (*p0.Error)(nil)},
		{"Eval", p0.Eval},
		{"ExprString", p0.ExprString},
		{"Func", (*p0.Func)(nil)},
		{"Id", p0.Id},
		{"Identical", p0.Identical},
		{"IdenticalIgnoreTags", p0.IdenticalIgnoreTags},
		{"Implements", p0.Implements},
		{"ImportMode", (*p0.ImportMode)(nil)},
		{"Importer", (*p0.Importer)(nil)},
		{"_Importer", (*_go_types_Importer)(nil)},
		{"ImporterFrom", (*p0.ImporterFrom)(nil)},
		{"_ImporterFrom", (*_go_types_ImporterFrom)(nil)},
		{"Info", (*p0.Info)(nil)},
		{"Initializer", (*p0.Initializer)(nil)},
		{"Instance", (*p0.Instance)(nil)},
		{"Instantiate", p0.Instantiate},
		{"Interface", (*p0.Interface)(nil)},
		{"IsInterface", p0.IsInterface},
		{"Label", (*p0.Label)(nil)},
		{"LookupFieldOrMethod", p0.LookupFieldOrMethod},
		{"LookupSelection", p0.LookupSelection},
		{"Map", (*p0.Map)(nil)},
		{"MethodSet", (*p0.MethodSet)(nil)},
		{"MissingMethod", p0.MissingMethod},
		{"Named", (*p0.Named)(nil)},
		{"NewAlias", p0.NewAlias},
		{"NewArray", p0.NewArray},
		{"NewChan", p0.NewChan},
		{"NewChecker", p0.NewChecker},
		{"NewConst", p0.NewConst},
		{"NewContext", p0.NewContext},
		{"NewField", p0.NewField},
		{"NewFunc", p0.NewFunc},
		{"NewInterface", p0.NewInterface},
		{"NewInterfaceType", p0.NewInterfaceType},
		{"NewLabel", p0.NewLabel},
		{"NewMap", p0.NewMap},
		{"NewMethodSet", p0.NewMethodSet},
		{"NewNamed", p0.NewNamed},
		{"NewPackage", p0.NewPackage},
		{"NewParam", p0.NewParam},
		{"NewPkgName", p0.NewPkgName},
		{"NewPointer", p0.NewPointer},
		{"NewScope", p0.NewScope},
		{"NewSignature", p0.NewSignature},
		{"NewSignatureType", p0.NewSignatureType},
		{"NewSlice", p0.NewSlice},
		{"NewStruct", p0.NewStruct},
		{"NewTerm", p0.NewTerm},
		{"NewTuple", p0.NewTuple},
		{"NewTypeName", p0.NewTypeName},
		{"NewTypeParam", p0.NewTypeParam},
		{"NewUnion", p0.NewUnion},
		{"NewVar", p0.NewVar},
		{"Nil", (*p0.Nil)(nil)},
		{"Object", (*p0.Object)(nil)},
		{"ObjectString", p0.ObjectString},
		{"Package", (*p0.Package)(nil)},
		{"PkgName", (*p0.PkgName)(nil)},
		{"Pointer", (*p0.Pointer)(nil)},
		{"Qualifier", (*p0.Qualifier)(nil)},
		{"RelativeTo", p0.RelativeTo},
		{"Satisfies", p0.Satisfies},
		{"Scope", (*p0.Scope)(nil)},
		{"Selection", (*p0.Selection)(nil)},
		{"SelectionKind", (*p0.SelectionKind)(nil)},
		{"SelectionString", p0.SelectionString},
		{"Signature", (*p0.Signature)(nil)},
		{"Sizes", (*p0.Sizes)(nil)},
		{"_Sizes", (*_go_types_Sizes)(nil)},
		{"SizesFor", p0.SizesFor},
		{"Slice", (*p0.Slice)(nil)},
		{"StdSizes", (*p0.StdSizes)(nil)},
		{"Struct", (*p0.Struct)(nil)},
		{"Term", (*p0.Term)(nil)},
		{"Tuple", (*p0.Tuple)(nil)},
		{"Typ", &p0.Typ},
		{"Type", (*p0.Type)(nil)},
		{"_Type", (*_go_types_Type)(nil)},
		{"TypeAndValue", (*p0.TypeAndValue)(nil)},
		{"TypeList", (*p0.TypeList)(nil)},
		{"TypeName", (*p0.TypeName)(nil)},
		{"TypeParam", (*p0.TypeParam)(nil)},
		{"TypeParamList", (*p0.TypeParamList)(nil)},
		{"TypeString", p0.TypeString},
		{"Unalias", p0.Unalias},
		{"Union", (*p0.Union)(nil)},
		{"Universe", &p0.Universe},
		{"Unsafe", &p0.Unsafe},
		{"Var", (*p0.Var)(nil)},
		{"VarKind", (*p0.VarKind)(nil)},
		{"WriteExpr", p0.WriteExpr},
		{"WriteSignature", p0.WriteSignature},
		{"WriteType", p0.WriteType},
	}
}

// _go_types_Importer is an interface wrapper for Importer.
type _go_types_Importer struct {
	IValue  interface{}
	WImport func(a0 string) (*p0.Package, error)
}

func (w _go_types_Importer) Import(a0 string) (*p0.Package, error) {
	return w.WImport(a0)
}

// _go_types_ImporterFrom is an interface wrapper for ImporterFrom.
type _go_types_ImporterFrom struct {
	IValue      interface{}
	WImport     func(a0 string) (*p0.Package, error)
	WImportFrom func(a0 string, a1 string, a2 p0.ImportMode) (*p0.Package, error)
}

func (w _go_types_ImporterFrom) Import(a0 string) (*p0.Package, error) {
	return w.WImport(a0)
}
func (w _go_types_ImporterFrom) ImportFrom(a0 string, a1 string, a2 p0.ImportMode) (*p0.Package, error) {
	return w.WImportFrom(a0, a1, a2)
}

// _go_types_Sizes is an interface wrapper for Sizes.
type _go_types_Sizes struct {
	IValue     interface{}
	WAlignof   func(a0 p0.Type) int64
	WOffsetsof func(a0 []*p0.Var) []int64
	WSizeof    func(a0 p0.Type) int64
}

func (w _go_types_Sizes) Alignof(a0 p0.Type) int64 {
	return w.WAlignof(a0)
}
func (w _go_types_Sizes) Offsetsof(a0 []*p0.Var) []int64 {
	return w.WOffsetsof(a0)
}
func (w _go_types_Sizes) Sizeof(a0 p0.Type) int64 {
	return w.WSizeof(a0)
}

// _go_types_Type is an interface wrapper for Type.
type _go_types_Type struct {
	IValue      interface{}
	WString     func() string
	WUnderlying func() p0.Type
}

func (w _go_types_Type) String() string {
	if w.WString == nil {
		return ""
	}
	return w.WString()
}
func (w _go_types_Type) Underlying() p0.Type {
	return w.WUnderlying()
}
