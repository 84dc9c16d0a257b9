// Code generated from net/http/httputil by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "net/http/httputil"
)

func table_net_http_httputil() []symbol {
	return []symbol{
		{"BufferPool", (*p0.BufferPool)(nil)},
		{"_BufferPool", (*_net_http_httputil_BufferPool)(nil)},
		{"ClientConn", (*p0.ClientConn)(nil)},
		{"DumpRequest", p0.DumpRequest},
		{"DumpRequestOut", p0.DumpRequestOut},
		{"DumpResponse", p0.DumpResponse},
		{"ErrClosed", &p0.ErrClosed},
		{"ErrLineTooLong", &p0.ErrLineTooLong},
		{"ErrPersistEOF", &p0.ErrPersistEOF},
		{"ErrPipeline", &p0.ErrPipeline},
		{"NewChunkedReader", p0.NewChunkedReader},
		{"NewChunkedWriter", p0.NewChunkedWriter},
		{"NewClientConn", p0.NewClientConn},
		{"NewProxyClientConn", p0.NewProxyClientConn},
		{"NewServerConn", p0.NewServerConn},
		{"NewSingleHostReverseProxy", p0.NewSingleHostReverseProxy},
		{"ProxyRequest", (*p0.ProxyRequest)(nil)},
		{"ReverseProxy", (*p0.ReverseProxy)(nil)},
		{"ServerConn", (*p0.ServerConn)(nil)},
	}
}

// _net_http_httputil_BufferPool is an interface wrapper for BufferPool.
type _net_http_httputil_BufferPool struct {
	IValue interface{}
	WGet   func() []byte
	WPut   func(a0 []byte)
}

func (w _net_http_httputil_BufferPool) Get() []byte {
	return w.WGet()
}
func (w _net_http_httputil_BufferPool) Put(a0 []byte) {
	w.WPut(a0)
}
