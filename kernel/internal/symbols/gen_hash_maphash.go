// Code generated from hash/maphash by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "hash/maphash"
)

func table_hash_maphash() []symbol {
	return []symbol{
		{"Bytes", p0.Bytes},
		{"Hash", (*p0.Hash)(nil)},
		{"MakeSeed", p0.MakeSeed},
		{"Seed", (*p0.Seed)(nil)},
		{"String", p0.String},
	}
}
