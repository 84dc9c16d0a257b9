// Code generated from image/jpeg by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "image/jpeg"
)

func table_image_jpeg() []symbol {
	return []symbol{
		{"Decode", p0.Decode},
		{"DecodeConfig", p0.DecodeConfig},
		{"Encode", p0.Encode},
		{"FormatError", (*p0.FormatError)(nil)},
		{"Options", (*p0.Options)(nil)},
		{"Reader", (*p0.Reader)(nil)},
		{"_Reader", (*_image_jpeg_Reader)(nil)},
		{"UnsupportedError", (*p0.UnsupportedError)(nil)},
	}
}

// _image_jpeg_Reader is an interface wrapper for Reader.
type _image_jpeg_Reader struct {
	IValue    interface{}
	WRead     func(a0 []byte) (int, error)
	WReadByte func() (byte, error)
}

func (w _image_jpeg_Reader) Read(a0 []byte) (int, error) {
	return w.WRead(a0)
}
func (w _image_jpeg_Reader) ReadByte() (byte, error) {
	return w.WReadByte()
}
