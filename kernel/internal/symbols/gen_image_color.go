// Code generated from image/color by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "image/color"
)

func table_image_color() []symbol {
	return []symbol{
		{"Alpha", (*p0.Alpha)(nil)},
		{"Alpha16", (*p0.Alpha16)(nil)},
		{"Alpha16Model", &p0.Alpha16Model},
		{"AlphaModel", &p0.AlphaModel},
		{"Black", &p0.Black},
		{"CMYK", (*p0.CMYK)(nil)},
		{"CMYKModel", &p0.CMYKModel},
		{"CMYKToRGB", p0.CMYKToRGB},
		{"Color", (*p0.Color)(nil)},
		{"_Color", (*_image_color_Color)(nil)},
		{"Gray", (*p0.Gray)(nil)},
		{"Gray16", (*p0.Gray16)(nil)},
		{"Gray16Model", &p0.Gray16Model},
		{"GrayModel", &p0.GrayModel},
		{"Model", (*p0.Model)(nil)},
		{"_Model", (*_image_color_Model)(nil)},
		{"ModelFunc", p0.ModelFunc},
		{"NRGBA", (*p0.NRGBA)(nil)},
		{"NRGBA64", (*p0.NRGBA64)(nil)},
		{"NRGBA64Model", &p0.NRGBA64Model},
		{"NRGBAModel", &p0.NRGBAModel},
		{"NYCbCrA", (*p0.NYCbCrA)(nil)},
		{"NYCbCrAModel", &p0.NYCbCrAModel},
		{"Opaque", &p0.Opaque},
		{"Palette", (*p0.Palette)(nil)},
		{"RGBA", (*p0.RGBA)(nil)},
		{"RGBA64", (*p0.RGBA64)(nil)},
		{"RGBA64Model", &p0.RGBA64Model},
		{"RGBAModel", &p0.RGBAModel},
		{"RGBToCMYK", p0.RGBToCMYK},
		{"RGBToYCbCr", p0.RGBToYCbCr},
		{"Transparent", &p0.Transparent},
		{"White", &p0.White},
		{"YCbCr", (*p0.YCbCr)(nil)},
		{"YCbCrModel", &p0.YCbCrModel},
		{"YCbCrToRGB", p0.YCbCrToRGB},
	}
}

// _image_color_Color is an interface wrapper for Color.
type _image_color_Color struct {
	IValue interface{}
	WRGBA  func() (uint32, uint32, uint32, uint32)
}

func (w _image_color_Color) RGBA() (uint32, uint32, uint32, uint32) {
	return w.WRGBA()
}

// _image_color_Model is an interface wrapper for Model.
type _image_color_Model struct {
	IValue   interface{}
	WConvert func(a0 p0.Color) p0.Color
}

func (w _image_color_Model) Convert(a0 p0.Color) p0.Color {
	return w.WConvert(a0)
}
