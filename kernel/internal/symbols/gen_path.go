// Code generated from path by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "path"
)

func table_path() []symbol {
	return []symbol{
		{"Base", p0.Base},
		{"Clean", p0.Clean},
		{"Dir", p0.Dir},
		{"ErrBadPattern", &p0.ErrBadPattern},
		{"Ext", p0.Ext},
		{"IsAbs", p0.IsAbs},
		{"Join", p0.Join},
		{"Match", p0.Match},
		{"Split", p0.Split},
	}
}
