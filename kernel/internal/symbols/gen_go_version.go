// Code generated from go/version by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "go/version"
)

func table_go_version() []symbol {
	return []symbol{
		{"Compare", p0.Compare},
		{"IsValid", p0.IsValid},
		{"Lang", p0.Lang},
	}
}
