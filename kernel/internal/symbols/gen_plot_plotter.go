// Code generated from gonum.org/v1/plot/plotter by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "gonum.org/v1/plot/plotter"
)

func table_plot_plotter() []symbol {
	return []symbol{
		{"BarChart", (*p0.BarChart)(nil)},
		{"BoxPlot", (*p0.BoxPlot)(nil)},
		{"CheckFloats", p0.CheckFloats},
		{"ColorBar", (*p0.ColorBar)(nil)},
		{"Contour", (*p0.Contour)(nil)},
		{"CopyValues", p0.CopyValues},
		{"CopyXYZs", p0.CopyXYZs},
		{"CopyXYs", p0.CopyXYs},
		{"DefaultCapWidth", &p0.DefaultCapWidth},
		{"DefaultFont", &p0.DefaultFont},
		{"DefaultFontSize", &p0.DefaultFontSize},
		{"DefaultGlyphStyle", &p0.DefaultGlyphStyle},
		{"DefaultGridLineStyle", &p0.DefaultGridLineStyle},
		{"DefaultLineStyle", &p0.DefaultLineStyle},
		{"DefaultQuartMedianStyle", &p0.DefaultQuartMedianStyle},
		{"DefaultQuartWhiskerStyle", &p0.DefaultQuartWhiskerStyle},
		{"ErrInfinity", &p0.ErrInfinity},
		{"ErrNaN", &p0.ErrNaN},
		{"ErrNoData", &p0.ErrNoData},
		{"Errors", (*p0.Errors)(nil)},
		{"Field", (*p0.Field)(nil)},
		{"FieldXY", (*p0.FieldXY)(nil)},
		{"_FieldXY", (*_gonum_org_v1_plot_plotter_FieldXY)(nil)},
		{"Flow", (*p0.Flow)(nil)},
		{"Function", (*p0.Function)(nil)},
		{"GlyphBoxes", (*p0.GlyphBoxes)(nil)},
		{"Grid", (*p0.Grid)(nil)},
		{"GridXYZ", (*p0.GridXYZ)(nil)},
		{"_GridXYZ", (*_gonum_org_v1_plot_plotter_GridXYZ)(nil)},
		{"HeatMap", (*p0.HeatMap)(nil)},
		{"Histogram", (*p0.Histogram)(nil)},
		{"HistogramBin", (*p0.HistogramBin)(nil)},
		{"Image", (*p0.Image)(nil)},
		{"Labeller", (*p0.Labeller)(nil)},
		{"_Labeller", (*_gonum_org_v1_plot_plotter_Labeller)(nil)},
		{"Labels", (*p0.Labels)(nil)},
		{"Line", (*p0.Line)(nil)},
		{"NewBarChart", p0.NewBarChart},
		{"NewBoxPlot", p0.NewBoxPlot},
		{"NewContour", p0.NewContour},
		{"NewField", p0.NewField},
		{"NewFunction", p0.NewFunction},
		{"NewGlyphBoxes", p0.NewGlyphBoxes},
		{"NewGrid", p0.NewGrid},
		{"NewHeatMap", p0.NewHeatMap},
		{"NewHist", p0.NewHist},
		{"NewHistogram", p0.NewHistogram},
		{"NewImage", p0.NewImage},
		{"NewLabels", p0.NewLabels},
		{"NewLine", p0.NewLine},
		{"NewLinePoints", p0.NewLinePoints},
		{"NewPolygon", p0.NewPolygon},
		{"NewQuartPlot", p0.NewQuartPlot},
		{"NewSankey", p0.NewSankey},
		{"NewScatter", p0.NewScatter},
		{"NewXErrorBars", p0.NewXErrorBars},
		{"NewYErrorBars", p0.NewYErrorBars},
		{"PaletteThumbnailers", p0.PaletteThumbnailers},
		{"Polygon", (*p0.Polygon)(nil)},
		{"QuartPlot", (*p0.QuartPlot)(nil)},
		{"Range", p0.Range},
		{"Sankey", (*p0.Sankey)(nil)},
		{"Scatter", (*p0.Scatter)(nil)},
		{"StepKind", (*p0.StepKind)(nil)},
		{"ValueLabels", (*p0.ValueLabels)(nil)},
		{"Valuer", (*p0.Valuer)(nil)},
		{"_Valuer", (*_gonum_org_v1_plot_plotter_Valuer)(nil)},
		{"Values", (*p0.Values)(nil)},
		{"XErrorBars", (*p0.XErrorBars)(nil)},
		{"XErrorer", (*p0.XErrorer)(nil)},
		{"_XErrorer", (*_gonum_org_v1_plot_plotter_XErrorer)(nil)},
		{"XErrors", (*p0.XErrors)(nil)},
		{"XValues", (*p0.XValues)(nil)},
		{"XY", (*p0.XY)(nil)},
		{"XYLabeller", (*p0.XYLabeller)(nil)},
		{"_XYLabeller", (*_gonum_org_v1_plot_plotter_XYLabeller)(nil)},
		{"XYLabels", (*p0.XYLabels)(nil)},
		{"XYRange", p0.XYRange},
		{"XYValues", (*p0.XYValues)(nil)},
		{"XYZ", (*p0.XYZ)(nil)},
		{"XYZer", (*p0.XYZer)(nil)},
		{"_XYZer", (*_gonum_org_v1_plot_plotter_XYZer)(nil)},
		{"XYZs", (*p0.XYZs)(nil)},
		{"XYer", (*p0.XYer)(nil)},
		{"_XYer", (*_gonum_org_v1_plot_plotter_XYer)(nil)},
		{"XYs", (*p0.XYs)(nil)},
		{"YErrorBars", (*p0.YErrorBars)(nil)},
		{"YErrorer", (*p0.YErrorer)(nil)},
		{"_YErrorer", (*_gonum_org_v1_plot_plotter_YErrorer)(nil)},
		{"YErrors", (*p0.YErrors)(nil)},
		{"YValues", (*p0.YValues)(nil)},
	}
}

// _gonum_org_v1_plot_plotter_FieldXY is an interface wrapper for FieldXY.
type _gonum_org_v1_plot_plotter_FieldXY struct {
	IValue  interface{}
	WDims   func() (int, int)
	WVector func(a0 int, a1 int) p0.XY
	WX      func(a0 int) float64
	WY      func(a0 int) float64
}

func (w _gonum_org_v1_plot_plotter_FieldXY) Dims() (int, int) {
	return w.WDims()
}
func (w _gonum_org_v1_plot_plotter_FieldXY) Vector(a0 int, a1 int) p0.XY {
	return w.WVector(a0, a1)
}
func (w _gonum_org_v1_plot_plotter_FieldXY) X(a0 int) float64 {
	return w.WX(a0)
}
func (w _gonum_org_v1_plot_plotter_FieldXY) Y(a0 int) float64 {
	return w.WY(a0)
}

// _gonum_org_v1_plot_plotter_GridXYZ is an interface wrapper for GridXYZ.
type _gonum_org_v1_plot_plotter_GridXYZ struct {
	IValue interface{}
	WDims  func() (int, int)
	WX     func(a0 int) float64
	WY     func(a0 int) float64
	WZ     func(a0 int, a1 int) float64
}

func (w _gonum_org_v1_plot_plotter_GridXYZ) Dims() (int, int) {
	return w.WDims()
}
func (w _gonum_org_v1_plot_plotter_GridXYZ) X(a0 int) float64 {
	return w.WX(a0)
}
func (w _gonum_org_v1_plot_plotter_GridXYZ) Y(a0 int) float64 {
	return w.WY(a0)
}
func (w _gonum_org_v1_plot_plotter_GridXYZ) Z(a0 int, a1 int) float64 {
	return w.WZ(a0, a1)
}

// _gonum_org_v1_plot_plotter_Labeller is an interface wrapper for Labeller.
type _gonum_org_v1_plot_plotter_Labeller struct {
	IValue interface{}
	WLabel func(a0 int) string
}

func (w _gonum_org_v1_plot_plotter_Labeller) Label(a0 int) string {
	return w.WLabel(a0)
}

// _gonum_org_v1_plot_plotter_Valuer is an interface wrapper for Valuer.
type _gonum_org_v1_plot_plotter_Valuer struct {
	IValue interface{}
	WLen   func() int
	WValue func(a0 int) float64
}

func (w _gonum_org_v1_plot_plotter_Valuer) Len() int {
	return w.WLen()
}
func (w _gonum_org_v1_plot_plotter_Valuer) Value(a0 int) float64 {
	return w.WValue(a0)
}

// _gonum_org_v1_plot_plotter_XErrorer is an interface wrapper for XErrorer.
type _gonum_org_v1_plot_plotter_XErrorer struct {
	IValue  interface{}
	WXError func(a0 int) (float64, float64)
}

func (w _gonum_org_v1_plot_plotter_XErrorer) XError(a0 int) (float64, float64) {
	return w.WXError(a0)
}

// _gonum_org_v1_plot_plotter_XYLabeller is an interface wrapper for XYLabeller.
type _gonum_org_v1_plot_plotter_XYLabeller struct {
	IValue interface{}
	WLabel func(a0 int) string
	WLen   func() int
	WXY    func(a0 int) (float64, float64)
}

func (w _gonum_org_v1_plot_plotter_XYLabeller) Label(a0 int) string {
	return w.WLabel(a0)
}
func (w _gonum_org_v1_plot_plotter_XYLabeller) Len() int {
	return w.WLen()
}
func (w _gonum_org_v1_plot_plotter_XYLabeller) XY(a0 int) (float64, float64) {
	return w.WXY(a0)
}

// _gonum_org_v1_plot_plotter_XYZer is an interface wrapper for XYZer.
type _gonum_org_v1_plot_plotter_XYZer struct {
	IValue interface{}
	WLen   func() int
	WXY    func(a0 int) (float64, float64)
	WXYZ   func(a0 int) (float64, float64, float64)
}

func (w _gonum_org_v1_plot_plotter_XYZer) Len() int {
	return w.WLen()
}
func (w _gonum_org_v1_plot_plotter_XYZer) XY(a0 int) (float64, float64) {
	return w.WXY(a0)
}
func (w _gonum_org_v1_plot_plotter_XYZer) XYZ(a0 int) (float64, float64, float64) {
	return w.WXYZ(a0)
}

// _gonum_org_v1_plot_plotter_XYer is an interface wrapper for XYer.
type _gonum_org_v1_plot_plotter_XYer struct {
	IValue interface{}
	WLen   func() int
	WXY    func(a0 int) (float64, float64)
}

func (w _gonum_org_v1_plot_plotter_XYer) Len() int {
	return w.WLen()
}
func (w _gonum_org_v1_plot_plotter_XYer) XY(a0 int) (float64, float64) {
	return w.WXY(a0)
}

// _gonum_org_v1_plot_plotter_YErrorer is an interface wrapper for YErrorer.
type _gonum_org_v1_plot_plotter_YErrorer struct {
	IValue  interface{}
	WYError func(a0 int) (float64, float64)
}

func (w _gonum_org_v1_plot_plotter_YErrorer) YError(a0 int) (float64, float64) {
	return w.WYError(a0)
}
