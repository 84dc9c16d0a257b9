package recipe

import (
	"fmt"
	"strings"

	"wade/sdk/display"
)

// paper holds Flamingo's own ablations (table 3 and section B.3 of the paper): the mean over benchmarks of score by state of
// the art, 4 shots, in percent.
var paper = map[Ablation]string{None: "70.7", Frozen: "70.7", Scratch: "57.8", Unfrozen: "62.7", NoGate: "66.5"}

// Compare sets runs side by side: the mean accuracy over tasks with a number of shots, what happened to the language model,
// and the figure of the same ablation in the paper.
func Compare(reports []*Report, shots int) *display.Table {
	t := display.NewTable("run", "accuracy", "gates closed", "text loss before", "after", "through the gated blocks", "Flamingo-3B")
	t.Caption = fmt.Sprintf("mean accuracy over tasks at %d shots; cross entropy of held-out text; the paper's overall score", shots)
	for _, r := range reports {
		ablation := Ablation(strings.TrimPrefix(strings.TrimPrefix(r.Run, string(FewShot)), "-"))
		t.Add(r.Run, r.mean(shots, false), r.mean(shots, true), r.Text.Before, r.Text.After, r.Text.Gated, paper[ablation])
	}
	return t
}

// mean accuracy over the tasks that were asked with a number of shots.
func (r *Report) mean(shots int, closed bool) float64 {
	sum, n := 0.0, 0
	for _, s := range r.Scores {
		if s.Shots == shots && s.Closed == closed {
			sum += s.Accuracy
			n++
		}
	}
	return sum / float64(max(1, n))
}
