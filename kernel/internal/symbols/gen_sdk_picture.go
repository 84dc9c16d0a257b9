// Code generated from wade/sdk/picture by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/picture"
)

func table_sdk_picture() []symbol {
	return []symbol{
		{"Decode", p0.Decode},
		{"ErrFormat", &p0.ErrFormat},
		{"ErrTooLarge", &p0.ErrTooLarge},
		{"From", p0.From},
		{"FromTensor", p0.FromTensor},
		{"Image", (*p0.Image)(nil)},
		{"Open", p0.Open},
		{"Processor", (*p0.Processor)(nil)},
		{"Processors", p0.Processors},
	}
}
