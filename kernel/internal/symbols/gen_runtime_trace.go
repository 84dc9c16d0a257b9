// Code generated from runtime/trace by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
	p1 "runtime/trace"
)

func init() {
	tables["runtime/trace/trace"] = map[string]reflect.Value{
		"FlightRecorder":       reflect.ValueOf((*p1.FlightRecorder)(nil)),
		"FlightRecorderConfig": reflect.ValueOf((*p1.FlightRecorderConfig)(nil)),
		"NewFlightRecorder":    reflect.ValueOf(p1.NewFlightRecorder),
	}
}
