// Code generated from net/rpc/jsonrpc by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "net/rpc/jsonrpc"
)

func table_net_rpc_jsonrpc() []symbol {
	return []symbol{
		{"Dial", p0.Dial},
		{"NewClient", p0.NewClient},
		{"NewClientCodec", p0.NewClientCodec},
		{"NewServerCodec", p0.NewServerCodec},
		{"ServeConn", p0.ServeConn},
	}
}
