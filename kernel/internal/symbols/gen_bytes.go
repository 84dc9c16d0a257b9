// Code generated from bytes by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "bytes"
	reflect "reflect"
)

func init() {
	tables["bytes/bytes"] = map[string]reflect.Value{
		"FieldsFuncSeq": reflect.ValueOf(p1.FieldsFuncSeq),
		"FieldsSeq":     reflect.ValueOf(p1.FieldsSeq),
		"Lines":         reflect.ValueOf(p1.Lines),
		"SplitAfterSeq": reflect.ValueOf(p1.SplitAfterSeq),
		"SplitSeq":      reflect.ValueOf(p1.SplitSeq),
	}
}
