package raw

import (
	"fmt"

	"wade/sdk/tensor"
)

// FileSizes are the bytes of an element of each type that files of weights name, as safetensors spells them.
var FileSizes = map[string]int{
	"F64": 8, "I64": 8, "U64": 8, "C64": 8, "F32": 4, "I32": 4, "U32": 4,
	"F16": 2, "BF16": 2, "I16": 2, "U16": 2, "I8": 1, "U8": 1, "BOOL": 1,
	"F8_E4M3": 1, "F8_E5M2": 1, "F8_E8M0": 1,
}

// readable are those that a tensor has, too.
var readable = map[string]tensor.DType{"F32": tensor.F32, "F64": tensor.F64, "I32": tensor.I32, "BF16": tensor.BF16}

// FromFile returns what makes a tensor of the bytes of a type that files of weights name. F16 becomes F32; other types that tensors
// lack are an error.
func FromFile(name string) (func(b []byte, axes ...tensor.Axis) (*tensor.Tensor, error), error) {
	if name == "F16" {
		return func(b []byte, axes ...tensor.Axis) (*tensor.Tensor, error) {
			wide := make([]float32, len(b)/2)
			tensor.F16ToF32(wide, View[uint16](b))
			return tensor.FromF32(wide, axes...)
		}, nil
	}
	dtype, ok := readable[name]
	if !ok {
		return nil, fmt.Errorf("type %s cannot be read, want F32, F64, I32, BF16 or F16", name)
	}
	return func(b []byte, axes ...tensor.Axis) (*tensor.Tensor, error) { return Tensor(dtype, b, axes...) }, nil
}
