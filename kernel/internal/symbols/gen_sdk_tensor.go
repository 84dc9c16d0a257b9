// Code generated from wade/sdk/tensor by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/tensor"
)

func table_sdk_tensor() []symbol {
	return []symbol{
		{"Axis", (*p0.Axis)(nil)},
		{"BF16ToF32", p0.BF16ToF32},
		{"DType", (*p0.DType)(nil)},
		{"ErrShape", &p0.ErrShape},
		{"F16ToF32", p0.F16ToF32},
		{"F32ToBF16", p0.F32ToBF16},
		{"FromBF16", p0.FromBF16},
		{"FromF32", p0.FromF32},
		{"FromF64", p0.FromF64},
		{"FromI32", p0.FromI32},
		{"FromMatrix", p0.FromMatrix},
		{"Sizes", p0.Sizes},
		{"Tensor", (*p0.Tensor)(nil)},
		{"Zeros", p0.Zeros},
	}
}
