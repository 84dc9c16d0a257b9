// Code generated from mime by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "mime"
)

func table_mime() []symbol {
	return []symbol{
		{"AddExtensionType", p0.AddExtensionType},
		{"ErrInvalidMediaParameter", &p0.ErrInvalidMediaParameter},
		{"ExtensionsByType", p0.ExtensionsByType},
		{"FormatMediaType", p0.FormatMediaType},
		{"ParseMediaType", p0.ParseMediaType},
		{"TypeByExtension", p0.TypeByExtension},
		{"WordDecoder", (*p0.WordDecoder)(nil)},
		{"WordEncoder", (*p0.WordEncoder)(nil)},
	}
}
