// Code generated from compress/flate by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "compress/flate"
	p1 "io"
)

func table_compress_flate() []symbol {
	return []symbol{
		{"CorruptInputError", (*p0.CorruptInputError)(nil)},
		{"InternalError", (*p0.InternalError)(nil)},
		{"NewReader", p0.NewReader},
		{"NewReaderDict", p0.NewReaderDict},
		{"NewWriter", p0.NewWriter},
		{"NewWriterDict", p0.NewWriterDict},
		{"ReadError", (*p0.ReadError)(nil)},
		{"Reader", (*p0.Reader)(nil)},
		{"_Reader", (*_compress_flate_Reader)(nil)},
		{"Resetter", (*p0.Resetter)(nil)},
		{"_Resetter", (*_compress_flate_Resetter)(nil)},
		{"WriteError", (*p0.WriteError)(nil)},
		{"Writer", (*p0.Writer)(nil)},
	}
}

// _compress_flate_Reader is an interface wrapper for Reader.
type _compress_flate_Reader struct {
	IValue    interface{}
	WRead     func(a0 []byte) (int, error)
	WReadByte func() (byte, error)
}

func (w _compress_flate_Reader) Read(a0 []byte) (int, error) {
	return w.WRead(a0)
}
func (w _compress_flate_Reader) ReadByte() (byte, error) {
	return w.WReadByte()
}

// _compress_flate_Resetter is an interface wrapper for Resetter.
type _compress_flate_Resetter struct {
	IValue interface{}
	WReset func(a0 p1.Reader, a1 []byte) error
}

func (w _compress_flate_Resetter) Reset(a0 p1.Reader, a1 []byte) error {
	return w.WReset(a0, a1)
}
