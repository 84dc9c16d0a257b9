// Code generated from hash/crc32 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "hash/crc32"
)

func table_hash_crc32() []symbol {
	return []symbol{
		{"Checksum", p0.Checksum},
		{"ChecksumIEEE", p0.ChecksumIEEE},
		{"IEEETable", &p0.IEEETable},
		{"MakeTable", p0.MakeTable},
		{"New", p0.New},
		{"NewIEEE", p0.NewIEEE},
		{"Table", (*p0.Table)(nil)},
		{"Update", p0.Update},
	}
}
