// Code generated from go/token by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "go/token"
)

func table_go_token() []symbol {
	return []symbol{
		{"File", (*p0.File)(nil)},
		{"FileSet", (*p0.FileSet)(nil)},
		{"IsExported", p0.IsExported},
		{"IsIdentifier", p0.IsIdentifier},
		{"IsKeyword", p0.IsKeyword},
		{"Lookup", p0.Lookup},
		{"NewFileSet", p0.NewFileSet},
		{"Pos", (*p0.Pos)(nil)},
		{"Position", (*p0.Position)(nil)},
		{"Token", (*p0.Token)(nil)},
	}
}
