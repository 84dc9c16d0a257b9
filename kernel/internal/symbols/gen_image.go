// Code generated from image by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "image"
	p1 "image/color"
)

func table_image() []symbol {
	return []symbol{
		{"Alpha", (*p0.Alpha)(nil)},
		{"Alpha16", (*p0.Alpha16)(nil)},
		{"Black", &p0.Black},
		{"CMYK", (*p0.CMYK)(nil)},
		{"Config", (*p0.Config)(nil)},
		{"Decode", p0.Decode},
		{"DecodeConfig", p0.DecodeConfig},
		{"ErrFormat", &p0.ErrFormat},
		{"Gray", (*p0.Gray)(nil)},
		{"Gray16", (*p0.Gray16)(nil)},
		{"Image", (*p0.Image)(nil)},
		{"_Image", (*_image_Image)(nil)},
		{"NRGBA", (*p0.NRGBA)(nil)},
		{"NRGBA64", (*p0.NRGBA64)(nil)},
		{"NYCbCrA", (*p0.NYCbCrA)(nil)},
		{"NewAlpha", p0.NewAlpha},
		{"NewAlpha16", p0.NewAlpha16},
		{"NewCMYK", p0.NewCMYK},
		{"NewGray", p0.NewGray},
		{"NewGray16", p0.NewGray16},
		{"NewNRGBA", p0.NewNRGBA},
		{"NewNRGBA64", p0.NewNRGBA64},
		{"NewNYCbCrA", p0.NewNYCbCrA},
		{"NewPaletted", p0.NewPaletted},
		{"NewRGBA", p0.NewRGBA},
		{"NewRGBA64", p0.NewRGBA64},
		{"NewUniform", p0.NewUniform},
		{"NewYCbCr", p0.NewYCbCr},
		{"Opaque", &p0.Opaque},
		{"Paletted", (*p0.Paletted)(nil)},
		{"PalettedImage", (*p0.PalettedImage)(nil)},
		{"_PalettedImage", (*_image_PalettedImage)(nil)},
		{"Point", (*p0.Point)(nil)},
		{"Pt", p0.Pt},
		{"RGBA", (*p0.RGBA)(nil)},
		{"RGBA64", (*p0.RGBA64)(nil)},
		{"RGBA64Image", (*p0.RGBA64Image)(nil)},
		{"_RGBA64Image", (*_image_RGBA64Image)(nil)},
		{"Rect", p0.Rect},
		{"Rectangle", (*p0.Rectangle)(nil)},
		{"RegisterFormat", p0.RegisterFormat},
		{"Transparent", &p0.Transparent},
		{"Uniform", (*p0.Uniform)(nil)},
		{"White", &p0.White},
		{"YCbCr", (*p0.YCbCr)(nil)},
		{"YCbCrSubsampleRatio", (*p0.YCbCrSubsampleRatio)(nil)},
		{"ZP", &p0.ZP},
		{"ZR", &p0.ZR},
	}
}

// _image_Image is an interface wrapper for Image.
type _image_Image struct {
	IValue      interface{}
	WAt         func(a0 int, a1 int) p1.Color
	WBounds     func() p0.Rectangle
	WColorModel func() p1.Model
}

func (w _image_Image) At(a0 int, a1 int) p1.Color {
	return w.WAt(a0, a1)
}
func (w _image_Image) Bounds() p0.Rectangle {
	return w.WBounds()
}
func (w _image_Image) ColorModel() p1.Model {
	return w.WColorModel()
}

// _image_PalettedImage is an interface wrapper for PalettedImage.
type _image_PalettedImage struct {
	IValue        interface{}
	WAt           func(a0 int, a1 int) p1.Color
	WBounds       func() p0.Rectangle
	WColorIndexAt func(a0 int, a1 int) uint8
	WColorModel   func() p1.Model
}

func (w _image_PalettedImage) At(a0 int, a1 int) p1.Color {
	return w.WAt(a0, a1)
}
func (w _image_PalettedImage) Bounds() p0.Rectangle {
	return w.WBounds()
}
func (w _image_PalettedImage) ColorIndexAt(a0 int, a1 int) uint8 {
	return w.WColorIndexAt(a0, a1)
}
func (w _image_PalettedImage) ColorModel() p1.Model {
	return w.WColorModel()
}

// _image_RGBA64Image is an interface wrapper for RGBA64Image.
type _image_RGBA64Image struct {
	IValue      interface{}
	WAt         func(a0 int, a1 int) p1.Color
	WBounds     func() p0.Rectangle
	WColorModel func() p1.Model
	WRGBA64At   func(a0 int, a1 int) p1.RGBA64
}

func (w _image_RGBA64Image) At(a0 int, a1 int) p1.Color {
	return w.WAt(a0, a1)
}
func (w _image_RGBA64Image) Bounds() p0.Rectangle {
	return w.WBounds()
}
func (w _image_RGBA64Image) ColorModel() p1.Model {
	return w.WColorModel()
}
func (w _image_RGBA64Image) RGBA64At(a0 int, a1 int) p1.RGBA64 {
	return w.WRGBA64At(a0, a1)
}
