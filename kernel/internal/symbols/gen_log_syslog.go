//go:build !windows && !plan9

// Code generated from log/syslog by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "log/syslog"
)

func table_log_syslog() []symbol {
	return []symbol{
		{"Dial", p0.Dial},
		{"New", p0.New},
		{"NewLogger", p0.NewLogger},
		{"Priority", (*p0.Priority)(nil)},
		{"Writer", (*p0.Writer)(nil)},
	}
}
