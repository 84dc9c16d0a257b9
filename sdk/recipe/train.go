package recipe

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"wade/sdk/backend"
	"wade/sdk/flamingo"
	"wade/sdk/tensor"
	"wade/sdk/train"
)

// Options say how Train goes through a run.
type Options struct {
	Resume   bool           // go on from the run's checkpoint, if there is one
	Origin   Origin         // for the record
	Progress train.Progress // nil: a run that takes long shows a bar, unless ctx is display.Quiet
}

// Train goes through a run in its folder under dir. A finished run, resumed, is left as it is; a folder that holds a
// checkpoint is an error without resuming. The few-shot stage needs finished vision and language runs under the same dir.
func Train(ctx context.Context, be backend.Backend, dir string, r Run, opt Options) (*train.Result, error) {
	o, err := r.Objective()
	if err != nil {
		return nil, err
	}
	data, err := r.dataHash()
	if err != nil {
		return nil, err
	}
	o.Data += ", first one " + data // a world that has changed since is other data
	weights, err := r.start(dir)
	if err != nil {
		return nil, err
	}
	folder := filepath.Join(dir, r.Name())
	if _, err := os.Stat(train.CheckpointPath(folder)); errors.Is(err, fs.ErrNotExist) {
		if err := r.write(dir); err != nil {
			return nil, err
		}
	}
	if opt.Progress == nil {
		opt.Progress = train.BarIn(ctx, r.Name(), r.Steps)
	}
	m := &meter{Progress: opt.Progress, start: time.Now()}
	res, err := train.Run(ctx, be, o, train.Options{
		Schedule: r.schedule(), Optimiser: train.Defaults(), Policy: r.policy(), Weights: weights,
		Dir: folder, Every: r.Every, Resume: opt.Resume, Progress: m,
	})
	if m.first > 0 {
		s := Session{opt.Origin, m.first, m.last, math.Round(time.Since(m.start).Seconds())}
		if e := addSession(folder, s); err == nil {
			err = e
		}
	}
	return res, err
}

// start gives every weight that the run reads its first value.
func (r Run) start(dir string) (map[string]*tensor.Tensor, error) {
	c := r.Config()
	switch r.Stage {
	case Vision:
		weights, err := c.Init(r.Seed, flamingo.VisionPart)
		if err != nil {
			return nil, err
		}
		maps.Copy(weights, textInit(r.Seed, textSide(c)))
		return weights, nil
	case Language:
		return languageInit(c, r.Seed)
	}
	weights, err := c.Init(r.Seed)
	if err != nil {
		return nil, err
	}
	language, err := languageInit(c, r.Seed)
	if err != nil {
		return nil, err
	}
	maps.Copy(weights, language)
	from := []Stage{Vision, Language}
	if r.Ablation == Scratch {
		from = from[:1]
	}
	for _, s := range from {
		if err := overlay(weights, dir, string(s)); err != nil {
			return nil, err
		}
	}
	return weights, nil
}

// languageInit starts the layers that write into the residual stream at full size. At the smaller size that Config.Init
// gives them (that of GPT-2) copying from context, on which binding grows, comes several hundred steps later.
func languageInit(c flamingo.Config, seed uint64) (map[string]*tensor.Tensor, error) {
	weights, err := c.Init(seed, flamingo.LanguagePart)
	if err != nil {
		return nil, err
	}
	full := float32(math.Sqrt(float64(2 * c.LM.Layers)))
	for name, t := range weights {
		if strings.HasSuffix(name, ".out.w") {
			for i, x := range t.F32() {
				t.F32()[i] = x * full
			}
		}
	}
	return weights, nil
}

// overlay replaces weights by those of a finished run.
func overlay(weights map[string]*tensor.Tensor, dir, run string) error {
	path := train.CheckpointPath(filepath.Join(dir, run))
	ck, err := train.ReadCheckpoint(path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("recipe: %s is missing: train stage %s first", path, run)
		}
		return err
	}
	if !ck.Finished() {
		return fmt.Errorf("recipe: run %s has done %d of %d steps: resume it first", run, ck.Step, ck.Steps)
	}
	for name, t := range ck.Weights {
		if _, known := weights[name]; known {
			weights[name] = t
		}
	}
	return nil
}
