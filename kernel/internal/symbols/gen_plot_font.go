// Code generated from gonum.org/v1/plot/font by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "gonum.org/v1/plot/font"
)

func table_plot_font() []symbol {
	return []symbol{
		{"Cache", (*p0.Cache)(nil)},
		{"Collection", (*p0.Collection)(nil)},
		{"DefaultCache", &p0.DefaultCache},
		{"Extents", (*p0.Extents)(nil)},
		{"Face", (*p0.Face)(nil)},
		{"Font", (*p0.Font)(nil)},
		{"From", p0.From},
		{"Length", (*p0.Length)(nil)},
		{"NewCache", p0.NewCache},
		{"ParseLength", p0.ParseLength},
		{"Points", p0.Points},
		{"Typeface", (*p0.Typeface)(nil)},
		{"Variant", (*p0.Variant)(nil)},
	}
}
