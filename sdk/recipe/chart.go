package recipe

import (
	"fmt"
	"strings"

	"wade/sdk/figure"
	"wade/sdk/pond"
)

// Pond is the record of the weights that come with wade.
func Pond() (*Record, error) {
	_, record, err := pond.Weights()
	if err != nil {
		return nil, err
	}
	return ParseRecord(record)
}

// LossChart draws the loss of a run over its steps.
func (r *RunRecord) LossChart() *figure.Lines {
	var x, y []float64
	for _, p := range r.Curve {
		x, y = append(x, float64(p.Step)), append(y, p.Loss)
	}
	return figure.NewLines("Training: "+r.Name, "step", "loss").Add("loss", x, y)
}

// GateChart draws the gates of a few-shot run over its steps, a curve for each.
func (r *RunRecord) GateChart(c *Record) *figure.Lines { return r.GateHistory(c).Chart() }

// gateLabel turns gated.2.attn.gate into 2 attention.
func gateLabel(name string) string {
	parts := strings.Split(name, ".")
	kind := map[string]string{"attn": "attention", "ffw": "feed-forward"}[parts[2]]
	return fmt.Sprintf("%s %s", parts[1], kind)
}

// Chart draws accuracy over shots for some tasks of an examination, with gates open or closed.
func (r *Report) Chart(closed bool, tasks ...string) *figure.Lines {
	state := "open"
	if closed {
		state = "closed"
	}
	chart := figure.NewLines(fmt.Sprintf("%s, gates %s: wholly right answers", r.Run, state), "shots", "accuracy").Range(0, 1)
	for _, task := range tasks {
		var x, y []float64
		for _, shots := range r.Exam.Shots {
			if s := r.Score(task, shots, closed); s != nil {
				x, y = append(x, float64(shots)), append(y, s.Accuracy)
			}
		}
		chart.Add(task, x, y)
	}
	return chart
}
