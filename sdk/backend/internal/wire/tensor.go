package wire

import (
	"fmt"
	"maps"
	"math/bits"
	"slices"

	"wade/sdk/backend"
	pb "wade/sdk/backend/internal/backendpb"
	"wade/sdk/internal/raw"
	"wade/sdk/tensor"
)

const maxRank = 8 // programs have 4 at most

var dtypes = map[pb.DType]tensor.DType{pb.DType_F32: tensor.F32, pb.DType_F64: tensor.F64, pb.DType_I32: tensor.I32, pb.DType_BF16: tensor.BF16}

var toDType = map[tensor.DType]pb.DType{tensor.F32: pb.DType_F32, tensor.F64: pb.DType_F64, tensor.I32: pb.DType_I32, tensor.BF16: pb.DType_BF16}

func invalid(format string, args ...any) error {
	return fmt.Errorf("backend: %s: %w", fmt.Sprintf(format, args...), backend.ErrInvalid)
}

// FromTensor makes a message over the memory of t.
func FromTensor(name string, t *tensor.Tensor) (*pb.Tensor, error) {
	if t == nil {
		return nil, invalid("tensor %q is nil", name)
	}
	m := &pb.Tensor{Name: name, Dtype: toDType[t.DType()], Data: &pb.Tensor_Inline{Inline: raw.Of(t)}}
	named := false
	for _, a := range t.Axes() {
		m.Shape = append(m.Shape, int64(a.Size))
		m.Axes = append(m.Axes, a.Name)
		named = named || a.Name != ""
	}
	if !named {
		m.Axes = nil
	}
	return m, nil
}

// ToTensor makes a tensor over the memory of the message where that is aligned.
func ToTensor(m *pb.Tensor) (*tensor.Tensor, error) {
	dtype, ok := dtypes[m.GetDtype()]
	if !ok {
		return nil, invalid("tensor %q has unknown element type %d", m.GetName(), m.GetDtype())
	}
	size, err := ByteSize(m)
	if err != nil {
		return nil, err
	}
	in, ok := m.GetData().(*pb.Tensor_Inline)
	if !ok || len(in.Inline) != size {
		return nil, invalid("tensor %q of shape %v needs %d bytes, %d came", m.GetName(), m.GetShape(), size, len(m.GetInline()))
	}
	axes := make([]tensor.Axis, len(m.GetShape()))
	for i, n := range m.GetShape() {
		axes[i].Size = int(n)
		if len(m.GetAxes()) > 0 {
			axes[i].Name = m.GetAxes()[i]
		}
	}
	t, err := raw.Tensor(dtype, in.Inline, axes...)
	if err != nil {
		return nil, invalid("tensor %q: %v", m.GetName(), err)
	}
	return t, nil
}

// ByteSize checks type and shape of a tensor and returns the bytes that its data takes.
func ByteSize(m *pb.Tensor) (int, error) {
	n := uint64(raw.Size(dtypes[m.GetDtype()]))
	if r := len(m.GetShape()); r == 0 || r > maxRank || len(m.GetAxes()) != 0 && len(m.GetAxes()) != r {
		return 0, invalid("tensor %q has %d sizes and %d axis names", m.GetName(), r, len(m.GetAxes()))
	}
	for _, s := range m.GetShape() {
		hi, lo := bits.Mul64(n, uint64(s))
		if s < 1 || hi != 0 || lo > 1<<43 {
			return 0, invalid("tensor %q has impossible shape %v", m.GetName(), m.GetShape())
		}
		n = lo
	}
	return int(n), nil
}

// FromTensors makes messages in the order of names.
func FromTensors(tensors map[string]*tensor.Tensor) ([]*pb.Tensor, error) {
	out := make([]*pb.Tensor, 0, len(tensors))
	for _, name := range slices.Sorted(maps.Keys(tensors)) {
		m, err := FromTensor(name, tensors[name])
		if err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

// ToTensors makes a map; a name that comes twice is an error.
func ToTensors(list []*pb.Tensor) (map[string]*tensor.Tensor, error) {
	out := make(map[string]*tensor.Tensor, len(list))
	for _, m := range list {
		if _, dup := out[m.GetName()]; dup {
			return nil, invalid("tensor %q comes twice", m.GetName())
		}
		t, err := ToTensor(m)
		if err != nil {
			return nil, err
		}
		out[m.GetName()] = t
	}
	return out, nil
}
