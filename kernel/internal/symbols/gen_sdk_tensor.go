// Code generated from wade/sdk/tensor by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
	p1 "wade/sdk/tensor"
)

func init() {
	tables["wade/sdk/tensor/tensor"] = map[string]reflect.Value{
		"Axis":       reflect.ValueOf((*p1.Axis)(nil)),
		"BF16ToF32":  reflect.ValueOf(p1.BF16ToF32),
		"DType":      reflect.ValueOf((*p1.DType)(nil)),
		"ErrShape":   reflect.ValueOf(&p1.ErrShape).Elem(),
		"F32ToBF16":  reflect.ValueOf(p1.F32ToBF16),
		"FromBF16":   reflect.ValueOf(p1.FromBF16),
		"FromF32":    reflect.ValueOf(p1.FromF32),
		"FromF64":    reflect.ValueOf(p1.FromF64),
		"FromI32":    reflect.ValueOf(p1.FromI32),
		"FromMatrix": reflect.ValueOf(p1.FromMatrix),
		"Sizes":      reflect.ValueOf(p1.Sizes),
		"Tensor":     reflect.ValueOf((*p1.Tensor)(nil)),
		"Zeros":      reflect.ValueOf(p1.Zeros),
	}
}
