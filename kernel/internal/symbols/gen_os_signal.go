// Code generated from os/signal by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "os/signal"
)

func table_os_signal() []symbol {
	return []symbol{
		{"Ignore", p0.Ignore},
		{"Ignored", p0.Ignored},
		{"Notify", p0.Notify},
		{"NotifyContext", p0.NotifyContext},
		{"Reset", p0.Reset},
		{"Stop", p0.Stop},
	}
}
