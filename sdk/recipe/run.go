package recipe

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"wade/internal/near"
	"wade/sdk/backend"
	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/train"
)

// Stage is one of the three parts of training.
type Stage string

// The stages, in order. The first two need nothing of each other and may run at the same time.
const (
	Vision   Stage = "vision"   // pictures and captions, contrastively
	Language Stage = "language" // text alone
	FewShot  Stage = "fewshot"  // resampler and gated blocks on episodes; vision encoder and language model frozen
)

// Stages lists the stages in order.
func Stages() []Stage { return []Stage{Vision, Language, FewShot} }

// Ablation is a variant of the few-shot stage (Flamingo, table 3).
type Ablation string

// The ablations.
const (
	None     Ablation = ""
	Scratch  Ablation = "scratch"  // the language model starts at random and is trained along
	Unfrozen Ablation = "unfrozen" // the language model starts trained and is trained along
	NoGate   Ablation = "nogate"   // the branches of the gated blocks are added in full from the start
	Frozen   Ablation = "frozen"   // as the stage itself: what the others are measured against where they are shorter than it
)

// Ablations lists the ablations.
func Ablations() []Ablation { return []Ablation{Frozen, Scratch, Unfrozen, NoGate} }

// ErrRun is in the chain of errors about a run that is not described well.
var ErrRun = errors.New("not a run")

// Run describes one training run.
type Run struct {
	Stage    Stage    `json:"stage"`
	Ablation Ablation `json:"ablation,omitempty"` // few-shot stage only
	Steps    int      `json:"steps"`
	Batch    int      `json:"batch"` // pairs, documents or episodes in a step
	Rate     float64  `json:"rate"`  // peak learning rate
	Seed     uint64   `json:"seed"`  // of starting weights and data
	Every    int      `json:"every"` // steps between checkpoints
	// Precision of products in training: f32, which is meant if it is empty, or bf16, with weights and sums in float32.
	Precision string `json:"precision,omitempty"`
}

// Defaults returns the run that trains pond, for a stage.
func Defaults(s Stage) Run {
	r := Run{Stage: s, Every: 100}
	switch s {
	case Vision:
		r.Steps, r.Batch, r.Rate = 1200, 192, 1e-3
	case Language:
		r.Steps, r.Batch, r.Rate = 1500, 64, 2e-3
	case FewShot:
		r.Steps, r.Batch, r.Rate = 3000, 48, 1e-3
	}
	return r
}

// Name is the folder of the run: the stage, and the ablation if there is one.
func (r Run) Name() string {
	if r.Ablation == None {
		return string(r.Stage)
	}
	return string(r.Stage) + "-" + string(r.Ablation)
}

// Config is the model that the run trains, with as many words as the world has.
func (r Run) Config() flamingo.Config {
	c := flamingo.Pond()
	c.LM.Vocab = len(pond.Vocabulary())
	if r.Ablation == NoGate {
		c.Gated.Gate = flamingo.OpenGate
	}
	return c
}

// Check reports what is wrong with r.
func (r Run) Check() error {
	switch {
	case !slices.Contains(Stages(), r.Stage):
		return fmt.Errorf("recipe: %w: unknown stage %q%s", ErrRun, r.Stage, hint(string(r.Stage), Stages()))
	case r.Ablation != None && !slices.Contains(Ablations(), r.Ablation):
		return fmt.Errorf("recipe: %w: unknown ablation %q%s", ErrRun, r.Ablation, hint(string(r.Ablation), Ablations()))
	case r.Ablation != None && r.Stage != FewShot:
		return fmt.Errorf("recipe: %w: ablation %q is a variant of stage %q, not of %q", ErrRun, r.Ablation, FewShot, r.Stage)
	case r.Steps < 1 || r.Batch < 1 || !(r.Rate > 0):
		return fmt.Errorf("recipe: %w: steps %d, batch %d and rate %g must be above 0", ErrRun, r.Steps, r.Batch, r.Rate)
	case r.Precision != "" && !slices.Contains(Precisions(), r.Precision):
		return fmt.Errorf("recipe: %w: unknown precision %q%s", ErrRun, r.Precision, hint(r.Precision, Precisions()))
	}
	return nil
}

// Precisions lists the precisions of products in training.
func Precisions() []string { return []string{"f32", "bf16"} }

// policy is the backend's name for the precision.
func (r Run) policy() backend.Policy {
	if r.Precision == "bf16" {
		return backend.Mixed
	}
	return backend.F32
}

func hint[T ~string](name string, among []T) string {
	names := make([]string, len(among))
	for i, a := range among {
		names[i] = string(a)
	}
	if m := near.Matches(name, names, 1); len(m) > 0 {
		return fmt.Sprintf(", did you mean %q?", m[0])
	}
	return fmt.Sprintf(", want one of %q", names)
}

// schedule is a cosine down to 5 %, after 200 steps of warming up or a tenth of a short run.
func (r Run) schedule() train.Schedule {
	return train.Schedule{Peak: r.Rate, Floor: 0.05, Warmup: min(200, r.Steps/10), Steps: r.Steps}
}

const runFile = "run.json"

// ReadRun returns the settings of a run that was started under dir; one that never was is fs.ErrNotExist.
func ReadRun(dir, name string) (Run, error) {
	var r Run
	path := filepath.Join(dir, name, runFile)
	data, err := os.ReadFile(path)
	if err != nil {
		return r, fmt.Errorf("recipe: %w", err)
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return r, fmt.Errorf("recipe: %s: %w", path, err)
	}
	return r, r.Check()
}

func (r Run) write(dir string) error {
	folder := filepath.Join(dir, r.Name())
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("recipe: %w; choose a folder that can be written", err)
	}
	return writeJSON(filepath.Join(folder, runFile), r)
}

// writeJSON replaces a file as a whole.
func writeJSON(path string, v any) error {
	data, err := json.MarshalIndent(v, "", "  ")
	if err == nil {
		err = os.WriteFile(path+".new", append(data, '\n'), 0o644)
	}
	if err == nil {
		err = os.Rename(path+".new", path)
	}
	if err != nil {
		return fmt.Errorf("recipe: %s: %w", path, err)
	}
	return nil
}
