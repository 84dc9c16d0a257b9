package train

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"wade/sdk/tensor"
	"wade/sdk/tensor/safetensors"
)

// Checkpoint is the state of a run after a step.
type Checkpoint struct {
	Step, Steps int                       // done, and in the whole run
	Weights     map[string]*tensor.Tensor // trained weights
	Moments     map[string]*tensor.Tensor // of the optimiser, by state name
	Facts       map[string]string         // what the run is: objective, data, schedule, hashes of program and starting weights
}

// Finished tells whether the run is complete.
func (c *Checkpoint) Finished() bool { return c.Step >= c.Steps }

// Keys in the metadata of a checkpoint besides the facts.
const (
	keyStep  = "train.step"
	keySteps = "train.steps"
)

// ReadCheckpoint reads a checkpoint. A file that is not there is fs.ErrNotExist.
func ReadCheckpoint(path string) (*Checkpoint, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	f, err := safetensors.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("train: %s: %w; remove it to start again", path, err)
	}
	c := &Checkpoint{Weights: map[string]*tensor.Tensor{}, Moments: map[string]*tensor.Tensor{}, Facts: f.Metadata()}
	for key, to := range map[string]*int{keyStep: &c.Step, keySteps: &c.Steps} {
		if *to, err = strconv.Atoi(c.Facts[key]); err != nil || *to < 1 {
			return nil, fmt.Errorf("train: %s has %s %q: %w", path, key, c.Facts[key], ErrCheckpoint)
		}
		delete(c.Facts, key)
	}
	for _, name := range f.Names() {
		t, err := f.Tensor(name)
		if err != nil {
			return nil, fmt.Errorf("train: %s: %w", path, err)
		}
		if strings.HasPrefix(name, momentPrefix) {
			c.Moments[name] = t
		} else {
			c.Weights[name] = t
		}
	}
	return c, nil
}
