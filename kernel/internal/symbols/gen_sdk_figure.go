// Code generated from wade/sdk/figure by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/figure"
)

func table_sdk_figure() []symbol {
	return []symbol{
		{"Bars", (*p0.Bars)(nil)},
		{"Heat", (*p0.Heat)(nil)},
		{"Lines", (*p0.Lines)(nil)},
		{"NewBars", p0.NewBars},
		{"NewHeat", p0.NewHeat},
		{"NewLines", p0.NewLines},
		{"NewOverlay", p0.NewOverlay},
		{"NewPage", p0.NewPage},
		{"NewPoints", p0.NewPoints},
		{"NewText", p0.NewText},
		{"Overlay", (*p0.Overlay)(nil)},
		{"Page", (*p0.Page)(nil)},
		{"Points", (*p0.Points)(nil)},
		{"Span", (*p0.Span)(nil)},
		{"Text", (*p0.Text)(nil)},
	}
}
