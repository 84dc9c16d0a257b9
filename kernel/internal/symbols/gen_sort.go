// Code generated from sort by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "sort"
)

func table_sort() []symbol {
	return []symbol{
		{"Find", p0.Find},
		{"Float64Slice", (*p0.Float64Slice)(nil)},
		{"Float64s", p0.Float64s},
		{"Float64sAreSorted", p0.Float64sAreSorted},
		{"IntSlice", (*p0.IntSlice)(nil)},
		{"Interface", (*p0.Interface)(nil)},
		{"_Interface", (*_sort_Interface)(nil)},
		{"Ints", p0.Ints},
		{"IntsAreSorted", p0.IntsAreSorted},
		{"IsSorted", p0.IsSorted},
		{"Reverse", p0.Reverse},
		{"Search", p0.Search},
		{"SearchFloat64s", p0.SearchFloat64s},
		{"SearchInts", p0.SearchInts},
		{"SearchStrings", p0.SearchStrings},
		{"Slice", p0.Slice},
		{"SliceIsSorted", p0.SliceIsSorted},
		{"SliceStable", p0.SliceStable},
		{"Sort", p0.Sort},
		{"Stable", p0.Stable},
		{"StringSlice", (*p0.StringSlice)(nil)},
		{"Strings", p0.Strings},
		{"StringsAreSorted", p0.StringsAreSorted},
	}
}

// _sort_Interface is an interface wrapper for Interface.
type _sort_Interface struct {
	IValue interface{}
	WLen   func() int
	WLess  func(a0 int, a1 int) bool
	WSwap  func(a0 int, a1 int)
}

func (w _sort_Interface) Len() int {
	return w.WLen()
}
func (w _sort_Interface) Less(a0 int, a1 int) bool {
	return w.WLess(a0, a1)
}
func (w _sort_Interface) Swap(a0 int, a1 int) {
	w.WSwap(a0, a1)
}
