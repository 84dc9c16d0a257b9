// Code generated from hash/adler32 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "hash/adler32"
)

func table_hash_adler32() []symbol {
	return []symbol{
		{"Checksum", p0.Checksum},
		{"New", p0.New},
	}
}
