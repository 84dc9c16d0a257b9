// Code generated from net/textproto by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "net/textproto"
)

func table_net_textproto() []symbol {
	return []symbol{
		{"CanonicalMIMEHeaderKey", p0.CanonicalMIMEHeaderKey},
		{"Conn", (*p0.Conn)(nil)},
		{"Dial", p0.Dial},
		{"Error", (*p0.Error)(nil)},
		{"MIMEHeader", (*p0.MIMEHeader)(nil)},
		{"NewConn", p0.NewConn},
		{"NewReader", p0.NewReader},
		{"NewWriter", p0.NewWriter},
		{"Pipeline", (*p0.Pipeline)(nil)},
		{"ProtocolError", (*p0.ProtocolError)(nil)},
		{"Reader", (*p0.Reader)(nil)},
		{"TrimBytes", p0.TrimBytes},
		{"TrimString", p0.TrimString},
		{"Writer", (*p0.Writer)(nil)},
	}
}
