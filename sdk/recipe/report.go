package recipe

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"wade/sdk/backend"
	"wade/sdk/display"
	"wade/sdk/tensor"
	"wade/sdk/train"
)

// Report is the examination of a trained model.
type Report struct {
	Run       string  `json:"run"`
	Exam      Exam    `json:"exam"`
	Retrieval float64 `json:"retrieval"` // share of held-out pictures that find their caption among 192
	Text      Losses  `json:"text"`
	Gates     []Gate  `json:"gates,omitempty"`
	Scores    []Score `json:"scores"`
}

// Losses tell what few-shot training did to the language model: cross entropy of held-out text, nats a token.
type Losses struct {
	Before float64 `json:"before"` // the language model that training started from
	After  float64 `json:"after"`  // the bare language model afterwards; as before if it was frozen
	Gated  float64 `json:"gated"`  // the whole model afterwards, on text without pictures
}

// Gate is the value of a gate after training.
type Gate struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
}

// Report examines a finished few-shot run under dir.
func (r Run) Report(ctx context.Context, be backend.Backend, dir string, x Exam, done func(Score)) (*Report, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	start, err := r.start(dir)
	if err != nil {
		return nil, err
	}
	weights, err := r.Weights(dir)
	if err != nil {
		return nil, err
	}
	c := r.Config()
	rep := &Report{Run: r.Name(), Exam: x}
	for _, m := range []struct {
		to      *float64
		weights map[string]*tensor.Tensor
		gated   bool
	}{{&rep.Text.Before, start, false}, {&rep.Text.After, weights, false}, {&rep.Text.Gated, weights, true}} {
		if *m.to, err = TextLoss(ctx, be, c, m.weights, m.gated, x); err != nil {
			return nil, err
		}
	}
	vision, err := train.ReadCheckpoint(train.CheckpointPath(filepath.Join(dir, string(Vision))))
	if err != nil {
		return nil, err
	}
	if rep.Retrieval, err = Retrieval(ctx, be, c, vision.Weights, x); err != nil {
		return nil, err
	}
	curve, err := train.ReadCurve(train.CurvePath(filepath.Join(dir, r.Name())))
	if err != nil {
		return nil, err
	}
	for _, name := range Gates(c) {
		if v, ok := curve[len(curve)-1].Watch[name]; ok {
			rep.Gates = append(rep.Gates, Gate{name, v})
		}
	}
	rep.Scores, err = Examine(ctx, be, c, weights, x, done)
	return rep, err
}

// Score finds a score, nil if the exam did not ask it.
func (r *Report) Score(task string, shots int, closed bool) *Score {
	for i, s := range r.Scores {
		if s.Task == task && s.Shots == shots && s.Closed == closed {
			return &r.Scores[i]
		}
	}
	return nil
}

// Table shows accuracies, a row for each task and a column for each number of shots: with gates open, then closed.
func (r *Report) Table() *display.Table {
	columns := []string{"task"}
	for _, shots := range r.Exam.Shots {
		columns = append(columns, fmt.Sprintf("%d shots", shots))
	}
	t := display.NewTable(columns...)
	t.Caption = fmt.Sprintf("%s: share of wholly right answers, gates open (closed), %d questions each", r.Run, r.Exam.Count)
	for _, task := range r.Exam.Tasks {
		row := []any{task}
		for _, shots := range r.Exam.Shots {
			open, closed := r.Score(task, shots, false), r.Score(task, shots, true)
			if open == nil || closed == nil {
				row = append(row, "")
				continue
			}
			row = append(row, fmt.Sprintf("%.2f (%.2f)", open.Accuracy, closed.Accuracy))
		}
		t.Add(row...)
	}
	return t
}

// String is the table with the other figures below.
func (r *Report) String() string {
	var b strings.Builder
	b.WriteString(strings.TrimRight(r.Table().String(), "\n"))
	fmt.Fprintf(&b, "\nretrieval %.3f; text loss %.4f before, %.4f after, %.4f through the gated blocks\n", r.Retrieval, r.Text.Before, r.Text.After, r.Text.Gated)
	for i, g := range r.Gates {
		if i == 0 {
			b.WriteString("gates")
		}
		fmt.Fprintf(&b, " %s %.3f", strings.TrimSuffix(strings.TrimPrefix(g.Name, "gated."), ".gate"), g.Value)
	}
	return strings.TrimRight(b.String(), "\n")
}

// HTML is the table, for a notebook.
func (r *Report) HTML() string { return r.Table().HTML() }

// Weights are those of the whole model after a finished few-shot run.
func (r Run) Weights(dir string) (map[string]*tensor.Tensor, error) {
	weights, err := r.start(dir)
	if err != nil {
		return nil, err
	}
	if err := overlay(weights, dir, r.Name()); err != nil {
		return nil, err
	}
	return weights, nil
}

// Write keeps the report in the folder of its run under dir.
func (r *Report) Write(dir string) error {
	return writeJSON(filepath.Join(dir, r.Run, reportFile), r)
}

// ReadReport reads what Write kept; nil if the run was not examined yet.
func ReadReport(dir, run string) (*Report, error) {
	path := filepath.Join(dir, run, reportFile)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("recipe: %w", err)
	}
	var r Report
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, fmt.Errorf("recipe: %s: %w", path, err)
	}
	return &r, nil
}
