//go:build !(!windows && !plan9)

// Code generated from log/syslog by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

func table_log_syslog() []symbol { return nil }
