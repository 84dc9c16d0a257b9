// Code generated from regexp by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "regexp"
)

func table_regexp() []symbol {
	return []symbol{
		{"Compile", p0.Compile},
		{"CompilePOSIX", p0.CompilePOSIX},
		{"Match", p0.Match},
		{"MatchReader", p0.MatchReader},
		{"MatchString", p0.MatchString},
		{"MustCompile", p0.MustCompile},
		{"MustCompilePOSIX", p0.MustCompilePOSIX},
		{"QuoteMeta", p0.QuoteMeta},
		{"Regexp", (*p0.Regexp)(nil)},
	}
}
