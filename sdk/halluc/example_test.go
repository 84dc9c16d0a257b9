package halluc_test

import (
	"fmt"

	"wade/sdk/halluc"
)

// Does confidence tell right from wrong answers, and what is won by answering only where it is high?
func ExampleRisk() {
	confidence := []float64{.95, .9, .8, .7, .65, .55, .3}
	right := []bool{true, true, false, true, false, true, false}
	s := halluc.Risk(confidence, right)
	fmt.Printf("AUROC %.2f, AURC %.3f, excess %.3f\n", halluc.AUROC(confidence, right), s.AURC, s.Excess(false))
	fmt.Printf("errors at %.0f %% coverage: %.0f %%\n", 100*s.Coverage[1], 100*s.Risk[1])
	// Output:
	// AUROC 0.75, AURC 0.249, excess 0.112
	// errors at 29 % coverage: 0 %
}

// The picture made "red" likelier, habit "blue": the contrast sharpens what is seen.
func ExampleVCD() {
	seen, blind := []float64{2, 1, 0, -3}, []float64{1.5, 1.8, -.5, -3}
	fmt.Printf("%.3f\n", halluc.Softmax(seen))
	fmt.Printf("%.3f\n", halluc.Softmax(halluc.VCD(seen, blind, 1, .1)))
	// Output:
	// [0.662 0.244 0.090 0.004]
	// [0.809 0.081 0.110 0.000]
}
