// Code generated from net/http/cgi by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "net/http/cgi"
)

func table_net_http_cgi() []symbol {
	return []symbol{
		{"Handler", (*p0.Handler)(nil)},
		{"Request", p0.Request},
		{"RequestFromMap", p0.RequestFromMap},
		{"Serve", p0.Serve},
	}
}
