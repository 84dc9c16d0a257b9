// Code generated from runtime/debug by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "runtime/debug"
)

func table_runtime_debug() []symbol {
	return []symbol{
		{"BuildInfo", (*p0.BuildInfo)(nil)},
		{"BuildSetting", (*p0.BuildSetting)(nil)},
		{"CrashOptions", (*p0.CrashOptions)(nil)},
		{"FreeOSMemory", p0.FreeOSMemory},
		{"GCStats", (*p0.GCStats)(nil)},
		{"Module", (*p0.Module)(nil)},
		{"ParseBuildInfo", p0.ParseBuildInfo},
		{"PrintStack", p0.PrintStack},
		{"ReadBuildInfo", p0.ReadBuildInfo},
		{"ReadGCStats", p0.ReadGCStats},
		{"SetCrashOutput", p0.SetCrashOutput},
		{"SetGCPercent", p0.SetGCPercent},
		{"SetMaxStack", p0.SetMaxStack},
		{"SetMaxThreads", p0.SetMaxThreads},
		{"SetMemoryLimit", p0.SetMemoryLimit},
		{"SetPanicOnFault", p0.SetPanicOnFault},
		{"SetTraceback", p0.SetTraceback},
		{"Stack", p0.Stack},
		{"WriteHeapDump", p0.WriteHeapDump},
	}
}
