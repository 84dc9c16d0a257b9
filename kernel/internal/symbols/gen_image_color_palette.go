// Code generated from image/color/palette by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "image/color/palette"
)

func table_image_color_palette() []symbol {
	return []symbol{
		{"Plan9", &p0.Plan9},
		{"WebSafe", &p0.WebSafe},
	}
}
