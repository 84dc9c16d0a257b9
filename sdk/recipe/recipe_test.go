package recipe

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"wade/sdk/backend/reference"
	"wade/sdk/pond"
	"wade/sdk/program"
	"wade/sdk/train"
)

func TestWhatIsTrained(t *testing.T) {
	for _, c := range []struct {
		run     Run
		trained []string // prefixes of weights that move
		frozen  []string // prefixes of weights that are read and stay
		absent  []string // prefixes of weights that are not even read
	}{
		{Defaults(Vision), []string{"vision.", "contrast."}, nil, []string{"lm.", "gated.", "resampler."}},
		{Defaults(Language), []string{"lm."}, nil, []string{"vision.", "gated.", "resampler.", "contrast."}},
		{Defaults(FewShot), []string{"gated.", "resampler."}, []string{"vision.", "lm."}, []string{"contrast."}},
		{ablated(Scratch), []string{"gated.", "resampler.", "lm."}, []string{"vision."}, nil},
		{ablated(Unfrozen), []string{"gated.", "resampler.", "lm."}, []string{"vision."}, nil},
		{ablated(Frozen), []string{"gated.", "resampler."}, []string{"vision.", "lm."}, nil},
		{ablated(NoGate), []string{"gated.", "resampler."}, []string{"vision.", "lm."}, nil},
	} {
		o, err := c.run.Objective()
		if err != nil {
			t.Fatal(err)
		}
		p, err := train.Program(o, train.Defaults())
		if err != nil {
			t.Fatalf("%s: %v", o.Name, err)
		}
		updated := map[string]bool{}
		for _, n := range p.Nodes() {
			if n.Op == program.OpAdamW {
				updated[p.Value(n.In[0]).Name] = true
			}
		}
		for _, w := range p.Of(program.KindWeight) {
			has := func(prefixes []string) bool {
				return slices.ContainsFunc(prefixes, func(s string) bool { return strings.HasPrefix(w.Name, s) })
			}
			if has(c.absent) || has(c.trained) != updated[w.Name] || has(c.frozen) == updated[w.Name] {
				t.Errorf("%s: weight %s: updated is %t", o.Name, w.Name, updated[w.Name])
			}
		}
		for _, prefix := range slices.Concat(c.trained, c.frozen) {
			if !slices.ContainsFunc(p.Of(program.KindWeight), func(v program.Value) bool { return strings.HasPrefix(v.Name, prefix) }) {
				t.Errorf("%s reads no weight %s*", o.Name, prefix)
			}
		}
		if strings.Contains(p.String(), "grad:vision.") != slices.Contains(c.trained, "vision.") {
			t.Errorf("%s: gradients of the vision encoder do not follow what is trained", o.Name)
		}
	}
}

func ablated(a Ablation) Run {
	r := Defaults(FewShot)
	r.Ablation = a
	return r
}

func TestRunsThatMakeNoSense(t *testing.T) {
	few := Defaults(FewShot)
	for _, c := range []struct {
		change func(r *Run)
		want   string
	}{
		{func(r *Run) { r.Stage = "langauge" }, `did you mean "language"?`},
		{func(r *Run) { r.Ablation = "scrach" }, `did you mean "scratch"?`},
		{func(r *Run) { r.Stage, r.Ablation = Vision, Scratch }, `a variant of stage "fewshot"`},
		{func(r *Run) { r.Rate = 0 }, "above 0"},
		{func(r *Run) { r.Steps = 0 }, "above 0"},
	} {
		r := few
		c.change(&r)
		if _, err := r.Objective(); !errors.Is(err, ErrRun) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want it to contain %q", err, c.want)
		}
	}
}

func TestConfigurationFitsTheWorld(t *testing.T) {
	c := Defaults(FewShot).Config()
	tok, err := pond.Tokenizer()
	if err != nil {
		t.Fatal(err)
	}
	if c.LM.Vocab != tok.Size() {
		t.Errorf("%d words in the model, %d in the world", c.LM.Vocab, tok.Size())
	}
	for _, task := range pond.Tasks() { // the longest prompts fit the context
		episodes, err := pond.Exam(task, 8, 20, 3)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := newSheet(c, tok, episodes); err != nil {
			t.Errorf("%s: %v", task, err)
		}
	}
}

// tiny are the three stages at a size that the reference backend does in a moment.
func tiny(s Stage) Run {
	r := Defaults(s)
	r.Steps, r.Batch, r.Every = 2, 2, 1
	return r
}

func TestAllStagesOnTheReference(t *testing.T) {
	if testing.Short() {
		t.Skip("trains a little of everything")
	}
	be := reference.New()
	defer be.Close()
	dir := t.TempDir()
	if _, err := Train(t.Context(), be, dir, tiny(FewShot), Options{}); err == nil || !strings.Contains(err.Error(), "train stage vision first") {
		t.Errorf("error %v, want one that says what to train first", err)
	}
	few := tiny(FewShot)
	for _, r := range []Run{tiny(Vision), tiny(Language), few} {
		res, err := Train(t.Context(), be, dir, r, Options{Origin: Origin{Command: "test"}})
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Curve) != 2 || !(res.Curve[0].Loss > 0) || !(res.Curve[1].Norm > 0) {
			t.Errorf("%s: curve %+v", r.Name(), res.Curve)
		}
		if back, err := ReadRun(dir, r.Name()); err != nil || back != r {
			t.Errorf("settings read back as %+v, %v", back, err)
		}
	}
	x := Exam{Tasks: []string{"colour", Stroop}, Shots: []int{1}, Count: 4, Texts: 4, Pairs: 3, Seed: 1}
	rep, err := few.Report(t.Context(), be, dir, x, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(rep.Scores) != 4 || rep.Scores[0].Count != 4 || rep.Text.Before != rep.Text.After || len(rep.Gates) != 8 {
		t.Errorf("report %+v, want 4 scores of 4 questions, an untouched language model, 8 gates", rep)
	}
	if err := rep.Write(dir); err != nil {
		t.Fatal(err)
	}
	rec, err := Assemble(dir, dir, few)
	if err != nil {
		t.Fatal(err)
	}
	if rec.Bytes > 12<<20 || len(rec.Runs) != 3 || rec.Runs[2].Sessions[0].Last != 2 || rec.Report("fewshot").Scores[0] != rep.Scores[0] {
		t.Errorf("record %+v, want at most 12 MB, three runs, and the report", rec)
	}
}

func TestTextRowsTrainEveryPosition(t *testing.T) {
	r := Defaults(Language)
	r.Batch = 2
	o, err := r.Objective()
	if err != nil {
		t.Fatal(err)
	}
	var lengths []int
	for step := 1; step <= 4; step++ {
		in, err := o.Batch(step)
		if err != nil {
			t.Fatal(err)
		}
		lengths = append(lengths, in[inputIDs].Shape()[1])
	}
	if !slices.Equal(lengths, []int{128, 128, 128, 256}) {
		t.Errorf("rows of %v tokens, want three steps of half the context and one of all of it", lengths)
	}
}
