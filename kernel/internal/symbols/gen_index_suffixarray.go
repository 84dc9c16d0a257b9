// Code generated from index/suffixarray by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "index/suffixarray"
)

func table_index_suffixarray() []symbol {
	return []symbol{
		{"Index", (*p0.Index)(nil)},
		{"New", p0.New},
	}
}
