// Code generated from go/build/constraint by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "go/build/constraint"
)

func table_go_build_constraint() []symbol {
	return []symbol{
		{"AndExpr", (*p0.AndExpr)(nil)},
		{"Expr", (*p0.Expr)(nil)},
		{"GoVersion", p0.GoVersion},
		{"IsGoBuild", p0.IsGoBuild},
		{"IsPlusBuild", p0.IsPlusBuild},
		{"NotExpr", (*p0.NotExpr)(nil)},
		{"OrExpr", (*p0.OrExpr)(nil)},
		{"Parse", p0.Parse},
		{"PlusBuildLines", p0.PlusBuildLines},
		{"SyntaxError", (*p0.SyntaxError)(nil)},
		{"TagExpr", (*p0.TagExpr)(nil)},
	}
}
