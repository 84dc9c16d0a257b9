package wire

import (
	"maps"
	"slices"

	"wade/sdk/backend"
	pb "wade/sdk/backend/internal/backendpb"
)

// FromLoad makes the message of what to load.
func FromLoad(s backend.LoadSpec) (*pb.Load, error) {
	tensors, err := FromTensors(s.Tensors)
	m := &pb.Load{Files: s.Files, Tensors: tensors, Policy: string(s.Policy)}
	for _, name := range slices.Sorted(maps.Keys(s.Stored)) {
		t := s.Stored[name]
		st := &pb.Stored{Name: name, Dtype: t.DType, Shape: Numbers[int64](t.Sizes)}
		for _, p := range t.Pieces {
			st.Pieces = append(st.Pieces, &pb.Piece{File: p.File, Offset: p.Offset, Length: p.Length})
		}
		m.Stored = append(m.Stored, st)
	}
	return m, err
}

// ToLoad reads the message of what to load.
func ToLoad(m *pb.Load) (backend.LoadSpec, error) {
	tensors, err := ToTensors(m.GetTensors())
	s := backend.LoadSpec{Files: m.GetFiles(), Tensors: tensors, Policy: backend.Policy(m.GetPolicy())}
	if n := len(m.GetStored()); n > 0 {
		s.Stored = make(map[string]backend.Stored, n)
	}
	for _, t := range m.GetStored() {
		if _, twice := s.Stored[t.GetName()]; twice {
			return s, invalid("stored tensor %q comes twice", t.GetName())
		}
		st := backend.Stored{DType: t.GetDtype(), Sizes: Numbers[int](t.GetShape())}
		for _, p := range t.GetPieces() {
			st.Pieces = append(st.Pieces, backend.Piece{File: p.GetFile(), Offset: p.GetOffset(), Length: p.GetLength()})
		}
		s.Stored[t.GetName()] = st
	}
	return s, err
}
