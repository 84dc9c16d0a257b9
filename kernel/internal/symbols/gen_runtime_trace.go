// Code generated from runtime/trace by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "runtime/trace"
)

func table_runtime_trace() []symbol {
	return []symbol{
		{"FlightRecorder", (*p0.FlightRecorder)(nil)},
		{"FlightRecorderConfig", (*p0.FlightRecorderConfig)(nil)},
		{"IsEnabled", p0.IsEnabled},
		{"Log", p0.Log},
		{"Logf", p0.Logf},
		{"NewFlightRecorder", p0.NewFlightRecorder},
		{"NewTask", p0.NewTask},
		{"Region", (*p0.Region)(nil)},
		{"Start", p0.Start},
		{"StartRegion", p0.StartRegion},
		{"Stop", p0.Stop},
		{"Task", (*p0.Task)(nil)},
		{"WithRegion", p0.WithRegion},
	}
}
