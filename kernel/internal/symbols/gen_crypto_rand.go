// Code generated from crypto/rand by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "crypto/rand"
	reflect "reflect"
)

func init() {
	tables["crypto/rand/rand"] = map[string]reflect.Value{
		"Text": reflect.ValueOf(p1.Text),
	}
}
