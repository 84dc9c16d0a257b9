// Code generated from container/heap by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "container/heap"
)

func table_container_heap() []symbol {
	return []symbol{
		{"Fix", p0.Fix},
		{"Init", p0.Init},
		{"Interface", (*p0.Interface)(nil)},
		{"_Interface", (*_container_heap_Interface)(nil)},
		{"Pop", p0.Pop},
		{"Push", p0.Push},
		{"Remove", p0.Remove},
	}
}

// _container_heap_Interface is an interface wrapper for Interface.
type _container_heap_Interface struct {
	IValue interface{}
	WLen   func() int
	WLess  func(a0 int, a1 int) bool
	WPop   func() any
	WPush  func(a0 any)
	WSwap  func(a0 int, a1 int)
}

func (w _container_heap_Interface) Len() int {
	return w.WLen()
}
func (w _container_heap_Interface) Less(a0 int, a1 int) bool {
	return w.WLess(a0, a1)
}
func (w _container_heap_Interface) Pop() any {
	return w.WPop()
}
func (w _container_heap_Interface) Push(a0 any) {
	w.WPush(a0)
}
func (w _container_heap_Interface) Swap(a0 int, a1 int) {
	w.WSwap(a0, a1)
}
