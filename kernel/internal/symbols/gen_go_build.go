// Code generated from go/build by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "go/build"
)

func table_go_build() []symbol {
	return []symbol{
		{"ArchChar", p0.ArchChar},
		{"Context", (*p0.Context)(nil)},
		{"Default", &p0.Default},
		{"Directive", (*p0.Directive)(nil)},
		{"Import", p0.Import},
		{"ImportDir", p0.ImportDir},
		{"ImportMode", (*p0.ImportMode)(nil)},
		{"IsLocalImport", p0.IsLocalImport},
		{"MultiplePackageError", (*p0.MultiplePackageError)(nil)},
		{"NoGoError", (*p0.NoGoError)(nil)},
		{"Package", (*p0.Package)(nil)},
		{"ToolDir", &p0.ToolDir},
	}
}
