// Code generated from net/url by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "net/url"
)

func table_net_url() []symbol {
	return []symbol{
		{"Error", (*p0.Error)(nil)},
		{"EscapeError", (*p0.EscapeError)(nil)},
		{"InvalidHostError", (*p0.InvalidHostError)(nil)},
		{"JoinPath", p0.JoinPath},
		{"Parse", p0.Parse},
		{"ParseQuery", p0.ParseQuery},
		{"ParseRequestURI", p0.ParseRequestURI},
		{"PathEscape", p0.PathEscape},
		{"PathUnescape", p0.PathUnescape},
		{"QueryEscape", p0.QueryEscape},
		{"QueryUnescape", p0.QueryUnescape},
		{"URL", (*p0.URL)(nil)},
		{"User", p0.User},
		{"UserPassword", p0.UserPassword},
		{"Userinfo", (*p0.Userinfo)(nil)},
		{"Values", (*p0.Values)(nil)},
	}
}
