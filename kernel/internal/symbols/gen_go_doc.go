// Code generated from go/doc by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "go/doc"
)

func table_go_doc() []symbol {
	return []symbol{
		{"Example", (*p0.Example)(nil)},
		{"Examples", p0.Examples},
		{"Filter", (*p0.Filter)(nil)},
		{"Func", (*p0.Func)(nil)},
		{"IllegalPrefixes", &p0.IllegalPrefixes},
		{"IsPredeclared", p0.IsPredeclared},
		{"Mode", (*p0.Mode)(nil)},
		{"New", p0.New},
		{"NewFromFiles", p0.NewFromFiles},
		{"Note", (*p0.Note)(nil)},
		{"Package", (*p0.Package)(nil)},
		{"Synopsis", p0.Synopsis},
		{"ToHTML", p0.ToHTML},
		{"ToText", p0.ToText},
		{"Type", (*p0.Type)(nil)},
		{"Value", (*p0.Value)(nil)},
	}
}
