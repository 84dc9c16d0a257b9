//go:build cgo

package cpu

import (
	native "wade/native/cpu"
	"wade/sdk/backend"
	"wade/sdk/backend/exec"
)

var _ exec.Packer = (*kernels)(nil)

var formats = map[backend.Policy]native.Format{backend.W8: native.W8, backend.W4: native.W4}

// PackedSize packs matrices whose rows have at least 32 elements, the size of a group; the others are few and small.
func (*kernels) PackedSize(p backend.Policy, shape []int) (int, bool) {
	f, ok := formats[p]
	if !ok || len(shape) != 2 || shape[1] < 32 {
		return 0, false
	}
	return native.PackedSize(f, shape[0], shape[1]), true
}

// Form is the layout of the kernels, the same for all variants.
func (*kernels) Form(backend.Policy) string { return native.PackedForm }

// Pack rounds a matrix to integers.
func (k *kernels) Pack(p backend.Policy, dst []byte, src exec.Array) error {
	return k.pool.Pack(dst, formats[p], weight(src), src.Shape[0], src.Shape[1])
}

// Unpack gives integers times scales.
func (k *kernels) Unpack(p backend.Policy, dst []float32, src []byte, shape []int) error {
	return k.pool.Unpack(dst, native.Weight{Packed: src, Format: formats[p]}, shape[0], shape[1])
}
