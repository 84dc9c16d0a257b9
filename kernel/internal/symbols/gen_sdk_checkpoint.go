// Code generated from wade/sdk/checkpoint by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/checkpoint"
)

func table_sdk_checkpoint() []symbol {
	return []symbol{
		{"ErrFormat", &p0.ErrFormat},
		{"ErrLayout", &p0.ErrLayout},
		{"ErrRefused", &p0.ErrRefused},
		{"File", (*p0.File)(nil)},
		{"Info", (*p0.Info)(nil)},
		{"Join", p0.Join},
		{"Open", p0.Open},
	}
}
