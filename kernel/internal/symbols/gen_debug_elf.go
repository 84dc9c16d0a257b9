// Code generated from debug/elf by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "debug/elf"
	reflect "reflect"
)

func init() {
	tables["debug/elf/elf"] = map[string]reflect.Value{
		"DynamicVersion":     reflect.ValueOf((*p1.DynamicVersion)(nil)),
		"DynamicVersionDep":  reflect.ValueOf((*p1.DynamicVersionDep)(nil)),
		"DynamicVersionFlag": reflect.ValueOf((*p1.DynamicVersionFlag)(nil)),
		"DynamicVersionNeed": reflect.ValueOf((*p1.DynamicVersionNeed)(nil)),
		"VersionIndex":       reflect.ValueOf((*p1.VersionIndex)(nil)),
	}
}
