// Code generated from container/ring by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "container/ring"
)

func table_container_ring() []symbol {
	return []symbol{
		{"New", p0.New},
		{"Ring", (*p0.Ring)(nil)},
	}
}
