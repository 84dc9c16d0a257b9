// Code generated from net/http/httptest by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "net/http/httptest"
	reflect "reflect"
)

func init() {
	tables["net/http/httptest/httptest"] = map[string]reflect.Value{
		"NewRequestWithContext": reflect.ValueOf(p1.NewRequestWithContext),
	}
}
