// Code generated from wade/sdk/probe by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
	p1 "wade/sdk/probe"
)

func init() {
	tables["wade/sdk/probe/probe"] = map[string]reflect.Value{
		"Gate":      reflect.ValueOf((*p1.Gate)(nil)),
		"GateBoard": reflect.ValueOf((*p1.GateBoard)(nil)),
		"Gates":     reflect.ValueOf(p1.Gates),
	}
}
