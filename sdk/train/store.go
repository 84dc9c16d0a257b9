package train

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
	"wade/sdk/tensor/safetensors"
)

// store is the folder of a run: a checkpoint, replaced only by a durable new one, and the curve. Without a folder it keeps
// the curve in memory.
type store struct {
	dir   string
	facts map[string]string // what makes this run this run; must agree with the checkpoint's
	step  int               // of the last checkpoint, 0 if there is none
	steps int               // of the whole run
	from  *Checkpoint       // that the run goes on from, or nil
	curve []Point
	file  *os.File
}

// openStore prepares the folder and reads the checkpoint to resume, if any.
func openStore(o Objective, opt Options, p *program.Program) (*store, error) {
	s := &store{dir: opt.Dir, steps: opt.Schedule.Steps}
	if s.dir == "" {
		return s, nil
	}
	s.facts = facts(o, opt, p)
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return nil, fmt.Errorf("train: %w; choose a folder that can be written", err)
	}
	if err := s.resume(opt); err != nil {
		return nil, err
	}
	s.sweep()
	if err := keepCurve(CurvePath(s.dir), s.step); err != nil {
		return nil, fmt.Errorf("train: %w; choose a folder that can be written", err)
	}
	var err error
	if s.curve, err = ReadCurve(CurvePath(s.dir)); err != nil {
		return nil, err
	}
	if len(s.curve) != s.step {
		return nil, fmt.Errorf("train: %s has %d of the %d points before the checkpoint: %w; remove both files to start again", CurvePath(s.dir), len(s.curve), s.step, ErrCheckpoint)
	}
	if s.file, err = os.OpenFile(CurvePath(s.dir), os.O_APPEND|os.O_WRONLY, 0); err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	return s, nil
}

func (s *store) resume(opt Options) error {
	path := CheckpointPath(s.dir)
	c, err := ReadCheckpoint(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !opt.Resume {
		return fmt.Errorf("train: %s exists: resume that run, or choose another folder", path)
	}
	for _, key := range slices.Sorted(maps.Keys(s.facts)) {
		if c.Facts[key] != s.facts[key] {
			return fmt.Errorf("train: %s was made with %s %q, this run has %q: %w; use the same settings or choose another folder", path, strings.TrimPrefix(key, "train."), c.Facts[key], s.facts[key], ErrCheckpoint)
		}
	}
	s.step, s.from = c.Step, c
	return nil
}

// sweep removes what a killed run was writing.
func (s *store) sweep() {
	for _, pattern := range []string{".checkpoint.safetensors.*", ".curve-*"} {
		left, _ := filepath.Glob(filepath.Join(s.dir, pattern)) // the pattern is valid
		for _, path := range left {
			os.Remove(path)
		}
	}
}

// add puts a point on the curve.
func (s *store) add(p Point) error {
	s.curve = append(s.curve, p)
	if s.file == nil {
		return nil
	}
	if err := appendPoint(s.file, p); err != nil {
		return fmt.Errorf("train: step %d, %s: %w%s", p.Step, CurvePath(s.dir), err, s.saved())
	}
	return nil
}

// save makes the curve durable, then the checkpoint under another name, then gives it its name.
func (s *store) save(step int, tensors map[string]*tensor.Tensor) error {
	meta := maps.Clone(s.facts)
	meta[keyStep], meta[keySteps] = strconv.Itoa(step), strconv.Itoa(s.steps)
	err := s.file.Sync()
	if err == nil {
		err = safetensors.Write(CheckpointPath(s.dir), tensors, meta)
	}
	if err != nil {
		return fmt.Errorf("train: checkpoint of step %d: %w%s", step, err, s.saved())
	}
	s.step = step
	return nil
}

// saved is what an error says of the last checkpoint.
func (s *store) saved() string {
	switch {
	case s.dir == "":
		return ""
	case s.step == 0:
		return " (no checkpoint yet)"
	}
	return fmt.Sprintf(" (step %d is safe in %s)", s.step, CheckpointPath(s.dir))
}

func (s *store) close() {
	if s.file != nil {
		s.file.Close()
	}
}

// facts describe a run in short texts.
func facts(o Objective, opt Options, p *program.Program) map[string]string {
	h := sha256.New()
	for _, v := range p.Of(program.KindWeight) {
		fmt.Fprintf(h, "%s %v\n", v.Name, v.Shape)
		binary.Write(h, binary.LittleEndian, opt.Weights[v.Name].F32())
	}
	c, policy := opt.Schedule, opt.policy()
	if policy == backend.F32 {
		policy = "" // as in checkpoints from before there was a choice
	}
	return map[string]string{
		"train.objective": o.Name,
		"train.data":      o.Data,
		"train.schedule":  fmt.Sprintf("%d steps, peak %g, floor %g, warm-up %d", c.Steps, c.Peak, c.Floor, c.Warmup),
		"train.precision": string(policy),
		"train.program":   digest([]byte(p.String())),
		"train.weights":   hex.EncodeToString(h.Sum(nil))[:16],
	}
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])[:16]
}
