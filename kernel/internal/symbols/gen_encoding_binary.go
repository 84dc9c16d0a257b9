// Code generated from encoding/binary by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "encoding/binary"
	reflect "reflect"
)

func init() {
	tables["encoding/binary/binary"] = map[string]reflect.Value{
		"Append": reflect.ValueOf(p1.Append),
		"Decode": reflect.ValueOf(p1.Decode),
		"Encode": reflect.ValueOf(p1.Encode),
	}
}
