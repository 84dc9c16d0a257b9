// Code generated from gonum.org/v1/plot/vg by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p2 "gonum.org/v1/plot/font"
	p0 "gonum.org/v1/plot/vg"
	p1 "image"
	p3 "image/color"
	p4 "io"
)

func table_plot_vg() []symbol {
	return []symbol{
		{"Canvas", (*p0.Canvas)(nil)},
		{"_Canvas", (*_gonum_org_v1_plot_vg_Canvas)(nil)},
		{"CanvasSizer", (*p0.CanvasSizer)(nil)},
		{"_CanvasSizer", (*_gonum_org_v1_plot_vg_CanvasSizer)(nil)},
		{"CanvasWriterTo", (*p0.CanvasWriterTo)(nil)},
		{"_CanvasWriterTo", (*_gonum_org_v1_plot_vg_CanvasWriterTo)(nil)},
		{"Initialize", p0.Initialize},
		{"Length", (*p0.Length)(nil)},
		{"MultiCanvas", p0.MultiCanvas},
		{"ParseLength", p0.ParseLength},
		{"Path", (*p0.Path)(nil)},
		{"PathComp", (*p0.PathComp)(nil)},
		{"Point", (*p0.Point)(nil)},
		{"Points", p0.Points},
		{"Rectangle", (*p0.Rectangle)(nil)},
	}
}

// _gonum_org_v1_plot_vg_Canvas is an interface wrapper for Canvas.
type _gonum_org_v1_plot_vg_Canvas struct {
	IValue        interface{}
	WDrawImage    func(a0 p0.Rectangle, a1 p1.Image)
	WFill         func(a0 p0.Path)
	WFillString   func(a0 p2.Face, a1 p0.Point, a2 string)
	WPop          func()
	WPush         func()
	WRotate       func(a0 float64)
	WScale        func(a0 float64, a1 float64)
	WSetColor     func(a0 p3.Color)
	WSetLineDash  func(a0 []p0.Length, a1 p0.Length)
	WSetLineWidth func(a0 p0.Length)
	WStroke       func(a0 p0.Path)
	WTranslate    func(a0 p0.Point)
}

func (w _gonum_org_v1_plot_vg_Canvas) DrawImage(a0 p0.Rectangle, a1 p1.Image) {
	w.WDrawImage(a0, a1)
}
func (w _gonum_org_v1_plot_vg_Canvas) Fill(a0 p0.Path) {
	w.WFill(a0)
}
func (w _gonum_org_v1_plot_vg_Canvas) FillString(a0 p2.Face, a1 p0.Point, a2 string) {
	w.WFillString(a0, a1, a2)
}
func (w _gonum_org_v1_plot_vg_Canvas) Pop() {
	w.WPop()
}
func (w _gonum_org_v1_plot_vg_Canvas) Push() {
	w.WPush()
}
func (w _gonum_org_v1_plot_vg_Canvas) Rotate(a0 float64) {
	w.WRotate(a0)
}
func (w _gonum_org_v1_plot_vg_Canvas) Scale(a0 float64, a1 float64) {
	w.WScale(a0, a1)
}
func (w _gonum_org_v1_plot_vg_Canvas) SetColor(a0 p3.Color) {
	w.WSetColor(a0)
}
func (w _gonum_org_v1_plot_vg_Canvas) SetLineDash(a0 []p0.Length, a1 p0.Length) {
	w.WSetLineDash(a0, a1)
}
func (w _gonum_org_v1_plot_vg_Canvas) SetLineWidth(a0 p0.Length) {
	w.WSetLineWidth(a0)
}
func (w _gonum_org_v1_plot_vg_Canvas) Stroke(a0 p0.Path) {
	w.WStroke(a0)
}
func (w _gonum_org_v1_plot_vg_Canvas) Translate(a0 p0.Point) {
	w.WTranslate(a0)
}

// _gonum_org_v1_plot_vg_CanvasSizer is an interface wrapper for CanvasSizer.
type _gonum_org_v1_plot_vg_CanvasSizer struct {
	IValue        interface{}
	WDrawImage    func(a0 p0.Rectangle, a1 p1.Image)
	WFill         func(a0 p0.Path)
	WFillString   func(a0 p2.Face, a1 p0.Point, a2 string)
	WPop          func()
	WPush         func()
	WRotate       func(a0 float64)
	WScale        func(a0 float64, a1 float64)
	WSetColor     func(a0 p3.Color)
	WSetLineDash  func(a0 []p0.Length, a1 p0.Length)
	WSetLineWidth func(a0 p0.Length)
	WSize         func() (p0.Length, p0.Length)
	WStroke       func(a0 p0.Path)
	WTranslate    func(a0 p0.Point)
}

func (w _gonum_org_v1_plot_vg_CanvasSizer) DrawImage(a0 p0.Rectangle, a1 p1.Image) {
	w.WDrawImage(a0, a1)
}
func (w _gonum_org_v1_plot_vg_CanvasSizer) Fill(a0 p0.Path) {
	w.WFill(a0)
}
func (w _gonum_org_v1_plot_vg_CanvasSizer) FillString(a0 p2.Face, a1 p0.Point, a2 string) {
	w.WFillString(a0, a1, a2)
}
func (w _gonum_org_v1_plot_vg_CanvasSizer) Pop() {
	w.WPop()
}
func (w _gonum_org_v1_plot_vg_CanvasSizer) Push() {
	w.WPush()
}
func (w _gonum_org_v1_plot_vg_CanvasSizer) Rotate(a0 float64) {
	w.WRotate(a0)
}
func (w _gonum_org_v1_plot_vg_CanvasSizer) Scale(a0 float64, a1 float64) {
	w.WScale(a0, a1)
}
func (w _gonum_org_v1_plot_vg_CanvasSizer) SetColor(a0 p3.Color) {
	w.WSetColor(a0)
}
func (w _gonum_org_v1_plot_vg_CanvasSizer) SetLineDash(a0 []p0.Length, a1 p0.Length) {
	w.WSetLineDash(a0, a1)
}
func (w _gonum_org_v1_plot_vg_CanvasSizer) SetLineWidth(a0 p0.Length) {
	w.WSetLineWidth(a0)
}
func (w _gonum_org_v1_plot_vg_CanvasSizer) Size() (p0.Length, p0.Length) {
	return w.WSize()
}
func (w _gonum_org_v1_plot_vg_CanvasSizer) Stroke(a0 p0.Path) {
	w.WStroke(a0)
}
func (w _gonum_org_v1_plot_vg_CanvasSizer) Translate(a0 p0.Point) {
	w.WTranslate(a0)
}

// _gonum_org_v1_plot_vg_CanvasWriterTo is an interface wrapper for CanvasWriterTo.
type _gonum_org_v1_plot_vg_CanvasWriterTo struct {
	IValue        interface{}
	WDrawImage    func(a0 p0.Rectangle, a1 p1.Image)
	WFill         func(a0 p0.Path)
	WFillString   func(a0 p2.Face, a1 p0.Point, a2 string)
	WPop          func()
	WPush         func()
	WRotate       func(a0 float64)
	WScale        func(a0 float64, a1 float64)
	WSetColor     func(a0 p3.Color)
	WSetLineDash  func(a0 []p0.Length, a1 p0.Length)
	WSetLineWidth func(a0 p0.Length)
	WSize         func() (p0.Length, p0.Length)
	WStroke       func(a0 p0.Path)
	WTranslate    func(a0 p0.Point)
	WWriteTo      func(a0 p4.Writer) (int64, error)
}

func (w _gonum_org_v1_plot_vg_CanvasWriterTo) DrawImage(a0 p0.Rectangle, a1 p1.Image) {
	w.WDrawImage(a0, a1)
}
func (w _gonum_org_v1_plot_vg_CanvasWriterTo) Fill(a0 p0.Path) {
	w.WFill(a0)
}
func (w _gonum_org_v1_plot_vg_CanvasWriterTo) FillString(a0 p2.Face, a1 p0.Point, a2 string) {
	w.WFillString(a0, a1, a2)
}
func (w _gonum_org_v1_plot_vg_CanvasWriterTo) Pop() {
	w.WPop()
}
func (w _gonum_org_v1_plot_vg_CanvasWriterTo) Push() {
	w.WPush()
}
func (w _gonum_org_v1_plot_vg_CanvasWriterTo) Rotate(a0 float64) {
	w.WRotate(a0)
}
func (w _gonum_org_v1_plot_vg_CanvasWriterTo) Scale(a0 float64, a1 float64) {
	w.WScale(a0, a1)
}
func (w _gonum_org_v1_plot_vg_CanvasWriterTo) SetColor(a0 p3.Color) {
	w.WSetColor(a0)
}
func (w _gonum_org_v1_plot_vg_CanvasWriterTo) SetLineDash(a0 []p0.Length, a1 p0.Length) {
	w.WSetLineDash(a0, a1)
}
func (w _gonum_org_v1_plot_vg_CanvasWriterTo) SetLineWidth(a0 p0.Length) {
	w.WSetLineWidth(a0)
}
func (w _gonum_org_v1_plot_vg_CanvasWriterTo) Size() (p0.Length, p0.Length) {
	return w.WSize()
}
func (w _gonum_org_v1_plot_vg_CanvasWriterTo) Stroke(a0 p0.Path) {
	w.WStroke(a0)
}
func (w _gonum_org_v1_plot_vg_CanvasWriterTo) Translate(a0 p0.Point) {
	w.WTranslate(a0)
}
func (w _gonum_org_v1_plot_vg_CanvasWriterTo) WriteTo(a0 p4.Writer) (int64, error) {
	return w.WWriteTo(a0)
}
