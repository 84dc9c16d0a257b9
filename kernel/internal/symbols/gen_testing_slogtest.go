// Code generated from testing/slogtest by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "testing/slogtest"
)

func table_testing_slogtest() []symbol {
	return []symbol{
		{"Run", p0.Run},
		{"TestHandler", p0.TestHandler},
	}
}
