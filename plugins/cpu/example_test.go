//go:build cgo

package cpu_test

import (
	"context"
	"fmt"
	"log"

	"wade/plugins/cpu"
	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

func Example() {
	ctx := context.Background()
	be, err := cpu.New(cpu.Config{})
	if err != nil {
		log.Fatal(err)
	}
	defer be.Close()

	b := program.NewBuilder("line")
	x := b.Input("x", program.Of("batch", 2))
	y := b.Linear("y", x, b.Weight("w", 1, 2), program.None)
	p, err := b.Build(y)
	if err != nil {
		log.Fatal(err)
	}
	w, _ := tensor.FromF32([]float32{10, 1}, tensor.Axis{Size: 1}, tensor.Axis{Size: 2})
	model, err := be.Load(ctx, backend.LoadSpec{Tensors: map[string]*tensor.Tensor{"w": w}})
	if err != nil {
		log.Fatal(err)
	}
	compiled, err := be.Compile(ctx, model, p)
	if err != nil {
		log.Fatal(err)
	}
	in, _ := tensor.FromF32([]float32{1, 2, 3, 4}, tensor.Axis{Size: 2}, tensor.Axis{Size: 2})
	result, err := be.Step(ctx, compiled, backend.Step{Inputs: map[string]*tensor.Tensor{"x": in}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(result.Values["y"].F32())
	// Output: [12 34]
}
