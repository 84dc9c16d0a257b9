// Code generated from net/http/pprof by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "net/http/pprof"
)

func table_net_http_pprof() []symbol {
	return []symbol{
		{"Cmdline", p0.Cmdline},
		{"Handler", p0.Handler},
		{"Index", p0.Index},
		{"Profile", p0.Profile},
		{"Symbol", p0.Symbol},
		{"Trace", p0.Trace},
	}
}
