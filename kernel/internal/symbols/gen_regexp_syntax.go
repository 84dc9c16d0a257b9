// Code generated from regexp/syntax by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "regexp/syntax"
)

func table_regexp_syntax() []symbol {
	return []symbol{
		{"Compile", p0.Compile},
		{"EmptyOp", (*p0.EmptyOp)(nil)},
		{"EmptyOpContext", p0.EmptyOpContext},
		{"Error", (*p0.Error)(nil)},
		{"ErrorCode", (*p0.ErrorCode)(nil)},
		{"Flags", (*p0.Flags)(nil)},
		{"Inst", (*p0.Inst)(nil)},
		{"InstOp", (*p0.InstOp)(nil)},
		{"IsWordChar", p0.IsWordChar},
		{"Op", (*p0.Op)(nil)},
		{"Parse", p0.Parse},
		{"Prog", (*p0.Prog)(nil)},
		{"Regexp", (*p0.Regexp)(nil)},
	}
}
