// Code generated from net by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "net"
	p1 "time"
)

func table_net() []symbol {
	return []symbol{
		{"Addr", (*p0.Addr)(nil)},
		{"_Addr", (*_net_Addr)(nil)},
		{"AddrError", (*p0.AddrError)(nil)},
		{"Buffers", (*p0.Buffers)(nil)},
		{"CIDRMask", p0.CIDRMask},
		{"Conn", (*p0.Conn)(nil)},
		{"_Conn", (*_net_Conn)(nil)},
		{"DNSConfigError", (*p0.DNSConfigError)(nil)},
		{"DNSError", (*p0.DNSError)(nil)},
		{"DefaultResolver", &p0.DefaultResolver},
		{"Dial", p0.Dial},
		{"DialIP", p0.DialIP},
		{"DialTCP", p0.DialTCP},
		{"DialTimeout", p0.DialTimeout},
		{"DialUDP", p0.DialUDP},
		{"DialUnix", p0.DialUnix},
		{"Dialer", (*p0.Dialer)(nil)},
		{"ErrClosed", &p0.ErrClosed},
		{"ErrWriteToConnected", &p0.ErrWriteToConnected},
		{"Error", (*p0.Error)(nil)},
		{"_Error", (*_net_Error)(nil)},
		{"FileConn", p0.FileConn},
		{"FileListener", p0.FileListener},
		{"FilePacketConn", p0.FilePacketConn},
		{"Flags", (*p0.Flags)(nil)},
		{"HardwareAddr", (*p0.HardwareAddr)(nil)},
		{"IP", (*p0.IP)(nil)},
		{"IPAddr", (*p0.IPAddr)(nil)},
		{"IPConn", (*p0.IPConn)(nil)},
		{"IPMask", (*p0.IPMask)(nil)},
		{"IPNet", (*p0.IPNet)(nil)},
		{"IPv4", p0.IPv4},
		{"IPv4Mask", p0.IPv4Mask},
		{"IPv4allrouter", &p0.IPv4allrouter},
		{"IPv4allsys", &p0.IPv4allsys},
		{"IPv4bcast", &p0.IPv4bcast},
		{"IPv4zero", &p0.IPv4zero},
		{"IPv6interfacelocalallnodes", &p0.IPv6interfacelocalallnodes},
		{"IPv6linklocalallnodes", &p0.IPv6linklocalallnodes},
		{"IPv6linklocalallrouters", &p0.IPv6linklocalallrouters},
		{"IPv6loopback", &p0.IPv6loopback},
		{"IPv6unspecified", &p0.IPv6unspecified},
		{"IPv6zero", &p0.IPv6zero},
		{"Interface", (*p0.Interface)(nil)},
		{"InterfaceAddrs", p0.InterfaceAddrs},
		{"InterfaceByIndex", p0.InterfaceByIndex},
		{"InterfaceByName", p0.InterfaceByName},
		{"Interfaces", p0.Interfaces},
		{"InvalidAddrError", (*p0.InvalidAddrError)(nil)},
		{"JoinHostPort", p0.JoinHostPort},
		{"KeepAliveConfig", (*p0.KeepAliveConfig)(nil)},
		{"Listen", p0.Listen},
		{"ListenConfig", (*p0.ListenConfig)(nil)},
		{"ListenIP", p0.ListenIP},
		{"ListenMulticastUDP", p0.ListenMulticastUDP},
		{"ListenPacket", p0.ListenPacket},
		{"ListenTCP", p0.ListenTCP},
		{"ListenUDP", p0.ListenUDP},
		{"ListenUnix", p0.ListenUnix},
		{"ListenUnixgram", p0.ListenUnixgram},
		{"Listener", (*p0.Listener)(nil)},
		{"_Listener", (*_net_Listener)(nil)},
		{"LookupAddr", p0.LookupAddr},
		{"LookupCNAME", p0.LookupCNAME},
		{"LookupHost", p0.LookupHost},
		{"LookupIP", p0.LookupIP},
		{"LookupMX", p0.LookupMX},
		{"LookupNS", p0.LookupNS},
		{"LookupPort", p0.LookupPort},
		{"LookupSRV", p0.LookupSRV},
		{"LookupTXT", p0.LookupTXT},
		{"MX", (*p0.MX)(nil)},
		{"NS", (*p0.NS)(nil)},
		{"OpError", (*p0.OpError)(nil)},
		{"PacketConn", (*p0.PacketConn)(nil)},
		{"_PacketConn", (*_net_PacketConn)(nil)},
		{"ParseCIDR", p0.ParseCIDR},
		{"ParseError", (*p0.ParseError)(nil)},
		{"ParseIP", p0.ParseIP},
		{"ParseMAC", p0.ParseMAC},
		{"Pipe", p0.Pipe},
		{"ResolveIPAddr", p0.ResolveIPAddr},
		{"ResolveTCPAddr", p0.ResolveTCPAddr},
		{"ResolveUDPAddr", p0.ResolveUDPAddr},
		{"ResolveUnixAddr", p0.ResolveUnixAddr},
		{"Resolver", (*p0.Resolver)(nil)},
		{"SRV", (*p0.SRV)(nil)},
		{"SplitHostPort", p0.SplitHostPort},
		{"TCPAddr", (*p0.TCPAddr)(nil)},
		{"TCPAddrFromAddrPort", p0.TCPAddrFromAddrPort},
		{"TCPConn", (*p0.TCPConn)(nil)},
		{"TCPListener", (*p0.TCPListener)(nil)},
		{"UDPAddr", (*p0.UDPAddr)(nil)},
		{"UDPAddrFromAddrPort", p0.UDPAddrFromAddrPort},
		{"UDPConn", (*p0.UDPConn)(nil)},
		{"UnixAddr", (*p0.UnixAddr)(nil)},
		{"UnixConn", (*p0.UnixConn)(nil)},
		{"UnixListener", (*p0.UnixListener)(nil)},
		{"UnknownNetworkError", (*p0.UnknownNetworkError)(nil)},
	}
}

// _net_Addr is an interface wrapper for Addr.
type _net_Addr struct {
	IValue   interface{}
	WNetwork func() string
	WString  func() string
}

func (w _net_Addr) Network() string {
	return w.WNetwork()
}
func (w _net_Addr) String() string {
	if w.WString == nil {
		return ""
	}
	return w.WString()
}

// _net_Conn is an interface wrapper for Conn.
type _net_Conn struct {
	IValue            interface{}
	WClose            func() error
	WLocalAddr        func() p0.Addr
	WRead             func(a0 []byte) (int, error)
	WRemoteAddr       func() p0.Addr
	WSetDeadline      func(a0 p1.Time) error
	WSetReadDeadline  func(a0 p1.Time) error
	WSetWriteDeadline func(a0 p1.Time) error
	WWrite            func(a0 []byte) (int, error)
}

func (w _net_Conn) Close() error {
	return w.WClose()
}
func (w _net_Conn) LocalAddr() p0.Addr {
	return w.WLocalAddr()
}
func (w _net_Conn) Read(a0 []byte) (int, error) {
	return w.WRead(a0)
}
func (w _net_Conn) RemoteAddr() p0.Addr {
	return w.WRemoteAddr()
}
func (w _net_Conn) SetDeadline(a0 p1.Time) error {
	return w.WSetDeadline(a0)
}
func (w _net_Conn) SetReadDeadline(a0 p1.Time) error {
	return w.WSetReadDeadline(a0)
}
func (w _net_Conn) SetWriteDeadline(a0 p1.Time) error {
	return w.WSetWriteDeadline(a0)
}
func (w _net_Conn) Write(a0 []byte) (int, error) {
	return w.WWrite(a0)
}

// _net_Error is an interface wrapper for Error.
type _net_Error struct {
	IValue     interface{}
	WError     func() string
	WTemporary func() bool
	WTimeout   func() bool
}

func (w _net_Error) Error() string {
	return w.WError()
}
func (w _net_Error) Temporary() bool {
	return w.WTemporary()
}
func (w _net_Error) Timeout() bool {
	return w.WTimeout()
}

// _net_Listener is an interface wrapper for Listener.
type _net_Listener struct {
	IValue  interface{}
	WAccept func() (p0.Conn, error)
	WAddr   func() p0.Addr
	WClose  func() error
}

func (w _net_Listener) Accept() (p0.Conn, error) {
	return w.WAccept()
}
func (w _net_Listener) Addr() p0.Addr {
	return w.WAddr()
}
func (w _net_Listener) Close() error {
	return w.WClose()
}

// _net_PacketConn is an interface wrapper for PacketConn.
type _net_PacketConn struct {
	IValue            interface{}
	WClose            func() error
	WLocalAddr        func() p0.Addr
	WReadFrom         func(a0 []byte) (int, p0.Addr, error)
	WSetDeadline      func(a0 p1.Time) error
	WSetReadDeadline  func(a0 p1.Time) error
	WSetWriteDeadline func(a0 p1.Time) error
	WWriteTo          func(a0 []byte, a1 p0.Addr) (int, error)
}

func (w _net_PacketConn) Close() error {
	return w.WClose()
}
func (w _net_PacketConn) LocalAddr() p0.Addr {
	return w.WLocalAddr()
}
func (w _net_PacketConn) ReadFrom(a0 []byte) (int, p0.Addr, error) {
	return w.WReadFrom(a0)
}
func (w _net_PacketConn) SetDeadline(a0 p1.Time) error {
	return w.WSetDeadline(a0)
}
func (w _net_PacketConn) SetReadDeadline(a0 p1.Time) error {
	return w.WSetReadDeadline(a0)
}
func (w _net_PacketConn) SetWriteDeadline(a0 p1.Time) error {
	return w.WSetWriteDeadline(a0)
}
func (w _net_PacketConn) WriteTo(a0 []byte, a1 p0.Addr) (int, error) {
	return w.WWriteTo(a0, a1)
}
