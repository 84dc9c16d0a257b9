// Code generated from encoding/pem by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "encoding/pem"
)

func table_encoding_pem() []symbol {
	return []symbol{
		{"Block", (*p0.Block)(nil)},
		{"Decode", p0.Decode},
		{"Encode", p0.Encode},
		{"EncodeToMemory", p0.EncodeToMemory},
	}
}
