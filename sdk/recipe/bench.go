package recipe

import (
	"context"
	"maps"
	"time"

	"wade/sdk/backend"
	"wade/sdk/tensor"
	"wade/sdk/train"
)

// Bench repeats one training step of a run on one batch, to time it.
type Bench struct {
	Sizes  map[string][]int // of the step's inputs
	m      *model
	inputs map[string]*tensor.Tensor
	step   int
}

// NewBench prepares a step of a run from starting weights; nothing needs to be trained before. Close it in the end.
func NewBench(ctx context.Context, be backend.Backend, r Run) (*Bench, error) {
	o, err := r.Objective()
	if err != nil {
		return nil, err
	}
	c := r.Config()
	weights, err := c.Init(r.Seed)
	if err != nil {
		return nil, err
	}
	maps.Copy(weights, textInit(r.Seed, textSide(c)))
	p, err := train.Program(o, train.Defaults())
	if err != nil {
		return nil, err
	}
	b := &Bench{Sizes: map[string][]int{}}
	if b.inputs, err = o.Batch(1); err != nil {
		return nil, err
	}
	for name, t := range b.inputs {
		b.Sizes[name] = t.Shape()
	}
	if b.m, err = load(ctx, be, weights, p, r.policy()); err != nil {
		return nil, err
	}
	return b, nil
}

// Step runs the next step and tells how long it took.
func (b *Bench) Step(ctx context.Context) (time.Duration, error) {
	b.step++
	for name, x := range map[string]float32{train.InputRate: 1e-4, train.InputStep: float32(b.step)} {
		t, err := tensor.FromF32([]float32{x})
		if err != nil {
			return 0, err
		}
		b.inputs[name] = t
	}
	start := time.Now()
	_, err := b.m.be.Step(ctx, b.m.program, backend.Step{Inputs: b.inputs})
	return time.Since(start), err
}

// Close frees the step.
func (b *Bench) Close() { b.m.close() }
