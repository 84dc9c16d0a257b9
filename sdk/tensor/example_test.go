package tensor_test

import (
	"fmt"

	"wade/sdk/tensor"
)

func Example() {
	gates, err := tensor.FromF32([]float32{0, 0.06, 0.09, 0.19, 0.01, 0.1, 0.2, 0.3},
		tensor.Axis{Name: "kind", Size: 2}, tensor.Axis{Name: "layer", Size: 4})
	if err != nil {
		fmt.Println(err)
		return
	}
	deepest, err := gates.At("layer", 3)
	fmt.Println(deepest, err)
	// Output: f32 [kind:2] 0.19 0.3 <nil>
}
