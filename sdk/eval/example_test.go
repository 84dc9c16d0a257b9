package eval_test

import (
	"context"
	"fmt"
	"os"

	"wade/sdk"
	"wade/sdk/eval"
)

func Example() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "eval")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	m, err := sdk.Open(ctx, "pond", sdk.Backend("reference"))
	if err != nil {
		panic(err)
	}
	defer m.Close()
	path, err := eval.Pond(dir, 1, 0) // or a data set of your own
	if err != nil {
		panic(err)
	}
	d, err := eval.Load(path)
	if err != nil {
		panic(err)
	}
	r, err := eval.Run(ctx, m, d, eval.Settings{Shots: []int{0, 1}, Limit: 2, MaxTokens: 3})
	if err != nil {
		panic(err)
	}
	fmt.Println(r)
	// Output:
	// exact match of 2 questions, one seed
	//   0 shots    0.0
	//   1 shots  100.0
	//   colour           0 shots    0.0
	//   colour           1 shots  100.0
	//   shape            0 shots    0.0
	//   shape            1 shots  100.0
}
