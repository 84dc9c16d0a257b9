package recipe

import (
	"context"
	"fmt"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// model is weights and one program on a backend.
type model struct {
	be      backend.Backend
	model   backend.Model
	program backend.Program
}

// compile builds a program of one output over weights. Close what it returns.
func compile(ctx context.Context, be backend.Backend, weights map[string]*tensor.Tensor, name string, build func(b *program.Builder) program.ID) (*model, error) {
	b := program.NewBuilder(name)
	p, err := b.Build(build(b))
	if err != nil {
		return nil, err
	}
	return load(ctx, be, weights, p, backend.F32)
}

// load takes the weights that a program reads and compiles it.
func load(ctx context.Context, be backend.Backend, weights map[string]*tensor.Tensor, p *program.Program, policy backend.Policy) (*model, error) {
	needed := map[string]*tensor.Tensor{}
	for _, v := range p.Of(program.KindWeight) {
		if needed[v.Name] = weights[v.Name]; weights[v.Name] == nil {
			return nil, fmt.Errorf("recipe: program %s needs weight %q, which is missing", p.Name(), v.Name)
		}
	}
	m := &model{be: be}
	var err error
	if m.model, err = be.Load(ctx, backend.LoadSpec{Tensors: needed, Policy: policy}); err != nil {
		return nil, err
	}
	if m.program, err = be.Compile(ctx, m.model, p); err != nil {
		m.close()
		return nil, err
	}
	return m, nil
}

func (m *model) close() { m.be.Unload(context.Background(), m.model) }

// run returns the one output of the program.
func (m *model) run(ctx context.Context, inputs map[string]*tensor.Tensor, edits ...program.Edit) (*tensor.Tensor, error) {
	res, err := m.be.Step(ctx, m.program, backend.Step{Inputs: inputs, Edits: edits})
	if err != nil {
		return nil, err
	}
	for _, t := range res.Values {
		return t, nil
	}
	return nil, fmt.Errorf("recipe: the backend returned no output")
}
