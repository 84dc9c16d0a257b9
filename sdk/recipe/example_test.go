package recipe_test

import (
	"fmt"

	"wade/sdk/recipe"
)

func ExampleDefaults() {
	for _, s := range recipe.Stages() {
		r := recipe.Defaults(s)
		o, err := r.Objective()
		if err != nil {
			panic(err)
		}
		fmt.Printf("%s: %d steps of %d, rate %g, watching %v\n", r.Name(), r.Steps, r.Batch, r.Rate, o.Watch[:min(1, len(o.Watch))])
	}
	// Output:
	// vision: 1200 steps of 192, rate 0.001, watching [contrast.temperature]
	// language: 1500 steps of 64, rate 0.002, watching []
	// fewshot: 3000 steps of 48, rate 0.001, watching [gated.0.attn.gate]
}
