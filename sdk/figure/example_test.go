package figure_test

import (
	"fmt"

	"wade/sdk/figure"
)

func Example() {
	shots := []float64{0, 1, 2, 4}
	chart := figure.NewLines("Few-shot curve", "shots", "accuracy").
		Add("colour", shots, []float64{0, 0.98, 1, 1}).
		Range(0, 1)
	fmt.Println(chart)
	// Output:
	// Few-shot curve (accuracy over shots)
	//   colour: 0 at 0 … 1 at 4
}
