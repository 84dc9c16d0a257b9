// Code generated from testing/fstest by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "testing/fstest"
)

func table_testing_fstest() []symbol {
	return []symbol{
		{"MapFS", (*p0.MapFS)(nil)},
		{"MapFile", (*p0.MapFile)(nil)},
		{"TestFS", p0.TestFS},
	}
}
