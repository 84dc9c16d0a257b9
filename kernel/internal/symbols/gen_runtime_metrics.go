// Code generated from runtime/metrics by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "runtime/metrics"
)

func table_runtime_metrics() []symbol {
	return []symbol{
		{"All", p0.All},
		{"Description", (*p0.Description)(nil)},
		{"Float64Histogram", (*p0.Float64Histogram)(nil)},
		{"Read", p0.Read},
		{"Sample", (*p0.Sample)(nil)},
		{"Value", (*p0.Value)(nil)},
		{"ValueKind", (*p0.ValueKind)(nil)},
	}
}
