// Code generated from html/template by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "html/template"
)

func table_html_template() []symbol {
	return []symbol{
		{"CSS", (*p0.CSS)(nil)},
		{"Error", (*p0.Error)(nil)},
		{"ErrorCode", (*p0.ErrorCode)(nil)},
		{"FuncMap", (*p0.FuncMap)(nil)},
		{"HTML", (*p0.HTML)(nil)},
		{"HTMLAttr", (*p0.HTMLAttr)(nil)},
		{"HTMLEscape", p0.HTMLEscape},
		{"HTMLEscapeString", p0.HTMLEscapeString},
		{"HTMLEscaper", p0.HTMLEscaper},
		{"IsTrue", p0.IsTrue},
		{"JS", (*p0.JS)(nil)},
		{"JSEscape", p0.JSEscape},
		{"JSEscapeString", p0.JSEscapeString},
		{"JSEscaper", p0.JSEscaper},
		{"JSStr", (*p0.JSStr)(nil)},
		{"Must", p0.Must},
		{"New", p0.New},
		{"ParseFS", p0.ParseFS},
		{"ParseFiles", p0.ParseFiles},
		{"ParseGlob", p0.ParseGlob},
		{"Srcset", (*p0.Srcset)(nil)},
		{"Template", (*p0.Template)(nil)},
		{"URL", (*p0.URL)(nil)},
		{"URLQueryEscaper", p0.URLQueryEscaper},
	}
}
