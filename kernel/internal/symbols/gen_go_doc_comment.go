// Code generated from go/doc/comment by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "go/doc/comment"
)

func table_go_doc_comment() []symbol {
	return []symbol{
		{"Block", (*p0.Block)(nil)},
		{"Code", (*p0.Code)(nil)},
		{"DefaultLookupPackage", p0.DefaultLookupPackage},
		{"Doc", (*p0.Doc)(nil)},
		{"DocLink", (*p0.DocLink)(nil)},
		{"Heading", (*p0.Heading)(nil)},
		{"Italic", (*p0.Italic)(nil)},
		{"Link", (*p0.Link)(nil)},
		{"LinkDef", (*p0.LinkDef)(nil)},
		{"List", (*p0.List)(nil)},
		{"ListItem", (*p0.ListItem)(nil)},
		{"Paragraph", (*p0.Paragraph)(nil)},
		{"Parser", (*p0.Parser)(nil)},
		{"Plain", (*p0.Plain)(nil)},
		{"Printer", (*p0.Printer)(nil)},
		{"Text", (*p0.Text)(nil)},
	}
}
