// Code generated from reflect by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "reflect"
)

func table_reflect() []symbol {
	return []symbol{
		{"Append", p0.Append},
		{"AppendSlice", p0.AppendSlice},
		{"ArrayOf", p0.ArrayOf},
		{"ChanDir", (*p0.ChanDir)(nil)},
		{"ChanOf", p0.ChanOf},
		{"Copy", p0.Copy},
		{"DeepEqual", p0.DeepEqual},
		{"FuncOf", p0.FuncOf},
		{"Indirect", p0.Indirect},
		{"Kind", (*p0.Kind)(nil)},
		{"MakeChan", p0.MakeChan},
		{"MakeFunc", p0.MakeFunc},
		{"MakeMap", p0.MakeMap},
		{"MakeMapWithSize", p0.MakeMapWithSize},
		{"MakeSlice", p0.MakeSlice},
		{"MapIter", (*p0.MapIter)(nil)},
		{"MapOf", p0.MapOf},
		{"Method", (*p0.Method)(nil)},
		{"New", p0.New},
		{"NewAt", p0.NewAt},
		{"PointerTo", p0.PointerTo},
		{"PtrTo", p0.PtrTo},
		{"Select", p0.Select},
		{"SelectCase", (*p0.SelectCase)(nil)},
		{"SelectDir", (*p0.SelectDir)(nil)},
		{"SliceAt", p0.SliceAt},
		{"SliceHeader", (*p0.SliceHeader)(nil)},
		{"SliceOf", p0.SliceOf},
		{"StringHeader", (*p0.StringHeader)(nil)},
		{"StructField", (*p0.StructField)(nil)},
		{"StructOf", p0.StructOf},
		{"StructTag", (*p0.StructTag)(nil)},
		{"Swapper", p0.Swapper},
		{"Type", (*p0.Type)(nil)},
		{"TypeOf", p0.TypeOf},
		{"Value", (*p0.Value)(nil)},
		{"ValueError", (*p0.ValueError)(nil)},
		{"ValueOf", p0.ValueOf},
		{"VisibleFields", p0.VisibleFields},
		{"Zero", p0.Zero},
	}
}
