// Code generated from hash/crc64 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "hash/crc64"
)

func table_hash_crc64() []symbol {
	return []symbol{
		{"Checksum", p0.Checksum},
		{"MakeTable", p0.MakeTable},
		{"New", p0.New},
		{"Table", (*p0.Table)(nil)},
		{"Update", p0.Update},
	}
}
