// Code generated from io/ioutil by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "io/ioutil"
)

func table_io_ioutil() []symbol {
	return []symbol{
		{"Discard", &p0.Discard},
		{"NopCloser", p0.NopCloser},
		{"ReadAll", p0.ReadAll},
		{"ReadDir", p0.ReadDir},
		{"ReadFile", p0.ReadFile},
		{"TempDir", p0.TempDir},
		{"TempFile", p0.TempFile},
		{"WriteFile", p0.WriteFile},
	}
}
