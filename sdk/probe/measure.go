package probe

import (
	"context"

	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// measure is log p(answer) of each run, without the token that closes it.
func measure(ctx context.Context, m *flamingo.Model, runs []flamingo.Run, answer string) ([]float64, error) {
	replied := make([]flamingo.Run, len(runs))
	for i, r := range runs {
		replied[i] = flamingo.Run{Prompt: r.Prompt.Reply(answer), Edits: r.Edits}
	}
	traces, err := m.ForwardAll(ctx, replied)
	if err != nil {
		return nil, err
	}
	out := make([]float64, len(runs))
	for i, t := range traces {
		for _, at := range t.Encoded.Positions(len(replied[i].Prompt.Chunks())-1, prompt.RoleAnswer) {
			out[i] += float64(t.LogP[at])
		}
	}
	return out, nil
}
