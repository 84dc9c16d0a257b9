// Code generated from hash/fnv by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "hash/fnv"
)

func table_hash_fnv() []symbol {
	return []symbol{
		{"New128", p0.New128},
		{"New128a", p0.New128a},
		{"New32", p0.New32},
		{"New32a", p0.New32a},
		{"New64", p0.New64},
		{"New64a", p0.New64a},
	}
}
