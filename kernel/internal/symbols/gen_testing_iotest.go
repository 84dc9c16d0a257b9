// Code generated from testing/iotest by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "testing/iotest"
)

func table_testing_iotest() []symbol {
	return []symbol{
		{"DataErrReader", p0.DataErrReader},
		{"ErrReader", p0.ErrReader},
		{"ErrTimeout", &p0.ErrTimeout},
		{"HalfReader", p0.HalfReader},
		{"NewReadLogger", p0.NewReadLogger},
		{"NewWriteLogger", p0.NewWriteLogger},
		{"OneByteReader", p0.OneByteReader},
		{"TestReader", p0.TestReader},
		{"TimeoutReader", p0.TimeoutReader},
		{"TruncateWriter", p0.TruncateWriter},
	}
}
