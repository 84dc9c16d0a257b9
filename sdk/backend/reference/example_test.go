package reference_test

import (
	"context"
	"fmt"

	"wade/sdk/backend"
	"wade/sdk/backend/reference"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

func ExampleNew() {
	b := program.NewBuilder("affine")
	x := b.Input("x", program.Of("batch", 2))
	p, err := b.Build(b.Linear("y", x, b.Weight("w", 1, 2), b.Weight("b", 1)))
	if err != nil {
		panic(err)
	}
	of := func(data []float32, sizes ...int) *tensor.Tensor {
		t, err := tensor.FromF32(data, tensor.Sizes(sizes...)...)
		if err != nil {
			panic(err)
		}
		return t
	}

	ctx, be := context.Background(), reference.New()
	defer be.Close()
	m, err := be.Load(ctx, backend.LoadSpec{Tensors: map[string]*tensor.Tensor{"w": of([]float32{2, 3}, 1, 2), "b": of([]float32{1}, 1)}})
	if err != nil {
		panic(err)
	}
	h, err := be.Compile(ctx, m, p)
	if err != nil {
		panic(err)
	}
	r, err := be.Step(ctx, h, backend.Step{
		Inputs: map[string]*tensor.Tensor{"x": of([]float32{1, 1, 10, 0}, 2, 2)},
		Edits:  []program.Edit{{Value: "b", Kind: program.EditScale, Data: []float32{100}}},
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(r.Values["y"].F32())
	// Output: [105 120]
}
