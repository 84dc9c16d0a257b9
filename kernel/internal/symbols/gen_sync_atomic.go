// Code generated from sync/atomic by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "sync/atomic"
)

func table_sync_atomic() []symbol {
	return []symbol{
		{"AddInt32", p0.AddInt32},
		{"AddInt64", p0.AddInt64},
		{"AddUint32", p0.AddUint32},
		{"AddUint64", p0.AddUint64},
		{"AddUintptr", p0.AddUintptr},
		{"AndInt32", p0.AndInt32},
		{"AndInt64", p0.AndInt64},
		{"AndUint32", p0.AndUint32},
		{"AndUint64", p0.AndUint64},
		{"AndUintptr", p0.AndUintptr},
		{"Bool", (*p0.Bool)(nil)},
		{"CompareAndSwapInt32", p0.CompareAndSwapInt32},
		{"CompareAndSwapInt64", p0.CompareAndSwapInt64},
		{"CompareAndSwapPointer", p0.CompareAndSwapPointer},
		{"CompareAndSwapUint32", p0.CompareAndSwapUint32},
		{"CompareAndSwapUint64", p0.CompareAndSwapUint64},
		{"CompareAndSwapUintptr", p0.CompareAndSwapUintptr},
		{"Int32", (*p0.Int32)(nil)},
		{"Int64", (*p0.Int64)(nil)},
		{"LoadInt32", p0.LoadInt32},
		{"LoadInt64", p0.LoadInt64},
		{"LoadPointer", p0.LoadPointer},
		{"LoadUint32", p0.LoadUint32},
		{"LoadUint64", p0.LoadUint64},
		{"LoadUintptr", p0.LoadUintptr},
		{"OrInt32", p0.OrInt32},
		{"OrInt64", p0.OrInt64},
		{"OrUint32", p0.OrUint32},
		{"OrUint64", p0.OrUint64},
		{"OrUintptr", p0.OrUintptr},
		{"StoreInt32", p0.StoreInt32},
		{"StoreInt64", p0.StoreInt64},
		{"StorePointer", p0.StorePointer},
		{"StoreUint32", p0.StoreUint32},
		{"StoreUint64", p0.StoreUint64},
		{"StoreUintptr", p0.StoreUintptr},
		{"SwapInt32", p0.SwapInt32},
		{"SwapInt64", p0.SwapInt64},
		{"SwapPointer", p0.SwapPointer},
		{"SwapUint32", p0.SwapUint32},
		{"SwapUint64", p0.SwapUint64},
		{"SwapUintptr", p0.SwapUintptr},
		{"Uint32", (*p0.Uint32)(nil)},
		{"Uint64", (*p0.Uint64)(nil)},
		{"Uintptr", (*p0.Uintptr)(nil)},
		{"Value", (*p0.Value)(nil)},
	}
}
