// Code generated from go/scanner by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "go/scanner"
)

func table_go_scanner() []symbol {
	return []symbol{
		{"Error", (*p0.Error)(nil)},
		{"ErrorHandler", (*p0.ErrorHandler)(nil)},
		{"ErrorList", (*p0.ErrorList)(nil)},
		{"Mode", (*p0.Mode)(nil)},
		{"PrintError", p0.PrintError},
		{"Scanner", (*p0.Scanner)(nil)},
	}
}
