// Code generated from debug/buildinfo by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "debug/buildinfo"
)

func table_debug_buildinfo() []symbol {
	return []symbol{
		{"BuildInfo", (*p0.BuildInfo)(nil)},
		{"Read", p0.Read},
		{"ReadFile", p0.ReadFile},
	}
}
