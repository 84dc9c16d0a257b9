package wire

import (
	"wade/sdk/backend"
	pb "wade/sdk/backend/internal/backendpb"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// FromStep makes the message of a step.
func FromStep(s backend.Step) (*pb.StepInput, error) {
	inputs, err := FromTensors(s.Inputs)
	if err != nil {
		return nil, err
	}
	m := &pb.StepInput{Inputs: inputs, Session: uint64(s.Session), Captures: s.Captures}
	if len(s.Sizes) > 0 {
		m.Sizes = make(map[string]int64, len(s.Sizes))
		for k, n := range s.Sizes {
			m.Sizes[k] = int64(n)
		}
	}
	for _, e := range s.Edits {
		edit, err := fromEdit(e)
		if err != nil {
			return nil, err
		}
		m.Edits = append(m.Edits, edit)
	}
	return m, nil
}

// ToStep reads the message of a step; nil is the empty step.
func ToStep(m *pb.StepInput) (backend.Step, error) {
	inputs, err := ToTensors(m.GetInputs())
	if err != nil {
		return backend.Step{}, err
	}
	s := backend.Step{Inputs: inputs, Session: backend.Session(m.GetSession()), Captures: m.GetCaptures()}
	if len(m.GetSizes()) > 0 {
		s.Sizes = make(program.Bindings, len(m.GetSizes()))
		for k, n := range m.GetSizes() {
			if n < 1 || n > 1<<40 {
				return backend.Step{}, invalid("size %q is %d", k, n)
			}
			s.Sizes[k] = int(n)
		}
	}
	for _, e := range m.GetEdits() {
		edit, err := toEdit(e)
		if err != nil {
			return backend.Step{}, err
		}
		s.Edits = append(s.Edits, edit)
	}
	return s, nil
}

func fromEdit(e program.Edit) (*pb.Edit, error) {
	m := &pb.Edit{Value: e.Value, Kind: string(e.Kind)}
	if e.Rows != nil {
		m.Rows = &pb.Rows{Rows: make([]int64, len(e.Rows))}
		for i, r := range e.Rows {
			m.Rows.Rows[i] = int64(r)
		}
	}
	if len(e.Data) > 0 {
		t, err := tensor.FromF32(e.Data)
		if err != nil {
			return nil, err
		}
		if m.Data, err = FromTensor("", t); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func toEdit(m *pb.Edit) (program.Edit, error) {
	e := program.Edit{Value: m.GetValue(), Kind: program.EditKind(m.GetKind())}
	if rows := m.GetRows(); rows != nil {
		e.Rows = make([]int, len(rows.GetRows()))
		for i, r := range rows.GetRows() {
			if r < 0 || r > 1<<40 {
				return program.Edit{}, invalid("edit of %s: row %d", e.Value, r)
			}
			e.Rows[i] = int(r)
		}
	}
	if m.GetData() != nil {
		t, err := ToTensor(m.GetData())
		if err != nil {
			return program.Edit{}, err
		}
		if t.DType() != tensor.F32 {
			return program.Edit{}, invalid("edit of %s: data is %s, want f32", e.Value, t.DType())
		}
		e.Data = t.F32()
	}
	return e, nil
}

// FromResult makes the message of a result; nil is the empty result.
func FromResult(r *backend.Result) (*pb.Result, error) {
	if r == nil {
		return &pb.Result{}, nil
	}
	values, err := FromTensors(r.Values)
	return &pb.Result{Values: values}, err
}

// ToResult reads the message of a result.
func ToResult(m *pb.Result) (*backend.Result, error) {
	values, err := ToTensors(m.GetValues())
	if err != nil {
		return nil, err
	}
	return &backend.Result{Values: values}, nil
}
