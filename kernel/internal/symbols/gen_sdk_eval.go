// Code generated from wade/sdk/eval by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/eval"
)

func table_sdk_eval() []symbol {
	return []symbol{
		{"Cell", (*p0.Cell)(nil)},
		{"Data", (*p0.Data)(nil)},
		{"Example", (*p0.Example)(nil)},
		{"Load", p0.Load},
		{"Origin", (*p0.Origin)(nil)},
		{"Pond", p0.Pond},
		{"PondTasks", p0.PondTasks},
		{"Record", (*p0.Record)(nil)},
		{"Report", (*p0.Report)(nil)},
		{"Run", p0.Run},
		{"Scores", p0.Scores},
		{"Settings", (*p0.Settings)(nil)},
		{"Templates", p0.Templates},
	}
}
