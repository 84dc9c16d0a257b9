// Code generated from net/http/fcgi by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "net/http/fcgi"
)

func table_net_http_fcgi() []symbol {
	return []symbol{
		{"ErrConnClosed", &p0.ErrConnClosed},
		{"ErrRequestAborted", &p0.ErrRequestAborted},
		{"ProcessEnv", p0.ProcessEnv},
		{"Serve", p0.Serve},
	}
}
