package eval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wade/sdk"
	"wade/sdk/flamingo"
)

func open(t *testing.T) *flamingo.Model {
	t.Helper()
	t.Setenv("WADE_CACHE", "off")
	m, err := sdk.Open(t.Context(), "pond", sdk.Backend("reference"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return m
}

// world writes a data set of two tasks of the demonstration world, few questions of each.
func world(t *testing.T) *Data {
	t.Helper()
	path, err := Pond(t.TempDir(), 2, 1)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	d.Examples = slices.DeleteFunc(d.Examples, func(e Example) bool { return e.Task != "colour" && e.Task != "existence" })
	return d
}

// put writes a data set with one picture, a.png.
func put(t *testing.T, lines ...string) string {
	t.Helper()
	dir := t.TempDir()
	img := image.NewRGBA(image.Rect(0, 0, 48, 48))
	img.SetRGBA(3, 3, color.RGBA{200, 0, 0, 255})
	f, err := os.Create(filepath.Join(dir, "a.png"))
	if err == nil {
		err = errors.Join(png.Encode(f, img), f.Close())
	}
	path := filepath.Join(dir, "set.jsonl")
	if err == nil {
		err = os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoad(t *testing.T) {
	d, err := Load(put(t, `{"image":"a.png","question":"q","answers":["x"],"source":"elsewhere"}`, "", `{"id":"two","answers":["y"],"split":"shots"}`))
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Examples) != 2 || d.Examples[0].ID != "1" || d.Examples[1].ID != "two" || d.Examples[1].line != 3 || len(d.SHA256) != 64 {
		t.Errorf("%+v", d)
	}
	good := `{"image":"a.png","question":"q","answers":["x"]}`
	for _, c := range []struct {
		lines []string
		words []string
	}{
		{[]string{good, `{"image":`}, []string{"set.jsonl:2:"}},
		{[]string{good, `[1]`}, []string{"set.jsonl:2:"}},
		{[]string{good, "", `{"image":"b.png","answers":["x"]}`}, []string{"set.jsonl:3:", "b.png"}},
		{[]string{`{"image":".","answers":["x"]}`}, []string{"set.jsonl:1:", "folder"}},
		{[]string{`{"image":"a.png","anwsers":["x"]}`}, []string{"set.jsonl:1:", "anwsers", "answers"}},
		{[]string{`{"image":"a.png"}`}, []string{"set.jsonl:1:", "answers"}},
		{[]string{`{"image":"a.png","answers":[" "]}`}, []string{"set.jsonl:1:", "empty"}},
		{[]string{`{"image":"a.png","answers":["x"],"split":"train"}`}, []string{"set.jsonl:1:", "train"}},
		{[]string{`{"id":"a","answers":["x"]}`, `{"id":"a","answers":["x"]}`}, []string{"set.jsonl:2:", "line 1"}},
		{[]string{`{"answers":["x"],"split":"shots"}`}, []string{"no question"}},
		{nil, []string{"no question"}},
	} {
		_, err := Load(put(t, c.lines...))
		for _, w := range c.words {
			if err == nil || !strings.Contains(err.Error(), w) {
				t.Errorf("%q: error %v lacks %q", c.lines, err, w)
			}
		}
	}
	if _, err := Load("nowhere.jsonl"); err == nil {
		t.Error("no file is no error")
	}
}

func TestSettings(t *testing.T) {
	s, err := Settings{}.filled()
	if err != nil || !slices.Equal(s.Shots, []int{0}) || s.Score != "exact" || s.ask(Example{Question: "what ?"}) != "what ?" {
		t.Errorf("%+v, %v", s, err)
	}
	if s, err = (Settings{Template: "vqa"}).filled(); err != nil || s.ask(Example{Question: "What?"}) != "Question:What? Short answer:" {
		t.Errorf("%q, %v", s.ask(Example{Question: "What?"}), err)
	}
	for _, bad := range []Settings{
		{Shots: []int{-1}}, {Shots: []int{4, 4}}, {Seeds: []uint64{1, 1}}, {Score: "bleu"}, {Template: "vqaa"}, {Rank: "max"}, {Score: "auc"}, {Ensemble: 6}, {Calibrated: true},
		{RICES: true, Seeds: []uint64{0, 1}}, {Batch: -1}, {Limit: -1},
	} {
		if _, err := bad.filled(); err == nil {
			t.Errorf("%+v is no error", bad)
		}
	}
}

// A template words each shot and the question once.
func TestWording(t *testing.T) {
	d := &Data{Examples: []Example{{ID: "1", Question: "What?", Answers: []string{"a"}}, {ID: "2", Question: "Why?", Answers: []string{"b"}}}}
	for template, want := range map[string]string{
		"plain":              "Why? b\nWhat? …",
		"vqa":                "Question:Why? Short answer: b\nQuestion:What? Short answer: …",
		"caption":            "Output: b\nOutput: …",
		"class":              "Output: b\nOutput: …",
		"memes":              "is an image with: 'Why?' written on it. Is it hateful? Answer: b\nis an image with: 'What?' written on it. Is it hateful? Answer: …",
		"look: {question} =": "look: Why? = b\nlook: What? = …",
	} {
		c := &chooser{Data: d, settings: Settings{Template: template}}
		p, err := c.prompt(0, []int{1}, true)
		if err != nil || p.String() != want {
			t.Errorf("%s: %q, %v, want %q", template, p, err, want)
		}
	}
}

// Shots depend on the question and the seed alone, are of its task, never itself, and marked ones if there are any.
func TestChoiceOfShots(t *testing.T) {
	var lines []string
	for i := range 9 {
		lines = append(lines, fmt.Sprintf(`{"id":"a%d","answers":["x"],"task":"a"}`, i))
		split := ""
		if i > 3 {
			split = `,"split":"shots"`
		}
		lines = append(lines, fmt.Sprintf(`{"id":"b%d","answers":["x"],"task":"b"%s}`, i, split))
	}
	d, err := Load(put(t, lines...))
	if err != nil {
		t.Fatal(err)
	}
	c, err := newChooser(t.Context(), nil, d, Settings{Shots: []int{3}})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(c.questions()); n != 13 {
		t.Errorf("%d questions, want 9 and 4", n)
	}
	different := map[string]bool{}
	for _, q := range c.questions() {
		for seed := range uint64(20) {
			shots, err := c.shots(q, 3, seed)
			if err != nil {
				t.Fatal(err)
			}
			again, _ := c.shots(q, 3, seed)
			sorted := slices.Sorted(slices.Values(shots))
			if !slices.Equal(shots, again) || len(slices.Compact(sorted)) != 3 || slices.Contains(shots, q) {
				t.Errorf("question %d: shots %v, then %v", q, shots, again)
			}
			for _, s := range shots {
				if e := d.Examples[s]; e.Task != d.Examples[q].Task || e.Task == "b" && e.Split != "shots" {
					t.Errorf("question %s has shot %+v", d.Examples[q].ID, e)
				}
			}
			different[fmt.Sprint(shots)] = true
		}
	}
	if len(different) < 50 {
		t.Errorf("%d choices in all, seeds or questions do not matter", len(different))
	}
	if _, err := newChooser(t.Context(), nil, d, Settings{Shots: []int{9}}); err == nil || !strings.Contains(err.Error(), "set.jsonl:") {
		t.Errorf("more shots than there are: %v", err)
	}
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A run that is stopped at any place goes on to the same results, byte for byte, and asks nothing twice.
func TestGoingOn(t *testing.T) {
	m := open(t)
	d := world(t)
	s := Settings{Shots: []int{0, 1}, Seeds: []uint64{3, 4}, MaxTokens: 4, Batch: 3}
	s.Out = t.TempDir()
	whole, err := Run(t.Context(), m, d, s)
	if err != nil {
		t.Fatal(err)
	}
	results := read(t, s.Out, ResultsFile)
	if n := strings.Count(results, "\n"); n != 1+4*4 {
		t.Fatalf("%d lines, want an origin and 16 answers", n)
	}
	page, summary := read(t, s.Out, ReportFile), read(t, s.Out, SummaryFile)
	lines := strings.SplitAfter(results, "\n")
	for _, cut := range []int{len(lines[0]) / 2, len(lines[0]) + len(lines[1]) + 7, len(results) - 1, len(results)} {
		s.Out = t.TempDir()
		if err := os.WriteFile(filepath.Join(s.Out, ResultsFile), []byte(results[:cut]), 0o600); err != nil {
			t.Fatal(err)
		}
		again, err := Run(t.Context(), m, d, s)
		if err != nil {
			t.Fatalf("cut at %d: %v", cut, err)
		}
		if read(t, s.Out, ResultsFile) != results || read(t, s.Out, ReportFile) != page || read(t, s.Out, SummaryFile) != summary || again.String() != whole.String() {
			t.Errorf("cut at %d of %d: the results are others", cut, len(results))
		}
	}
	// Of another evaluation, nothing is touched.
	for what, change := range map[string]func(s *Settings){"beams": func(s *Settings) { s.Beams = 2 }, "seeds": func(s *Settings) { s.Seeds = []uint64{3} }} {
		other := s
		change(&other)
		if _, err := Run(t.Context(), m, d, other); err == nil || !strings.Contains(err.Error(), what) || read(t, s.Out, ResultsFile) != results {
			t.Errorf("%s changed: %v", what, err)
		}
	}
	if _, err := Run(t.Context(), m.With(flamingo.GateScale(0)), d, s); err == nil || !strings.Contains(err.Error(), "edits") {
		t.Errorf("an edited model: %v", err)
	}
	broken := strings.Replace(results, `"shots":1`, `"shots":x`, 1)
	if err := os.WriteFile(filepath.Join(s.Out, ResultsFile), []byte(broken), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(t.Context(), m, d, s); err == nil || !strings.Contains(err.Error(), ResultsFile+":10:") {
		t.Errorf("a broken line: %v", err)
	}
}

// What cannot be written is not half there, and what was written before stays.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	j, _, err := openJournal(dir, Origin{Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := j.add(Record{ID: "a"}); err != nil {
		t.Fatal(err)
	}
	before := read(t, dir, ResultsFile)
	shut, err := os.Open(filepath.Join(dir, ResultsFile)) // for reading alone: writing fails
	if err != nil {
		t.Fatal(err)
	}
	good := j.file
	j.file = shut
	if err := j.add(Record{ID: "b"}); err == nil || !strings.Contains(err.Error(), "goes on") {
		t.Errorf("a write that failed: %v", err)
	}
	shut.Close()
	good.Close()
	if after := read(t, dir, ResultsFile); after != before {
		t.Errorf("%q, before %q", after, before)
	}
	_, records, err := openJournal(dir, Origin{Version: 1})
	if err != nil || len(records) != 1 || records[0].ID != "a" {
		t.Errorf("read again: %v, %v", records, err)
	}
}

func TestStoppedByContext(t *testing.T) {
	m := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Run(ctx, m, world(t), Settings{Out: t.TempDir()}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// The model learns what is asked from one shot; a report says so, by task, and its page needs nothing else.
func TestReport(t *testing.T) {
	m := open(t)
	d := world(t)
	r, err := Run(t.Context(), m, d, Settings{Shots: []int{0, 1}, Seeds: []uint64{0, 1}, MaxTokens: 4})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Cells) != 2 || r.Cells[1].Mean <= r.Cells[0].Mean || len(r.Tasks) != 4 || r.Tasks[1].Mean != 1 || r.Tasks[1].Task != "colour" || len(r.Cells[0].Seeds) != 2 {
		t.Errorf("%+v\n%+v", r.Cells, r.Tasks)
	}
	page, err := r.Page()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<!doctype html>", "exact match", "colour-0", `class="right"`, `class="wrong"`, "background-image:url(data:image/png", "f-wrong", r.records[0].Answer} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, no := range []string{"http://", "https://", "<script", `src="/`} {
		if i := strings.Index(strings.ReplaceAll(page, "http://www.w3.org", ""), no); i >= 0 {
			t.Errorf("the page has %q: %q", no, page[max(0, i-60):i+60])
		}
	}
	if text := r.String(); !strings.Contains(text, "4 questions") || !strings.Contains(text, "±") {
		t.Errorf("%q", text)
	}
	if !strings.Contains(r.HTML(), "<table") || !strings.Contains(r.HTML(), "<svg") {
		t.Error("a notebook shows neither table nor chart")
	}
	summary, err := json.Marshal(r)
	if err != nil || !strings.Contains(string(summary), `"by_seed":[`) {
		t.Errorf("%s, %v", summary, err)
	}
}

// Every way to choose and to score runs through.
func TestWaysOfAsking(t *testing.T) {
	m := open(t)
	d := world(t)
	yes := *d
	yes.Examples = slices.DeleteFunc(slices.Clone(d.Examples), func(e Example) bool { return e.Task != "existence" })
	for name, c := range map[string]struct {
		data *Data
		s    Settings
	}{
		"rices":     {d, Settings{Shots: []int{2}, RICES: true, MaxTokens: 3}},
		"beams":     {d, Settings{Shots: []int{1}, Beams: 3, MaxTokens: 3, Score: "vqa"}},
		"captions":  {d, Settings{Shots: []int{1}, MaxTokens: 3, Score: "cider"}},
		"texts":     {d, Settings{Shots: []int{0}, TextShots: 2, MaxTokens: 3}},
		"draws":     {d, Settings{Shots: []int{1}, Temperature: 1, MaxTokens: 3, Limit: 2}},
		"pope":      {&yes, Settings{Shots: []int{1}, MaxTokens: 3, Score: "pope"}},
		"auc":       {&yes, Settings{Shots: []int{2}, Rank: "sum", Score: "auc", Ensemble: 2}},
		"calibrate": {&yes, Settings{Shots: []int{1}, Rank: "mean", Calibrated: true}},
	} {
		r, err := Run(t.Context(), m, c.data, c.s)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, rec := range r.records {
			n := c.s.Shots[0] + c.s.TextShots
			if rec.Answer == "" || len(rec.Before) != n || slices.Contains(rec.Before, rec.ID) {
				t.Errorf("%s: %+v, want an answer after %d shots", name, rec, n)
			}
			if c.s.Rank != "" && (rec.P <= 0 || rec.P >= 1 || rec.Answer != "yes" && rec.Answer != "no") {
				t.Errorf("%s: %+v", name, rec)
			}
		}
		if x := r.Cells[0].Mean; x < 0 || x > 10 || math.IsNaN(x) && name != "auc" {
			t.Errorf("%s: score %v", name, x)
		}
		if _, err := json.Marshal(r); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if name == "pope" && len(r.Cells[0].More) != 4 {
			t.Errorf("pope has %v", r.Cells[0].More)
		}
	}
	yes.Examples = slices.DeleteFunc(slices.Clone(yes.Examples), func(e Example) bool { return e.Split != splitShots && e.Answers[0] == "no" })
	r, err := Run(t.Context(), m, &yes, Settings{Rank: "sum", Score: "auc"})
	if err != nil || !strings.Contains(r.String(), "undefined") {
		t.Errorf("a curve of one class: %v, %v", r, err)
	}
	if _, err := Run(t.Context(), m, d, Settings{Rank: "sum"}); err == nil || !strings.Contains(err.Error(), "pond.jsonl:1:") {
		t.Errorf("no candidates: %v", err)
	}
}
