package flamingo

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// ErrNaN is in the chain of errors about a run whose probabilities are no numbers.
var ErrNaN = errors.New("the run gave NaN")

// sound reports probabilities that are NaN. It runs the step again to find where they come from.
func (m *Model) sound(ctx context.Context, probabilities *tensor.Tensor, p *program.Program, s backend.Step) error {
	if !hasNaN(probabilities) {
		return nil
	}
	s.Captures, s.Session = nil, 0
	for _, v := range p.Values() {
		if _, ok := tap(v); ok && !isPattern(v.Name) {
			s.Captures = append(s.Captures, v.Name)
		}
	}
	values, err := m.engine.step(ctx, p, s)
	if err != nil {
		return fmt.Errorf("flamingo: %w, and looking for its origin failed: %w", ErrNaN, err)
	}
	for _, name := range s.Captures {
		if t := values[name]; hasNaN(t) {
			at := slices.IndexFunc(t.ToF32(), func(x float32) bool { return x != x })
			cols := t.Shape()[len(t.Shape())-1]
			return fmt.Errorf("flamingo: %w: the first value with one is %s, in row %d; look at the edits, and at the weights before it", ErrNaN, name, at/cols)
		}
	}
	return fmt.Errorf("flamingo: %w, from the logits on; look at the edits and at the weights of the output layer", ErrNaN)
}

func hasNaN(t *tensor.Tensor) bool {
	return t != nil && slices.ContainsFunc(t.ToF32(), func(x float32) bool { return math.IsNaN(float64(x)) })
}
