// Code generated from path/filepath by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "path/filepath"
)

func table_path_filepath() []symbol {
	return []symbol{
		{"Abs", p0.Abs},
		{"Base", p0.Base},
		{"Clean", p0.Clean},
		{"Dir", p0.Dir},
		{"ErrBadPattern", &p0.ErrBadPattern},
		{"EvalSymlinks", p0.EvalSymlinks},
		{"Ext", p0.Ext},
		{"FromSlash", p0.FromSlash},
		{"Glob", p0.Glob},
		{"HasPrefix", p0.HasPrefix},
		{"IsAbs", p0.IsAbs},
		{"IsLocal", p0.IsLocal},
		{"Join", p0.Join},
		{"Localize", p0.Localize},
		{"Match", p0.Match},
		{"Rel", p0.Rel},
		{"SkipAll", &p0.SkipAll},
		{"SkipDir", &p0.SkipDir},
		{"Split", p0.Split},
		{"SplitList", p0.SplitList},
		{"ToSlash", p0.ToSlash},
		{"VolumeName", p0.VolumeName},
		{"Walk", p0.Walk},
		{"WalkDir", p0.WalkDir},
		{"WalkFunc", (*p0.WalkFunc)(nil)},
	}
}
