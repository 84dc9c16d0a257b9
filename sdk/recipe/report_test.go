package recipe

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wade/sdk/train"
)

func sample(run string, open, closed float64) *Report {
	return &Report{
		Run: run, Exam: Exam{Tasks: []string{"colour", "shape"}, Shots: []int{0, 4}, Count: 10},
		Retrieval: 0.98, Text: Losses{0.5, 0.75, 0.625}, Gates: []Gate{{"gated.0.attn.gate", 0.25}},
		Scores: []Score{
			{Task: "colour", Shots: 4, Right: 9, Count: 10, Accuracy: open}, {Task: "colour", Shots: 4, Closed: true, Right: 1, Count: 10, Accuracy: closed},
			{Task: "shape", Shots: 4, Right: 7, Count: 10, Accuracy: open - 0.2}, {Task: "shape", Shots: 4, Closed: true, Right: 1, Count: 10, Accuracy: closed},
		},
	}
}

func TestReportInWords(t *testing.T) {
	text := sample("fewshot", 0.9, 0.1).String()
	for _, want := range []string{"0.90 (0.10)", "0.70 (0.10)", "retrieval 0.980", "0.5000 before, 0.7500 after, 0.6250 through", "gates 0.attn 0.250"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report lacks %q:\n%s", want, text)
		}
	}
}

func TestCompareSetsOursBesideThePapers(t *testing.T) {
	text := Compare([]*Report{sample("fewshot-frozen", 0.9, 0.1), sample("fewshot-scratch", 0.6, 0.1)}, 4).String()
	for _, want := range []string{"0.8", "0.5", "70.7", "57.8", "0.75"} {
		if !strings.Contains(text, want) {
			t.Errorf("the comparison lacks %q:\n%s", want, text)
		}
	}
}

func TestReportsAndSettingsThatAreBroken(t *testing.T) {
	dir := t.TempDir()
	if r, err := ReadReport(dir, "fewshot"); r != nil || err != nil {
		t.Errorf("a missing report is %v, %v", r, err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "fewshot"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{reportFile, runFile, sessionsFile} {
		if err := os.WriteFile(filepath.Join(dir, "fewshot", name), []byte("{"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := ReadReport(dir, "fewshot"); err == nil || !strings.Contains(err.Error(), reportFile) {
		t.Errorf("error %v, want one that names the file", err)
	}
	if _, err := ReadRun(dir, "fewshot"); err == nil || !strings.Contains(err.Error(), runFile) {
		t.Errorf("error %v, want one that names the file", err)
	}
	if _, err := sessions(filepath.Join(dir, "fewshot")); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("error %v, want one that names the line", err)
	}
}

func TestUnfinishedPartsAreNotUsed(t *testing.T) {
	dir := t.TempDir()
	err := overlay(nil, dir, "vision")
	if err == nil || !strings.Contains(err.Error(), "train stage vision first") {
		t.Errorf("error %v, want one that says what to train", err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "vision"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(train.CheckpointPath(filepath.Join(dir, "vision")), []byte("not one"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := overlay(nil, dir, "vision"); err == nil || !strings.Contains(err.Error(), "checkpoint.safetensors") {
		t.Errorf("error %v, want one that names the file", err)
	}
}
