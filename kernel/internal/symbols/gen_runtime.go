// Code generated from runtime by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "runtime"
)

func table_runtime() []symbol {
	return []symbol{
		{"BlockProfile", p0.BlockProfile},
		{"BlockProfileRecord", (*p0.BlockProfileRecord)(nil)},
		{"Breakpoint", p0.Breakpoint},
		{"CPUProfile", p0.CPUProfile},
		{"Caller", p0.Caller},
		{"Callers", p0.Callers},
		{"CallersFrames", p0.CallersFrames},
		{"Cleanup", (*p0.Cleanup)(nil)},
		{"Error", (*p0.Error)(nil)},
		{"_Error", (*_runtime_Error)(nil)},
		{"Frame", (*p0.Frame)(nil)},
		{"Frames", (*p0.Frames)(nil)},
		{"Func", (*p0.Func)(nil)},
		{"FuncForPC", p0.FuncForPC},
		{"GC", p0.GC},
		{"GOMAXPROCS", p0.GOMAXPROCS},
		{"GOROOT", p0.GOROOT},
		{"Goexit", p0.Goexit},
		{"GoroutineProfile", p0.GoroutineProfile},
		{"Gosched", p0.Gosched},
		{"KeepAlive", p0.KeepAlive},
		{"LockOSThread", p0.LockOSThread},
		{"MemProfile", p0.MemProfile},
		{"MemProfileRate", &p0.MemProfileRate},
		{"MemProfileRecord", (*p0.MemProfileRecord)(nil)},
		{"MemStats", (*p0.MemStats)(nil)},
		{"MutexProfile", p0.MutexProfile},
		{"NumCPU", p0.NumCPU},
		{"NumCgoCall", p0.NumCgoCall},
		{"NumGoroutine", p0.NumGoroutine},
		{"PanicNilError", (*p0.PanicNilError)(nil)},
		{"Pinner", (*p0.Pinner)(nil)},
		{"ReadMemStats", p0.ReadMemStats},
		{"ReadTrace", p0.ReadTrace},
		{"SetBlockProfileRate", p0.SetBlockProfileRate},
		{"SetCPUProfileRate", p0.SetCPUProfileRate},
		{"SetCgoTraceback", p0.SetCgoTraceback},
		{"SetDefaultGOMAXPROCS", p0.SetDefaultGOMAXPROCS},
		{"SetFinalizer", p0.SetFinalizer},
		{"SetMutexProfileFraction", p0.SetMutexProfileFraction},
		{"Stack", p0.Stack},
		{"StackRecord", (*p0.StackRecord)(nil)},
		{"StartTrace", p0.StartTrace},
		{"StopTrace", p0.StopTrace},
		{"ThreadCreateProfile", p0.ThreadCreateProfile},
		{"TypeAssertionError", (*p0.TypeAssertionError)(nil)},
		{"UnlockOSThread", p0.UnlockOSThread},
		{"Version", p0.Version},
	}
}

// _runtime_Error is an interface wrapper for Error.
type _runtime_Error struct {
	IValue        interface{}
	WError        func() string
	WRuntimeError func()
}

func (w _runtime_Error) Error() string {
	return w.WError()
}
func (w _runtime_Error) RuntimeError() {
	w.WRuntimeError()
}
