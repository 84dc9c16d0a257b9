// Code generated from gonum.org/v1/plot/plotutil by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "gonum.org/v1/plot/plotutil"
)

func table_plot_plotutil() []symbol {
	return []symbol{
		{"AddBoxPlots", p0.AddBoxPlots},
		{"AddErrorBars", p0.AddErrorBars},
		{"AddLinePoints", p0.AddLinePoints},
		{"AddLines", p0.AddLines},
		{"AddScatters", p0.AddScatters},
		{"AddStackedAreaPlots", p0.AddStackedAreaPlots},
		{"AddXErrorBars", p0.AddXErrorBars},
		{"AddYErrorBars", p0.AddYErrorBars},
		{"Color", p0.Color},
		{"DarkColors", &p0.DarkColors},
		{"Dashes", p0.Dashes},
		{"DefaultColors", &p0.DefaultColors},
		{"DefaultDashes", &p0.DefaultDashes},
		{"DefaultGlyphShapes", &p0.DefaultGlyphShapes},
		{"ErrorPoints", (*p0.ErrorPoints)(nil)},
		{"MeanAndConf95", p0.MeanAndConf95},
		{"MedianAndMinMax", p0.MedianAndMinMax},
		{"NewErrorPoints", p0.NewErrorPoints},
		{"Shape", p0.Shape},
		{"SoftColors", &p0.SoftColors},
	}
}
