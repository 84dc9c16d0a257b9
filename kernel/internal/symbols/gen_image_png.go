// Code generated from image/png by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "image/png"
)

func table_image_png() []symbol {
	return []symbol{
		{"CompressionLevel", (*p0.CompressionLevel)(nil)},
		{"Decode", p0.Decode},
		{"DecodeConfig", p0.DecodeConfig},
		{"Encode", p0.Encode},
		{"Encoder", (*p0.Encoder)(nil)},
		{"EncoderBuffer", (*p0.EncoderBuffer)(nil)},
		{"EncoderBufferPool", (*p0.EncoderBufferPool)(nil)},
		{"_EncoderBufferPool", (*_image_png_EncoderBufferPool)(nil)},
		{"FormatError", (*p0.FormatError)(nil)},
		{"UnsupportedError", (*p0.UnsupportedError)(nil)},
	}
}

// _image_png_EncoderBufferPool is an interface wrapper for EncoderBufferPool.
type _image_png_EncoderBufferPool struct {
	IValue interface{}
	WGet   func() *p0.EncoderBuffer
	WPut   func(a0 *p0.EncoderBuffer)
}

func (w _image_png_EncoderBufferPool) Get() *p0.EncoderBuffer {
	return w.WGet()
}
func (w _image_png_EncoderBufferPool) Put(a0 *p0.EncoderBuffer) {
	w.WPut(a0)
}
