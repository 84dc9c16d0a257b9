package widget_test

import (
	"fmt"

	"wade/sdk/widget"
)

// Outside a notebook a widget is its state.
func Example() {
	gate := widget.NewFloatSlider("gate", 0, 2, 1, widget.Step(0.1))
	gate.OnChange(func(v float64) { fmt.Println("moved to", v) })
	gate.SetValue(1.5)
	fmt.Println(gate)
	// Output:
	// moved to 1.5
	// gate: ───────────────●───── 1.5
}

// A function follows its controls; recorded, it is seen where nothing is live.
func ExampleInteract() {
	n := widget.NewIntSlider("n", 1, 3, 2)
	shown, err := widget.Interact(func(n int) string { return fmt.Sprint(n, " squared is ", n*n) }, n)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(shown)
	n.SetValue(3)
	fmt.Println(shown)
	// Output:
	// n: ──────────●────────── 2
	// 2 squared is 4
	// n: ────────────────────● 3
	// 3 squared is 9
}
