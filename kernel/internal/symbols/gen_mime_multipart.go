// Code generated from mime/multipart by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "mime/multipart"
	reflect "reflect"
)

func init() {
	tables["mime/multipart/multipart"] = map[string]reflect.Value{
		"FileContentDisposition": reflect.ValueOf(p1.FileContentDisposition),
	}
}
