package exec_test

import (
	"context"
	"fmt"

	"wade/sdk/backend"
	"wade/sdk/backend/exec"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// doubler is kernels that know how to scale, and nothing else.
type doubler struct{}

func (doubler) Describe() backend.Description {
	return backend.Description{Name: "doubler", Version: "1", Policies: []backend.Policy{backend.F32}, Ops: []program.Op{program.OpScale}}
}
func (doubler) Float(backend.Policy) tensor.DType { return tensor.F32 }
func (doubler) Store(backend.Policy) tensor.DType { return tensor.F32 }
func (doubler) Close() error                      { return nil }
func (doubler) Compute(n *exec.Node) error {
	for i, x := range n.In[0].F32 {
		n.Out[0].F32[i] = x * n.Attr.Scale
	}
	return nil
}

func ExampleNew() {
	b := program.NewBuilder("twice")
	p, err := b.Build(b.Scale("y", b.Input("x", program.Of("n")), 2))
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx, be := context.Background(), exec.New(doubler{}, exec.Options{})
	defer be.Close()
	m, err := be.Load(ctx, backend.LoadSpec{})
	if err != nil {
		fmt.Println(err)
		return
	}
	h, err := be.Compile(ctx, m, p)
	if err != nil {
		fmt.Println(err)
		return
	}
	x, _ := tensor.FromF32([]float32{1, 2, 3})
	r, err := be.Step(ctx, h, backend.Step{Inputs: map[string]*tensor.Tensor{"x": x}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Values["y"].F32())
	_, err = be.Step(ctx, h, backend.Step{Inputs: map[string]*tensor.Tensor{"z": x}})
	fmt.Println(err)
	// Output:
	// [2 4 6]
	// backend: program twice has no input "z", unknown value name, near matches: ["x"]
}
