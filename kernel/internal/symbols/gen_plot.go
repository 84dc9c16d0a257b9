// Code generated from gonum.org/v1/plot by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "gonum.org/v1/plot"
	p1 "gonum.org/v1/plot/vg/draw"
)

func table_plot() []symbol {
	return []symbol{
		{"Align", p0.Align},
		{"Axis", (*p0.Axis)(nil)},
		{"ConstantTicks", (*p0.ConstantTicks)(nil)},
		{"DataRanger", (*p0.DataRanger)(nil)},
		{"_DataRanger", (*_gonum_org_v1_plot_DataRanger)(nil)},
		{"DefaultFont", &p0.DefaultFont},
		{"DefaultTextHandler", &p0.DefaultTextHandler},
		{"DefaultTicks", (*p0.DefaultTicks)(nil)},
		{"GlyphBox", (*p0.GlyphBox)(nil)},
		{"GlyphBoxer", (*p0.GlyphBoxer)(nil)},
		{"_GlyphBoxer", (*_gonum_org_v1_plot_GlyphBoxer)(nil)},
		{"InvertedScale", (*p0.InvertedScale)(nil)},
		{"Legend", (*p0.Legend)(nil)},
		{"LinearScale", (*p0.LinearScale)(nil)},
		{"LogScale", (*p0.LogScale)(nil)},
		{"LogTicks", (*p0.LogTicks)(nil)},
		{"New", p0.New},
		{"NewLegend", p0.NewLegend},
		{"Normalizer", (*p0.Normalizer)(nil)},
		{"_Normalizer", (*_gonum_org_v1_plot_Normalizer)(nil)},
		{"Plot", (*p0.Plot)(nil)},
		{"Plotter", (*p0.Plotter)(nil)},
		{"_Plotter", (*_gonum_org_v1_plot_Plotter)(nil)},
		{"Thumbnailer", (*p0.Thumbnailer)(nil)},
		{"_Thumbnailer", (*_gonum_org_v1_plot_Thumbnailer)(nil)},
		{"Tick", (*p0.Tick)(nil)},
		{"Ticker", (*p0.Ticker)(nil)},
		{"_Ticker", (*_gonum_org_v1_plot_Ticker)(nil)},
		{"TickerFunc", (*p0.TickerFunc)(nil)},
		{"TimeTicks", (*p0.TimeTicks)(nil)},
		{"UTCUnixTime", &p0.UTCUnixTime},
		{"UnixTimeIn", p0.UnixTimeIn},
		{"Version", p0.Version},
	}
}

// _gonum_org_v1_plot_DataRanger is an interface wrapper for DataRanger.
type _gonum_org_v1_plot_DataRanger struct {
	IValue     interface{}
	WDataRange func() (float64, float64, float64, float64)
}

func (w _gonum_org_v1_plot_DataRanger) DataRange() (float64, float64, float64, float64) {
	return w.WDataRange()
}

// _gonum_org_v1_plot_GlyphBoxer is an interface wrapper for GlyphBoxer.
type _gonum_org_v1_plot_GlyphBoxer struct {
	IValue      interface{}
	WGlyphBoxes func(a0 *p0.Plot) []p0.GlyphBox
}

func (w _gonum_org_v1_plot_GlyphBoxer) GlyphBoxes(a0 *p0.Plot) []p0.GlyphBox {
	return w.WGlyphBoxes(a0)
}

// _gonum_org_v1_plot_Normalizer is an interface wrapper for Normalizer.
type _gonum_org_v1_plot_Normalizer struct {
	IValue     interface{}
	WNormalize func(a0 float64, a1 float64, a2 float64) float64
}

func (w _gonum_org_v1_plot_Normalizer) Normalize(a0 float64, a1 float64, a2 float64) float64 {
	return w.WNormalize(a0, a1, a2)
}

// _gonum_org_v1_plot_Plotter is an interface wrapper for Plotter.
type _gonum_org_v1_plot_Plotter struct {
	IValue interface{}
	WPlot  func(a0 p1.Canvas, a1 *p0.Plot)
}

func (w _gonum_org_v1_plot_Plotter) Plot(a0 p1.Canvas, a1 *p0.Plot) {
	w.WPlot(a0, a1)
}

// _gonum_org_v1_plot_Thumbnailer is an interface wrapper for Thumbnailer.
type _gonum_org_v1_plot_Thumbnailer struct {
	IValue     interface{}
	WThumbnail func(a0 *p1.Canvas)
}

func (w _gonum_org_v1_plot_Thumbnailer) Thumbnail(a0 *p1.Canvas) {
	w.WThumbnail(a0)
}

// _gonum_org_v1_plot_Ticker is an interface wrapper for Ticker.
type _gonum_org_v1_plot_Ticker struct {
	IValue interface{}
	WTicks func(a0 float64, a1 float64) []p0.Tick
}

func (w _gonum_org_v1_plot_Ticker) Ticks(a0 float64, a1 float64) []p0.Tick {
	return w.WTicks(a0, a1)
}
