package recipe

import (
	"fmt"
	"strings"

	"wade/sdk/display"
)

// Table has a row for each run of the record.
func (r *Record) Table() *display.Table {
	t := display.NewTable("run", "steps", "batch", "rate", "first loss", "last loss")
	for _, run := range r.Runs {
		first, last := "", ""
		if n := len(run.Curve); n > 0 {
			first, last = fmt.Sprintf("%.3f", run.Curve[0].Loss), fmt.Sprintf("%.3f", run.Curve[n-1].Loss)
		}
		t.Add(run.Name, run.Steps, run.Batch, run.Rate, first, last)
	}
	sum := r.SHA256[:min(12, len(r.SHA256))]
	t.Caption = fmt.Sprintf("%s, %.1f MB, SHA-256 %s…, examined: %s", r.Config.Name, float64(r.Bytes)/1e6, sum, r.examined())
	return t
}

func (r *Record) examined() string {
	var names []string
	for _, x := range r.Reports {
		names = append(names, x.Run)
	}
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}

// String is the table of the runs.
func (r *Record) String() string { return r.Table().String() }

// HTML is the table of the runs.
func (r *Record) HTML() string { return r.Table().HTML() }
