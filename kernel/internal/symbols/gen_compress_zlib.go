// Code generated from compress/zlib by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "compress/zlib"
	p1 "io"
)

func table_compress_zlib() []symbol {
	return []symbol{
		{"ErrChecksum", &p0.ErrChecksum},
		{"ErrDictionary", &p0.ErrDictionary},
		{"ErrHeader", &p0.ErrHeader},
		{"NewReader", p0.NewReader},
		{"NewReaderDict", p0.NewReaderDict},
		{"NewWriter", p0.NewWriter},
		{"NewWriterLevel", p0.NewWriterLevel},
		{"NewWriterLevelDict", p0.NewWriterLevelDict},
		{"Resetter", (*p0.Resetter)(nil)},
		{"_Resetter", (*_compress_zlib_Resetter)(nil)},
		{"Writer", (*p0.Writer)(nil)},
	}
}

// _compress_zlib_Resetter is an interface wrapper for Resetter.
type _compress_zlib_Resetter struct {
	IValue interface{}
	WReset func(a0 p1.Reader, a1 []byte) error
}

func (w _compress_zlib_Resetter) Reset(a0 p1.Reader, a1 []byte) error {
	return w.WReset(a0, a1)
}
