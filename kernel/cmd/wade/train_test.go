package main

import (
	"bytes"
	"strings"
	"testing"

	"wade/sdk/recipe"
)

// runTrain runs wade train and returns what it printed.
func runTrain(t *testing.T, args ...string) (string, error) {
	t.Helper()
	cmd := newTrain()
	var out bytes.Buffer
	cmd.SetOut(&out)
	cmd.SetErr(&out)
	cmd.SetArgs(args)
	cmd.SilenceUsage, cmd.SilenceErrors = true, true
	err := cmd.ExecuteContext(t.Context())
	return out.String(), err
}

func TestTrainRefusesWhatMakesNoSense(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--stage", "visoin", "--out", dir}, `did you mean "vision"?`},
		{[]string{"--stage", "vision", "--ablation", "scratch", "--out", dir}, "leave out --stage vision"},
		{[]string{"--ablation", "unfroze", "--out", dir}, `did you mean "unfrozen"?`},
		{[]string{"--steps", "0", "--out", dir}, "above 0"},
		{[]string{}, "out"},
		{[]string{"--out", dir, "--backend", "quantum"}, "quantum"},
		{[]string{"--ablation", "nogate", "--out", dir, "--backend", "reference"}, "train stage vision first"},
		{[]string{"eval", dir}, "no such file"},
		{[]string{"assemble", dir}, "no such file"},
	} {
		if out, err := runTrain(t, c.args...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("wade train %v: error %v, want it to contain %q\n%s", c.args, err, c.want, out)
		}
	}
}

func TestTrainGoesOn(t *testing.T) {
	if testing.Short() {
		t.Skip("trains a little")
	}
	dir := t.TempDir()
	args := []string{"--stage", "vision", "--steps", "2", "--batch", "2", "--seed", "7", "--backend", "reference", "--out", dir}
	if out, err := runTrain(t, args...); err != nil || !strings.Contains(out, "vision 2/2") {
		t.Fatalf("error %v\n%s", err, out)
	}
	if _, err := runTrain(t, args...); err == nil || !strings.Contains(err.Error(), "resume that run") {
		t.Errorf("error %v, want one about the checkpoint that is there", err)
	}
	// Resumed, a run has the settings it began with.
	if out, err := runTrain(t, "--stage", "vision", "--resume", "--backend", "reference", "--out", dir); err != nil || strings.Contains(out, "1200") {
		t.Errorf("error %v\n%s", err, out)
	}
	r, err := recipe.ReadRun(dir, "vision")
	if err != nil || r.Seed != 7 || r.Steps != 2 {
		t.Errorf("settings %+v, %v, want seed 7 and 2 steps", r, err)
	}
}
