package wire

import (
	"wade/sdk/backend"
	pb "wade/sdk/backend/internal/backendpb"
	"wade/sdk/program"
)

// FromDescription makes the message of a description.
func FromDescription(d backend.Description) *pb.Description {
	return &pb.Description{
		Name: d.Name, Version: d.Version, Device: d.Device, Features: d.Features, Threads: int64(d.Threads),
		Policies: texts[string](d.Policies), Ops: texts[string](d.Ops), Details: d.Details,
	}
}

// ToDescription reads the message of a description.
func ToDescription(m *pb.Description) backend.Description {
	return backend.Description{
		Name: m.GetName(), Version: m.GetVersion(), Device: m.GetDevice(), Features: m.GetFeatures(), Threads: int(m.GetThreads()),
		Policies: texts[backend.Policy](m.GetPolicies()), Ops: texts[program.Op](m.GetOps()), Details: m.GetDetails(),
	}
}

func texts[To, From ~string](list []From) []To {
	var out []To
	for _, s := range list {
		out = append(out, To(s))
	}
	return out
}

// Numbers are those of a list in another type.
func Numbers[To, From int | int64](list []From) []To {
	var out []To
	for _, n := range list {
		out = append(out, To(n))
	}
	return out
}
