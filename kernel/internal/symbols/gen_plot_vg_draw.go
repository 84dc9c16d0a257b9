// Code generated from gonum.org/v1/plot/vg/draw by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p2 "gonum.org/v1/plot/font"
	p3 "gonum.org/v1/plot/text"
	p1 "gonum.org/v1/plot/vg"
	p0 "gonum.org/v1/plot/vg/draw"
)

func table_plot_vg_draw() []symbol {
	return []symbol{
		{"BoxGlyph", (*p0.BoxGlyph)(nil)},
		{"Canvas", (*p0.Canvas)(nil)},
		{"CircleGlyph", (*p0.CircleGlyph)(nil)},
		{"Crop", p0.Crop},
		{"CrossGlyph", (*p0.CrossGlyph)(nil)},
		{"Formats", p0.Formats},
		{"GlyphDrawer", (*p0.GlyphDrawer)(nil)},
		{"_GlyphDrawer", (*_gonum_org_v1_plot_vg_draw_GlyphDrawer)(nil)},
		{"GlyphStyle", (*p0.GlyphStyle)(nil)},
		{"LineStyle", (*p0.LineStyle)(nil)},
		{"New", p0.New},
		{"NewCanvas", p0.NewCanvas},
		{"NewFormattedCanvas", p0.NewFormattedCanvas},
		{"PlainTextHandler", (*p0.PlainTextHandler)(nil)},
		{"PlusGlyph", (*p0.PlusGlyph)(nil)},
		{"PyramidGlyph", (*p0.PyramidGlyph)(nil)},
		{"RegisterFormat", p0.RegisterFormat},
		{"RingGlyph", (*p0.RingGlyph)(nil)},
		{"SquareGlyph", (*p0.SquareGlyph)(nil)},
		{"TextHandler", (*p0.TextHandler)(nil)},
		{"_TextHandler", (*_gonum_org_v1_plot_vg_draw_TextHandler)(nil)},
		{"TextStyle", (*p0.TextStyle)(nil)},
		{"Tiles", (*p0.Tiles)(nil)},
		{"TriangleGlyph", (*p0.TriangleGlyph)(nil)},
		{"XAlignment", (*p0.XAlignment)(nil)},
		{"YAlignment", (*p0.YAlignment)(nil)},
	}
}

// _gonum_org_v1_plot_vg_draw_GlyphDrawer is an interface wrapper for GlyphDrawer.
type _gonum_org_v1_plot_vg_draw_GlyphDrawer struct {
	IValue     interface{}
	WDrawGlyph func(a0 *p0.Canvas, a1 p0.GlyphStyle, a2 p1.Point)
}

func (w _gonum_org_v1_plot_vg_draw_GlyphDrawer) DrawGlyph(a0 *p0.Canvas, a1 p0.GlyphStyle, a2 p1.Point) {
	w.WDrawGlyph(a0, a1, a2)
}

// _gonum_org_v1_plot_vg_draw_TextHandler is an interface wrapper for TextHandler.
type _gonum_org_v1_plot_vg_draw_TextHandler struct {
	IValue   interface{}
	WBox     func(a0 string, a1 p2.Font) (p1.Length, p1.Length, p1.Length)
	WCache   func() *p2.Cache
	WDraw    func(a0 p1.Canvas, a1 string, a2 p3.Style, a3 p1.Point)
	WExtents func(a0 p2.Font) p2.Extents
	WLines   func(a0 string) []string
}

func (w _gonum_org_v1_plot_vg_draw_TextHandler) Box(a0 string, a1 p2.Font) (p1.Length, p1.Length, p1.Length) {
	return w.WBox(a0, a1)
}
func (w _gonum_org_v1_plot_vg_draw_TextHandler) Cache() *p2.Cache {
	return w.WCache()
}
func (w _gonum_org_v1_plot_vg_draw_TextHandler) Draw(a0 p1.Canvas, a1 string, a2 p3.Style, a3 p1.Point) {
	w.WDraw(a0, a1, a2, a3)
}
func (w _gonum_org_v1_plot_vg_draw_TextHandler) Extents(a0 p2.Font) p2.Extents {
	return w.WExtents(a0)
}
func (w _gonum_org_v1_plot_vg_draw_TextHandler) Lines(a0 string) []string {
	return w.WLines(a0)
}
