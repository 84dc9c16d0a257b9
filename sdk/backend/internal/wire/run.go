package wire

import (
	"wade/sdk/backend"
	pb "wade/sdk/backend/internal/backendpb"
)

// FromRun makes the message of a decode.
func FromRun(p backend.Program, r backend.Run) (*pb.Run, error) {
	step, err := FromStep(r.Step)
	if err != nil {
		return nil, err
	}
	then, err := FromStep(r.Then)
	if err != nil {
		return nil, err
	}
	return &pb.Run{
		Program: uint64(p), Step: step, First: uint64(r.First), Then: then,
		Draw: r.Draw, Feed: r.Feed, Advance: r.Advance, Seed: r.Seed,
		Steps: int64(r.Steps), Stop: r.Stop, Captures: r.Captures,
	}, nil
}

// ToRun reads the message of a decode.
func ToRun(m *pb.Run) (backend.Program, backend.Run, error) {
	step, err := ToStep(m.GetStep())
	if err != nil {
		return 0, backend.Run{}, err
	}
	then, err := ToStep(m.GetThen())
	if err != nil {
		return 0, backend.Run{}, err
	}
	if n := m.GetSteps(); n < 0 || n > 1<<30 {
		return 0, backend.Run{}, invalid("a run of %d steps", n)
	}
	return backend.Program(m.GetProgram()), backend.Run{
		Step: step, First: backend.Program(m.GetFirst()), Then: then,
		Draw: m.GetDraw(), Feed: m.GetFeed(), Advance: m.GetAdvance(), Seed: m.GetSeed(),
		Steps: int(m.GetSteps()), Stop: m.GetStop(), Captures: m.GetCaptures(),
	}, nil
}

// FromRounds makes the message of what a decode drew; nil is nothing.
func FromRounds(r *backend.RunResult) (*pb.Rounds, error) {
	m := &pb.Rounds{}
	if r == nil {
		return m, nil
	}
	m.Ids = r.IDs
	for _, round := range r.Rounds {
		result, err := FromResult(round)
		if err != nil {
			return nil, err
		}
		m.Rounds = append(m.Rounds, result)
	}
	return m, nil
}

// ToRounds reads the message of what a decode drew.
func ToRounds(m *pb.Rounds) (*backend.RunResult, error) {
	r := &backend.RunResult{IDs: m.GetIds()}
	for _, round := range m.GetRounds() {
		result, err := ToResult(round)
		if err != nil {
			return nil, err
		}
		r.Rounds = append(r.Rounds, result)
	}
	return r, nil
}
