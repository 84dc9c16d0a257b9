// Code generated from net/netip by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "net/netip"
)

func table_net_netip() []symbol {
	return []symbol{
		{"Addr", (*p0.Addr)(nil)},
		{"AddrFrom16", p0.AddrFrom16},
		{"AddrFrom4", p0.AddrFrom4},
		{"AddrFromSlice", p0.AddrFromSlice},
		{"AddrPort", (*p0.AddrPort)(nil)},
		{"AddrPortFrom", p0.AddrPortFrom},
		{"IPv4Unspecified", p0.IPv4Unspecified},
		{"IPv6LinkLocalAllNodes", p0.IPv6LinkLocalAllNodes},
		{"IPv6LinkLocalAllRouters", p0.IPv6LinkLocalAllRouters},
		{"IPv6Loopback", p0.IPv6Loopback},
		{"IPv6Unspecified", p0.IPv6Unspecified},
		{"MustParseAddr", p0.MustParseAddr},
		{"MustParseAddrPort", p0.MustParseAddrPort},
		{"MustParsePrefix", p0.MustParsePrefix},
		{"ParseAddr", p0.ParseAddr},
		{"ParseAddrPort", p0.ParseAddrPort},
		{"ParsePrefix", p0.ParsePrefix},
		{"Prefix", (*p0.Prefix)(nil)},
		{"PrefixFrom", p0.PrefixFrom},
	}
}
