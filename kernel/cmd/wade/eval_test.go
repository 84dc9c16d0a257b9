package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// runEval runs wade eval and returns what it printed.
func runEval(t *testing.T, args ...string) (string, error) {
	t.Helper()
	t.Setenv("WADE_CACHE", "off")
	cmd := newEval()
	var out, log bytes.Buffer
	cmd.SetOut(&out)
	cmd.SetErr(&log)
	cmd.SetArgs(args)
	cmd.SilenceUsage, cmd.SilenceErrors = true, true
	err := cmd.ExecuteContext(t.Context())
	return out.String(), err
}

func TestEvalOfPond(t *testing.T) {
	out := t.TempDir()
	args := []string{"pond", "--out", out, "--questions", "1", "--limit", "3", "--shots", "1", "--seeds", "0,1", "--max-tokens", "3", "--backend", "reference"}
	first, err := runEval(t, args...)
	if err != nil || !strings.Contains(first, "exact match of 3 questions") || !strings.Contains(first, filepath.Join(out, "report.html")) {
		t.Fatalf("%v\n%s", err, first)
	}
	results := filepath.Join(out, "results.jsonl")
	before, err := os.ReadFile(results)
	if err != nil || bytes.Count(before, []byte("\n")) != 1+2*3 {
		t.Fatalf("%v\n%s", err, before)
	}
	again, err := runEval(t, args...) // all is there
	after, _ := os.ReadFile(results)
	if err != nil || again != first || !bytes.Equal(before, after) {
		t.Errorf("again: %v\n%s", err, again)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{append(args, "--beams", "2"), "beams was 1, is 2"},
		{[]string{"nowhere.jsonl"}, "nowhere.jsonl"},
		{[]string{filepath.Join(out, "data", "pond.jsonl"), "--score", "cidr", "--out", t.TempDir(), "--backend", "reference"}, "cider"},
		{[]string{filepath.Join(out, "data", "pond.jsonl"), "--seeds", "-1"}, "negative"},
		{[]string{filepath.Join(out, "data", "pond.jsonl"), "--model", "pnod"}, "pond"},
		{[]string{filepath.Join(out, "data", "pond.jsonl"), "--shots", "40", "--out", t.TempDir(), "--backend", "reference"}, "pond.jsonl:1:"},
		{[]string{}, "arg"},
	} {
		if out, err := runEval(t, c.args...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("wade eval %v: error %v, want it to contain %q\n%s", c.args, err, c.want, out)
		}
	}
}

// What is wrong with the options is said before anything is written.
func TestEvalOfWrongOptionsWritesNothing(t *testing.T) {
	out := filepath.Join(t.TempDir(), "results")
	for _, args := range [][]string{{"--score", "cidr"}, {"--template", "vqaa"}, {"--seeds", "-1"}, {"--ensemble", "6"}} {
		if _, err := runEval(t, append([]string{"pond", "--out", out}, args...)...); err == nil {
			t.Errorf("%v: no error", args)
		}
		if _, err := os.Stat(out); err == nil {
			t.Fatalf("%v: %s was made", args, out)
		}
	}
}
