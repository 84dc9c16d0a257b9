// Code generated from net/http/cookiejar by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "net/http/cookiejar"
)

func table_net_http_cookiejar() []symbol {
	return []symbol{
		{"Jar", (*p0.Jar)(nil)},
		{"New", p0.New},
		{"Options", (*p0.Options)(nil)},
		{"PublicSuffixList", (*p0.PublicSuffixList)(nil)},
		{"_PublicSuffixList", (*_net_http_cookiejar_PublicSuffixList)(nil)},
	}
}

// _net_http_cookiejar_PublicSuffixList is an interface wrapper for PublicSuffixList.
type _net_http_cookiejar_PublicSuffixList struct {
	IValue        interface{}
	WPublicSuffix func(a0 string) string
	WString       func() string
}

func (w _net_http_cookiejar_PublicSuffixList) PublicSuffix(a0 string) string {
	return w.WPublicSuffix(a0)
}
func (w _net_http_cookiejar_PublicSuffixList) String() string {
	if w.WString == nil {
		return ""
	}
	return w.WString()
}
