package display_test

import (
	"fmt"

	"wade/sdk/display"
)

func Example() {
	t := display.NewTable("task", "0 shots", "4 shots").Add("colour", 0.0, 1.0).Add("shape", 0.01, 0.92)
	bundle := display.Bundle(t)
	fmt.Println(len(bundle.Data), "forms; as text:")
	fmt.Print(bundle.Data[display.MIMEText])
	// Output:
	// 2 forms; as text:
	// task    0 shots  4 shots
	// colour        0        1
	// shape      0.01     0.92
}
