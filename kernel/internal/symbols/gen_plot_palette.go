// Code generated from gonum.org/v1/plot/palette by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "gonum.org/v1/plot/palette"
	p1 "image/color"
)

func table_plot_palette() []symbol {
	return []symbol{
		{"ColorMap", (*p0.ColorMap)(nil)},
		{"_ColorMap", (*_gonum_org_v1_plot_palette_ColorMap)(nil)},
		{"DivergingColorMap", (*p0.DivergingColorMap)(nil)},
		{"_DivergingColorMap", (*_gonum_org_v1_plot_palette_DivergingColorMap)(nil)},
		{"DivergingPalette", (*p0.DivergingPalette)(nil)},
		{"_DivergingPalette", (*_gonum_org_v1_plot_palette_DivergingPalette)(nil)},
		{"ErrNaN", &p0.ErrNaN},
		{"ErrOverflow", &p0.ErrOverflow},
		{"ErrUnderflow", &p0.ErrUnderflow},
		{"HSVA", (*p0.HSVA)(nil)},
		{"HSVAModel", &p0.HSVAModel},
		{"Heat", p0.Heat},
		{"Hue", (*p0.Hue)(nil)},
		{"Palette", (*p0.Palette)(nil)},
		{"_Palette", (*_gonum_org_v1_plot_palette_Palette)(nil)},
		{"Radial", p0.Radial},
		{"Rainbow", p0.Rainbow},
		{"Reverse", p0.Reverse},
	}
}

// _gonum_org_v1_plot_palette_ColorMap is an interface wrapper for ColorMap.
type _gonum_org_v1_plot_palette_ColorMap struct {
	IValue    interface{}
	WAlpha    func() float64
	WAt       func(a0 float64) (p1.Color, error)
	WMax      func() float64
	WMin      func() float64
	WPalette  func(a0 int) p0.Palette
	WSetAlpha func(a0 float64)
	WSetMax   func(a0 float64)
	WSetMin   func(a0 float64)
}

func (w _gonum_org_v1_plot_palette_ColorMap) Alpha() float64 {
	return w.WAlpha()
}
func (w _gonum_org_v1_plot_palette_ColorMap) At(a0 float64) (p1.Color, error) {
	return w.WAt(a0)
}
func (w _gonum_org_v1_plot_palette_ColorMap) Max() float64 {
	return w.WMax()
}
func (w _gonum_org_v1_plot_palette_ColorMap) Min() float64 {
	return w.WMin()
}
func (w _gonum_org_v1_plot_palette_ColorMap) Palette(a0 int) p0.Palette {
	return w.WPalette(a0)
}
func (w _gonum_org_v1_plot_palette_ColorMap) SetAlpha(a0 float64) {
	w.WSetAlpha(a0)
}
func (w _gonum_org_v1_plot_palette_ColorMap) SetMax(a0 float64) {
	w.WSetMax(a0)
}
func (w _gonum_org_v1_plot_palette_ColorMap) SetMin(a0 float64) {
	w.WSetMin(a0)
}

// _gonum_org_v1_plot_palette_DivergingColorMap is an interface wrapper for DivergingColorMap.
type _gonum_org_v1_plot_palette_DivergingColorMap struct {
	IValue            interface{}
	WAlpha            func() float64
	WAt               func(a0 float64) (p1.Color, error)
	WConvergePoint    func() float64
	WMax              func() float64
	WMin              func() float64
	WPalette          func(a0 int) p0.Palette
	WSetAlpha         func(a0 float64)
	WSetConvergePoint func(a0 float64)
	WSetMax           func(a0 float64)
	WSetMin           func(a0 float64)
}

func (w _gonum_org_v1_plot_palette_DivergingColorMap) Alpha() float64 {
	return w.WAlpha()
}
func (w _gonum_org_v1_plot_palette_DivergingColorMap) At(a0 float64) (p1.Color, error) {
	return w.WAt(a0)
}
func (w _gonum_org_v1_plot_palette_DivergingColorMap) ConvergePoint() float64 {
	return w.WConvergePoint()
}
func (w _gonum_org_v1_plot_palette_DivergingColorMap) Max() float64 {
	return w.WMax()
}
func (w _gonum_org_v1_plot_palette_DivergingColorMap) Min() float64 {
	return w.WMin()
}
func (w _gonum_org_v1_plot_palette_DivergingColorMap) Palette(a0 int) p0.Palette {
	return w.WPalette(a0)
}
func (w _gonum_org_v1_plot_palette_DivergingColorMap) SetAlpha(a0 float64) {
	w.WSetAlpha(a0)
}
func (w _gonum_org_v1_plot_palette_DivergingColorMap) SetConvergePoint(a0 float64) {
	w.WSetConvergePoint(a0)
}
func (w _gonum_org_v1_plot_palette_DivergingColorMap) SetMax(a0 float64) {
	w.WSetMax(a0)
}
func (w _gonum_org_v1_plot_palette_DivergingColorMap) SetMin(a0 float64) {
	w.WSetMin(a0)
}

// _gonum_org_v1_plot_palette_DivergingPalette is an interface wrapper for DivergingPalette.
type _gonum_org_v1_plot_palette_DivergingPalette struct {
	IValue         interface{}
	WColors        func() []p1.Color
	WCriticalIndex func() (int, int)
}

func (w _gonum_org_v1_plot_palette_DivergingPalette) Colors() []p1.Color {
	return w.WColors()
}
func (w _gonum_org_v1_plot_palette_DivergingPalette) CriticalIndex() (int, int) {
	return w.WCriticalIndex()
}

// _gonum_org_v1_plot_palette_Palette is an interface wrapper for Palette.
type _gonum_org_v1_plot_palette_Palette struct {
	IValue  interface{}
	WColors func() []p1.Color
}

func (w _gonum_org_v1_plot_palette_Palette) Colors() []p1.Color {
	return w.WColors()
}
