package flamingo

import (
	"context"
	"errors"
	"fmt"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// Unembedding returns the rows of the output layer for some tokens, [tokens channel]: the directions of the residual stream,
// after the last norm, along which their logits rise.
func (m *Model) Unembedding(ctx context.Context, ids ...int32) (*tensor.Tensor, error) {
	if len(ids) == 0 {
		return nil, errors.New("flamingo: Unembedding takes at least one token")
	}
	for _, id := range ids {
		if id < 0 || int(id) >= m.config.LM.Vocab {
			return nil, fmt.Errorf("flamingo: Unembedding of token %d, the vocabulary has %d", id, m.config.LM.Vocab)
		}
	}
	in, err := tensor.FromI32(ids, tensor.Sizes(len(ids))...)
	if err != nil {
		return nil, fmt.Errorf("flamingo: %w", err)
	}
	values, err := m.engine.step(ctx, m.engine.programs.words, backend.Step{Inputs: map[string]*tensor.Tensor{inAsked: in}})
	if err != nil {
		return nil, err
	}
	return values[outWords].Named("token", "channel")
}

// wordsProgram looks rows of the output layer up.
func (c Config) wordsProgram(bool) (*program.Program, error) {
	b := program.NewBuilder("words")
	return b.Build(b.Embed(outWords, c.output(graph{b: b}), b.Ints(inAsked, program.Of("asked"))))
}
