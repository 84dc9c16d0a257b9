// Code generated from net/rpc by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "net/rpc"
)

func table_net_rpc() []symbol {
	return []symbol{
		{"Accept", p0.Accept},
		{"Call", (*p0.Call)(nil)},
		{"Client", (*p0.Client)(nil)},
		{"ClientCodec", (*p0.ClientCodec)(nil)},
		{"_ClientCodec", (*_net_rpc_ClientCodec)(nil)},
		{"DefaultServer", &p0.DefaultServer},
		{"Dial", p0.Dial},
		{"DialHTTP", p0.DialHTTP},
		{"DialHTTPPath", p0.DialHTTPPath},
		{"ErrShutdown", &p0.ErrShutdown},
		{"HandleHTTP", p0.HandleHTTP},
		{"NewClient", p0.NewClient},
		{"NewClientWithCodec", p0.NewClientWithCodec},
		{"NewServer", p0.NewServer},
		{"Register", p0.Register},
		{"RegisterName", p0.RegisterName},
		{"Request", (*p0.Request)(nil)},
		{"Response", (*p0.Response)(nil)},
		{"ServeCodec", p0.ServeCodec},
		{"ServeConn", p0.ServeConn},
		{"ServeRequest", p0.ServeRequest},
		{"Server", (*p0.Server)(nil)},
		{"ServerCodec", (*p0.ServerCodec)(nil)},
		{"_ServerCodec", (*_net_rpc_ServerCodec)(nil)},
		{"ServerError", (*p0.ServerError)(nil)},
	}
}

// _net_rpc_ClientCodec is an interface wrapper for ClientCodec.
type _net_rpc_ClientCodec struct {
	IValue              interface{}
	WClose              func() error
	WReadResponseBody   func(a0 any) error
	WReadResponseHeader func(a0 *p0.Response) error
	WWriteRequest       func(a0 *p0.Request, a1 any) error
}

func (w _net_rpc_ClientCodec) Close() error {
	return w.WClose()
}
func (w _net_rpc_ClientCodec) ReadResponseBody(a0 any) error {
	return w.WReadResponseBody(a0)
}
func (w _net_rpc_ClientCodec) ReadResponseHeader(a0 *p0.Response) error {
	return w.WReadResponseHeader(a0)
}
func (w _net_rpc_ClientCodec) WriteRequest(a0 *p0.Request, a1 any) error {
	return w.WWriteRequest(a0, a1)
}

// _net_rpc_ServerCodec is an interface wrapper for ServerCodec.
type _net_rpc_ServerCodec struct {
	IValue             interface{}
	WClose             func() error
	WReadRequestBody   func(a0 any) error
	WReadRequestHeader func(a0 *p0.Request) error
	WWriteResponse     func(a0 *p0.Response, a1 any) error
}

func (w _net_rpc_ServerCodec) Close() error {
	return w.WClose()
}
func (w _net_rpc_ServerCodec) ReadRequestBody(a0 any) error {
	return w.WReadRequestBody(a0)
}
func (w _net_rpc_ServerCodec) ReadRequestHeader(a0 *p0.Request) error {
	return w.WReadRequestHeader(a0)
}
func (w _net_rpc_ServerCodec) WriteResponse(a0 *p0.Response, a1 any) error {
	return w.WWriteResponse(a0, a1)
}
