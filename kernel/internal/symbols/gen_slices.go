// Code generated from slices by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import ()

func table_slices() []symbol {
	return []symbol{}
}
