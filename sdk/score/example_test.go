package score_test

import (
	"fmt"

	"wade/sdk/score"
)

func Example() {
	people := []string{"2", "two", "two", "2", "three", "2", "2", "2", "2", "two"}
	fmt.Printf("%.2f %.2f\n", score.VQA("Two.", people), score.VQA("three", people))
	fmt.Println(score.Words(`A man's T-shirt says "stop".`))
	// Output:
	// 1.00 0.30
	// [a man 's t-shirt says stop]
}
