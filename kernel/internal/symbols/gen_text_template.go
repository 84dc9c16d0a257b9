// Code generated from text/template by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "text/template"
)

func table_text_template() []symbol {
	return []symbol{
		{"ExecError", (*p0.ExecError)(nil)},
		{"FuncMap", (*p0.FuncMap)(nil)},
		{"HTMLEscape", p0.HTMLEscape},
		{"HTMLEscapeString", p0.HTMLEscapeString},
		{"HTMLEscaper", p0.HTMLEscaper},
		{"IsTrue", p0.IsTrue},
		{"JSEscape", p0.JSEscape},
		{"JSEscapeString", p0.JSEscapeString},
		{"JSEscaper", p0.JSEscaper},
		{"Must", p0.Must},
		{"New", p0.New},
		{"ParseFS", p0.ParseFS},
		{"ParseFiles", p0.ParseFiles},
		{"ParseGlob", p0.ParseGlob},
		{"Template", (*p0.Template)(nil)},
		{"URLQueryEscaper", p0.URLQueryEscaper},
	}
}
