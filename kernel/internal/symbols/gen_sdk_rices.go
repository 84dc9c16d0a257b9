// Code generated from wade/sdk/rices by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/rices"
)

func table_sdk_rices() []symbol {
	return []symbol{
		{"Files", p0.Files},
		{"Folder", p0.Folder},
		{"Hit", (*p0.Hit)(nil)},
		{"Hits", (*p0.Hits)(nil)},
		{"Index", (*p0.Index)(nil)},
		{"Of", p0.Of},
	}
}
