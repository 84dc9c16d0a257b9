// Code generated from go/parser by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "go/parser"
)

func table_go_parser() []symbol {
	return []symbol{
		{"Mode", (*p0.Mode)(nil)},
		{"ParseDir", p0.ParseDir},
		{"ParseExpr", p0.ParseExpr},
		{"ParseExprFrom", p0.ParseExprFrom},
		{"ParseFile", p0.ParseFile},
	}
}
