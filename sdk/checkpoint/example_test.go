package checkpoint_test

import (
	"fmt"
	"log"

	"wade/sdk/checkpoint"
)

// A state of training is read as the model in it, without the name that data-parallel training puts before all names.
func Example() {
	f, err := checkpoint.Open("testdata/training.pt")
	if err != nil {
		log.Fatal(err)
	}
	if f, err = f.Strip("module."); err != nil {
		log.Fatal(err)
	}
	for _, name := range f.Names() {
		info, err := f.Info(name)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(name, info.DType, info.Sizes)
	}
	// Output:
	// inner.bias F32 [2]
	// inner.weight F32 [2 3]
	// norm.bias F32 [3]
	// norm.weight F32 [3]
	// positions I64 [4]
}
