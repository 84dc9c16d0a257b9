// Code generated from runtime/pprof by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "runtime/pprof"
)

func table_runtime_pprof() []symbol {
	return []symbol{
		{"Do", p0.Do},
		{"ForLabels", p0.ForLabels},
		{"Label", p0.Label},
		{"LabelSet", (*p0.LabelSet)(nil)},
		{"Labels", p0.Labels},
		{"Lookup", p0.Lookup},
		{"NewProfile", p0.NewProfile},
		{"Profile", (*p0.Profile)(nil)},
		{"Profiles", p0.Profiles},
		{"SetGoroutineLabels", p0.SetGoroutineLabels},
		{"StartCPUProfile", p0.StartCPUProfile},
		{"StopCPUProfile", p0.StopCPUProfile},
		{"WithLabels", p0.WithLabels},
		{"WriteHeapProfile", p0.WriteHeapProfile},
	}
}
