// Code generated from net/http/httptrace by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "net/http/httptrace"
)

func table_net_http_httptrace() []symbol {
	return []symbol{
		{"ClientTrace", (*p0.ClientTrace)(nil)},
		{"ContextClientTrace", p0.ContextClientTrace},
		{"DNSDoneInfo", (*p0.DNSDoneInfo)(nil)},
		{"DNSStartInfo", (*p0.DNSStartInfo)(nil)},
		{"GotConnInfo", (*p0.GotConnInfo)(nil)},
		{"WithClientTrace", p0.WithClientTrace},
		{"WroteRequestInfo", (*p0.WroteRequestInfo)(nil)},
	}
}
