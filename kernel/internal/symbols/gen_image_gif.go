// Code generated from image/gif by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "image/gif"
)

func table_image_gif() []symbol {
	return []symbol{
		{"Decode", p0.Decode},
		{"DecodeAll", p0.DecodeAll},
		{"DecodeConfig", p0.DecodeConfig},
		{"Encode", p0.Encode},
		{"EncodeAll", p0.EncodeAll},
		{"GIF", (*p0.GIF)(nil)},
		{"Options", (*p0.Options)(nil)},
	}
}
