// Code generated from image/draw by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "image"
	p2 "image/color"
	p0 "image/draw"
)

func table_image_draw() []symbol {
	return []symbol{
		{"Draw", p0.Draw},
		{"DrawMask", p0.DrawMask},
		{"Drawer", (*p0.Drawer)(nil)},
		{"_Drawer", (*_image_draw_Drawer)(nil)},
		{"FloydSteinberg", &p0.FloydSteinberg},
		{"Image", (*p0.Image)(nil)},
		{"_Image", (*_image_draw_Image)(nil)},
		{"Op", (*p0.Op)(nil)},
		{"Quantizer", (*p0.Quantizer)(nil)},
		{"_Quantizer", (*_image_draw_Quantizer)(nil)},
		{"RGBA64Image", (*p0.RGBA64Image)(nil)},
		{"_RGBA64Image", (*_image_draw_RGBA64Image)(nil)},
	}
}

// _image_draw_Drawer is an interface wrapper for Drawer.
type _image_draw_Drawer struct {
	IValue interface{}
	WDraw  func(a0 p0.Image, a1 p1.Rectangle, a2 p1.Image, a3 p1.Point)
}

func (w _image_draw_Drawer) Draw(a0 p0.Image, a1 p1.Rectangle, a2 p1.Image, a3 p1.Point) {
	w.WDraw(a0, a1, a2, a3)
}

// _image_draw_Image is an interface wrapper for Image.
type _image_draw_Image struct {
	IValue      interface{}
	WAt         func(a0 int, a1 int) p2.Color
	WBounds     func() p1.Rectangle
	WColorModel func() p2.Model
	WSet        func(a0 int, a1 int, a2 p2.Color)
}

func (w _image_draw_Image) At(a0 int, a1 int) p2.Color {
	return w.WAt(a0, a1)
}
func (w _image_draw_Image) Bounds() p1.Rectangle {
	return w.WBounds()
}
func (w _image_draw_Image) ColorModel() p2.Model {
	return w.WColorModel()
}
func (w _image_draw_Image) Set(a0 int, a1 int, a2 p2.Color) {
	w.WSet(a0, a1, a2)
}

// _image_draw_Quantizer is an interface wrapper for Quantizer.
type _image_draw_Quantizer struct {
	IValue    interface{}
	WQuantize func(a0 p2.Palette, a1 p1.Image) p2.Palette
}

func (w _image_draw_Quantizer) Quantize(a0 p2.Palette, a1 p1.Image) p2.Palette {
	return w.WQuantize(a0, a1)
}

// _image_draw_RGBA64Image is an interface wrapper for RGBA64Image.
type _image_draw_RGBA64Image struct {
	IValue      interface{}
	WAt         func(a0 int, a1 int) p2.Color
	WBounds     func() p1.Rectangle
	WColorModel func() p2.Model
	WRGBA64At   func(a0 int, a1 int) p2.RGBA64
	WSet        func(a0 int, a1 int, a2 p2.Color)
	WSetRGBA64  func(a0 int, a1 int, a2 p2.RGBA64)
}

func (w _image_draw_RGBA64Image) At(a0 int, a1 int) p2.Color {
	return w.WAt(a0, a1)
}
func (w _image_draw_RGBA64Image) Bounds() p1.Rectangle {
	return w.WBounds()
}
func (w _image_draw_RGBA64Image) ColorModel() p2.Model {
	return w.WColorModel()
}
func (w _image_draw_RGBA64Image) RGBA64At(a0 int, a1 int) p2.RGBA64 {
	return w.WRGBA64At(a0, a1)
}
func (w _image_draw_RGBA64Image) Set(a0 int, a1 int, a2 p2.Color) {
	w.WSet(a0, a1, a2)
}
func (w _image_draw_RGBA64Image) SetRGBA64(a0 int, a1 int, a2 p2.RGBA64) {
	w.WSetRGBA64(a0, a1, a2)
}
