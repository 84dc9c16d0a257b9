// Code generated from bufio by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "bufio"
)

func table_bufio() []symbol {
	return []symbol{
		{"ErrAdvanceTooFar", &p0.ErrAdvanceTooFar},
		{"ErrBadReadCount", &p0.ErrBadReadCount},
		{"ErrBufferFull", &p0.ErrBufferFull},
		{"ErrFinalToken", &p0.ErrFinalToken},
		{"ErrInvalidUnreadByte", &p0.ErrInvalidUnreadByte},
		{"ErrInvalidUnreadRune", &p0.ErrInvalidUnreadRune},
		{"ErrNegativeAdvance", &p0.ErrNegativeAdvance},
		{"ErrNegativeCount", &p0.ErrNegativeCount},
		{"ErrTooLong", &p0.ErrTooLong},
		{"NewReadWriter", p0.NewReadWriter},
		{"NewReader", p0.NewReader},
		{"NewReaderSize", p0.NewReaderSize},
		{"NewScanner", p0.NewScanner},
		{"NewWriter", p0.NewWriter},
		{"NewWriterSize", p0.NewWriterSize},
		{"ReadWriter", (*p0.ReadWriter)(nil)},
		{"Reader", (*p0.Reader)(nil)},
		{"ScanBytes", p0.ScanBytes},
		{"ScanLines", p0.ScanLines},
		{"ScanRunes", p0.ScanRunes},
		{"ScanWords", p0.ScanWords},
		{"Scanner", (*p0.Scanner)(nil)},
		{"SplitFunc", (*p0.SplitFunc)(nil)},
		{"Writer", (*p0.Writer)(nil)},
	}
}
