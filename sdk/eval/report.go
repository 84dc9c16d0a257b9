package eval

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gonum.org/v1/gonum/stat"

	"wade/sdk/figure"
	"wade/sdk/flamingo"
	"wade/sdk/halluc"
	"wade/sdk/internal/whole"
	"wade/sdk/score"
)

// Report is how well a model answered.
type Report struct {
	Origin Origin `json:"origin"`
	Line   string `json:"provenance"`
	Cells  []Cell `json:"scores"`
	Tasks  []Cell `json:"tasks,omitempty"` // where there are several

	data    *Data
	byID    map[string]Example
	records []Record
	values  []float64 // of records, 0..1 where each has a score of its own
}

// Cell is the score with a number of shots.
type Cell struct {
	Shots     int                `json:"shots"`
	Task      string             `json:"task,omitempty"`
	Questions int                `json:"questions"`
	Seeds     []float64          `json:"by_seed"` // in the order of the settings
	Mean      float64            `json:"mean"`
	SD        float64            `json:"sd"`             // over seeds, 0 for one
	More      map[string]float64 `json:"more,omitempty"` // of POPE: precision, recall, F1, share of yes; means over seeds
}

func newReport(m *flamingo.Model, d *Data, o Origin, records []Record) *Report {
	r := &Report{Origin: o, Line: m.Provenance(nil).Line(), data: d, byID: map[string]Example{}, records: records}
	r.values = make([]float64, len(records))
	var tasks []string
	for _, e := range d.Examples {
		r.byID[e.ID] = e
		if !slices.Contains(tasks, e.Task) {
			tasks = append(tasks, e.Task)
		}
	}
	slices.Sort(tasks)
	for _, n := range o.Settings.Shots {
		r.Cells = append(r.Cells, r.cell(n, "", true))
	}
	if len(tasks) < 2 {
		return r
	}
	for _, t := range tasks {
		for _, n := range o.Settings.Shots {
			if c := r.cell(n, t, false); c.Questions > 0 {
				r.Tasks = append(r.Tasks, c)
			}
		}
	}
	return r
}

// cell scores the answers with a number of shots, of a task or of all.
func (r *Report) cell(shots int, task string, all bool) Cell {
	c := Cell{Shots: shots, Task: task, More: map[string]float64{}}
	for _, seed := range r.Origin.Settings.Seeds {
		var at []int
		for i, rec := range r.records {
			if rec.Shots == shots && rec.Seed == seed && (all || r.byID[rec.ID].Task == task) {
				at = append(at, i)
			}
		}
		c.Questions = len(at)
		if len(at) == 0 {
			return c
		}
		c.Seeds = append(c.Seeds, r.score(at, c.More, all))
	}
	c.Mean = stat.Mean(c.Seeds, nil)
	if len(c.Seeds) > 1 {
		c.SD = stat.StdDev(c.Seeds, nil)
	}
	if len(c.More) == 0 {
		c.More = nil
	}
	return c
}

// score is that of some records; with keep it also notes that of each.
func (r *Report) score(at []int, more map[string]float64, keep bool) float64 {
	each := make([]float64, len(at))
	total := math.NaN()
	var answers []string
	var references [][]string
	for _, i := range at {
		answers = append(answers, r.records[i].Answer)
		references = append(references, r.byID[r.records[i].ID].Answers)
	}
	switch s := r.Origin.Settings; s.Score {
	case "vqa":
		for k, a := range answers {
			each[k] = score.VQA(score.CutVQA(a), references[k])
		}
	case "cider":
		for k, a := range answers {
			answers[k] = score.CutCaption(a)
		}
		total, each = score.CIDEr(answers, references)
	case "pope":
		truth := make([]string, len(at))
		for k := range at {
			truth[k] = references[k][0]
			if score.SaysYes(answers[k]) == score.SaysYes(truth[k]) {
				each[k] = 1
			}
		}
		n := float64(len(s.Seeds))
		p := score.POPE(answers, truth)
		for name, x := range map[string]float64{"precision": p.Precision(), "recall": p.Recall(), "F1": p.F1(), "yes": p.YesRatio()} {
			more[name] += x / n
		}
	case "auc":
		p, positive := make([]float64, len(at)), make([]bool, len(at))
		for k, i := range at {
			p[k] = r.records[i].P
			positive[k] = references[k][0] == r.byID[r.records[i].ID].Candidates[0]
			each[k] = score.Exact(answers[k], references[k][:1])
		}
		total = halluc.AUROC(p, positive)
	default:
		for k, a := range answers {
			each[k] = score.Exact(a, references[k])
		}
	}
	if keep {
		for k, i := range at {
			r.values[i] = each[k]
		}
	}
	if r.Origin.Settings.Score == "cider" || r.Origin.Settings.Score == "auc" {
		return total
	}
	return stat.Mean(each, nil)
}

// measure is the name of the score for people.
func (r *Report) measure() string {
	return map[string]string{"exact": "exact match", "vqa": "VQA accuracy", "cider": "CIDEr", "pope": "POPE accuracy", "auc": "area under the ROC curve"}[r.Origin.Settings.Score]
}

// MarshalJSON puts null for what is not a number: a ratio of nothing.
func (c Cell) MarshalJSON() ([]byte, error) {
	type plain Cell
	defined := func(x float64) *float64 {
		if math.IsNaN(x) {
			return nil
		}
		return &x
	}
	var by []*float64
	for _, x := range c.Seeds {
		by = append(by, defined(x))
	}
	var more map[string]*float64
	for name, x := range c.More {
		if more == nil {
			more = map[string]*float64{}
		}
		more[name] = defined(x)
	}
	return json.Marshal(struct {
		plain
		Seeds []*float64          `json:"by_seed"`
		Mean  *float64            `json:"mean"`
		SD    *float64            `json:"sd"`
		More  map[string]*float64 `json:"more,omitempty"`
	}{plain(c), by, defined(c.Mean), defined(c.SD), more})
}

func (c Cell) String() string {
	if math.IsNaN(c.Mean) {
		return "undefined: all questions have the same right answer"
	}
	text := fmt.Sprintf("%6.1f", 100*c.Mean)
	if len(c.Seeds) > 1 {
		text += fmt.Sprintf(" ± %.1f", 100*c.SD)
	}
	for _, name := range slices.Sorted(maps.Keys(c.More)) {
		text += fmt.Sprintf("  %s %.1f", name, 100*c.More[name])
	}
	return text
}

// String is the score for each number of shots, in hundredths, with its deviation over seeds.
func (r *Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s of %d questions, %s\n", r.measure(), r.Cells[0].Questions, seeds(len(r.Origin.Settings.Seeds)))
	for _, c := range r.Cells {
		fmt.Fprintf(&b, "%3d shots %s\n", c.Shots, c)
	}
	for _, c := range r.Tasks {
		fmt.Fprintf(&b, "  %-14s %3d shots %s\n", c.Task, c.Shots, c)
	}
	return strings.TrimRight(b.String(), "\n")
}

func seeds(n int) string {
	if n == 1 {
		return "one seed"
	}
	return fmt.Sprintf("mean and standard deviation of %d seeds", n)
}

// chart is the score over the number of shots, nil for one number.
func (r *Report) chart() *figure.Lines {
	if len(r.Cells) < 2 {
		return nil
	}
	l := figure.NewLines(r.measure()+" by shots", "shots", "")
	var x, y, low, high []float64
	var shots []string
	cells := slices.Clone(r.Cells)
	slices.SortFunc(cells, func(a, b Cell) int { return a.Shots - b.Shots })
	for i, c := range cells {
		shots = append(shots, fmt.Sprint(c.Shots))
		x, y, low, high = append(x, float64(i)), append(y, 100*c.Mean), append(low, 100*(c.Mean-c.SD)), append(high, 100*(c.Mean+c.SD))
	}
	l.Names(shots)
	if len(r.Origin.Settings.Seeds) < 2 {
		return l.Add("all", x, y)
	}
	return l.Band("all", x, y, low, high)
}

// Write leaves report and summary in a folder.
func (r *Report) Write(dir string) error {
	summary, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	page, err := r.Page()
	if err != nil {
		return err
	}
	for name, text := range map[string]string{SummaryFile: string(summary) + "\n", ReportFile: page} {
		err := whole.Write(filepath.Join(dir, name), ".eval-*", 0o644, func(f *os.File) error { _, err := f.WriteString(text); return err })
		if err != nil {
			return fmt.Errorf("eval: %w", err)
		}
	}
	return nil
}
