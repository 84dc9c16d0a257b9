// Code generated from gonum.org/v1/plot/text by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "gonum.org/v1/plot/font"
	p0 "gonum.org/v1/plot/text"
	p2 "gonum.org/v1/plot/vg"
)

func table_plot_text() []symbol {
	return []symbol{
		{"Handler", (*p0.Handler)(nil)},
		{"_Handler", (*_gonum_org_v1_plot_text_Handler)(nil)},
		{"Latex", (*p0.Latex)(nil)},
		{"Plain", (*p0.Plain)(nil)},
		{"Style", (*p0.Style)(nil)},
		{"XAlignment", (*p0.XAlignment)(nil)},
		{"YAlignment", (*p0.YAlignment)(nil)},
	}
}

// _gonum_org_v1_plot_text_Handler is an interface wrapper for Handler.
type _gonum_org_v1_plot_text_Handler struct {
	IValue   interface{}
	WBox     func(a0 string, a1 p1.Font) (p2.Length, p2.Length, p2.Length)
	WCache   func() *p1.Cache
	WDraw    func(a0 p2.Canvas, a1 string, a2 p0.Style, a3 p2.Point)
	WExtents func(a0 p1.Font) p1.Extents
	WLines   func(a0 string) []string
}

func (w _gonum_org_v1_plot_text_Handler) Box(a0 string, a1 p1.Font) (p2.Length, p2.Length, p2.Length) {
	return w.WBox(a0, a1)
}
func (w _gonum_org_v1_plot_text_Handler) Cache() *p1.Cache {
	return w.WCache()
}
func (w _gonum_org_v1_plot_text_Handler) Draw(a0 p2.Canvas, a1 string, a2 p0.Style, a3 p2.Point) {
	w.WDraw(a0, a1, a2, a3)
}
func (w _gonum_org_v1_plot_text_Handler) Extents(a0 p1.Font) p1.Extents {
	return w.WExtents(a0)
}
func (w _gonum_org_v1_plot_text_Handler) Lines(a0 string) []string {
	return w.WLines(a0)
}
