// Code generated from container/list by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "container/list"
)

func table_container_list() []symbol {
	return []symbol{
		{"Element", (*p0.Element)(nil)},
		{"List", (*p0.List)(nil)},
		{"New", p0.New},
	}
}
