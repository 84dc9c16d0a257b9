package train_test

import (
	"context"
	"fmt"

	"wade/sdk/backend/reference"
	"wade/sdk/program"
	"wade/sdk/tensor"
	"wade/sdk/train"
)

// A line through the origin, fitted as a classifier: positive numbers are class 1.
func ExampleRun() {
	vector := func(x ...float32) *tensor.Tensor {
		t, _ := tensor.FromF32(x, tensor.Sizes(len(x), 1)...)
		return t
	}
	classes, _ := tensor.FromI32([]int32{0, 0, 1, 1})
	even, _ := tensor.FromF32([]float32{1, 1, 1, 1})
	sign := train.Objective{
		Name: "sign",
		Loss: func(b *program.Builder) program.ID {
			y := b.Linear("y", b.Input("x", program.Of("batch", 1)), b.Weight("w", 2, 1), program.None)
			return b.CrossEntropy("loss", y, b.Ints("class", program.Of("batch")), b.Input("weight", program.Of("batch")))
		},
		Train: []train.Weight{{Name: "w", Sizes: []int{2, 1}}},
		Batch: func(int) (map[string]*tensor.Tensor, error) {
			return map[string]*tensor.Tensor{"x": vector(-2, -1, 1, 2), "class": classes, "weight": even}, nil
		},
	}
	be := reference.New()
	defer be.Close()
	res, err := train.Run(context.Background(), be, sign, train.Options{
		Schedule:  train.Schedule{Peak: 0.1, Floor: 0.05, Warmup: 5, Steps: 100},
		Optimiser: train.Defaults(),
		Weights:   map[string]*tensor.Tensor{"w": vector(0, 0)},
	})
	if err != nil {
		panic(err)
	}
	w := res.Weights["w"].F32()
	fmt.Printf("loss from %.2f to %.2f, weight of class 1 positive: %t\n", res.Curve[0].Loss, res.Curve[99].Loss, w[1] > 0 && w[0] < 0)
	// Output:
	// loss from 0.69 to 0.01, weight of class 1 positive: true
}
