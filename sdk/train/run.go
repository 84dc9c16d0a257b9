package train

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"slices"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// Options say how an objective is minimised.
type Options struct {
	Schedule  Schedule // Schedule.Steps is the length of the run
	Optimiser Optimiser
	// Policy is how products are computed: F32, which is meant if it is empty, or Mixed. Weights, moments and sums are float32.
	Policy backend.Policy
	// Weights holds the initial value of every weight that the objective reads, trained or frozen. It is not changed.
	Weights map[string]*tensor.Tensor
	// Dir receives the checkpoint and the curve; empty keeps neither.
	Dir string
	// Every is the number of steps between checkpoints, 100 if it is 0.
	Every int
	// Resume goes on from the checkpoint in Dir. Without one the run starts at its first step.
	Resume   bool
	Progress Progress // nil: a run that takes long shows a Bar, unless ctx is display.Quiet
}

func (o Options) policy() backend.Policy { return cmp.Or(o.Policy, backend.F32) }

// Progress follows a run. Step is called after every step, one call at a time. If it has a method End(error) as Bar has, that is
// called when the run is over.
type Progress interface {
	Step(p Point, steps int)
}

// Result is what a run made.
type Result struct {
	Weights map[string]*tensor.Tensor // the trained ones
	Curve   []Point                   // every step, also those before a resumption
}

// Errors of runs; test with errors.Is.
var (
	ErrDiverged   = errors.New("training diverged")
	ErrCheckpoint = errors.New("checkpoint does not fit")
)

// Run trains an objective on a backend until its schedule ends. The run depends on nothing but its arguments: a batch is a
// function of the step, and a checkpoint holds weights, moments and step, so a run that was stopped or killed and then
// resumed gives the same bits as one that was not. When ctx ends, Run saves the step it has reached and returns the
// context's error.
func Run(ctx context.Context, be backend.Backend, o Objective, opt Options) (*Result, error) {
	if opt.Schedule.Steps < 1 {
		return nil, fmt.Errorf("train: objective %s: a run of %d steps; give at least one", o.Name, opt.Schedule.Steps)
	}
	if o.Batch == nil {
		return nil, fmt.Errorf("train: objective %s has no Batch", o.Name)
	}
	p, err := Program(o, opt.Optimiser)
	if err != nil {
		return nil, err
	}
	for _, v := range p.Of(program.KindWeight) {
		if opt.Weights[v.Name] == nil {
			return nil, fmt.Errorf("train: objective %s reads weight %q, which has no initial value", o.Name, v.Name)
		}
	}
	s, err := openStore(o, opt, p)
	if err != nil {
		return nil, err
	}
	defer s.close()
	if opt.Progress == nil {
		opt.Progress = BarIn(ctx, o.Name, opt.Schedule.Steps)
	}
	r := &runner{be: be, o: o, opt: opt, store: s}
	if err := r.start(ctx, p); err != nil {
		return nil, err
	}
	defer be.Unload(context.WithoutCancel(ctx), r.model)
	err = r.steps(ctx)
	if p, ok := opt.Progress.(interface{ End(error) }); ok {
		p.End(err)
	}
	if err != nil {
		return nil, err
	}
	weights, err := be.Fetch(context.WithoutCancel(ctx), r.model, o.names()...)
	if err != nil {
		return nil, err
	}
	return &Result{Weights: weights, Curve: s.curve}, nil
}

func (o Objective) names() []string {
	names := make([]string, len(o.Train))
	for i, w := range o.Train {
		names[i] = w.Name
	}
	return names
}

// runner is a run in progress.
type runner struct {
	be      backend.Backend
	o       Objective
	opt     Options
	store   *store
	model   backend.Model
	program backend.Program
}

// start loads initial weights, or those of the checkpoint, and compiles the program.
func (r *runner) start(ctx context.Context, p *program.Program) error {
	weights := map[string]*tensor.Tensor{}
	for _, v := range p.Of(program.KindWeight) {
		weights[v.Name] = r.opt.Weights[v.Name]
	}
	var moments map[string]*tensor.Tensor
	if c := r.store.from; c != nil {
		maps.Copy(weights, c.Weights)
		moments = c.Moments
	}
	var err error
	if r.model, err = r.be.Load(ctx, backend.LoadSpec{Tensors: weights, Policy: r.opt.policy()}); err != nil {
		return err
	}
	r.program, err = r.be.Compile(ctx, r.model, p)
	if err == nil && len(moments) > 0 {
		err = r.be.Store(ctx, r.model, moments)
	}
	if err != nil {
		r.be.Unload(context.WithoutCancel(ctx), r.model)
	}
	return err
}

// steps runs what is left of the schedule.
func (r *runner) steps(ctx context.Context) error {
	last := r.opt.Schedule.Steps
	preparing, cancel := context.WithCancel(ctx)
	defer cancel()
	batches := ahead(preparing, r.o.Batch, r.store.step+1, last)
	for step := r.store.step + 1; step <= last; step++ {
		b, ok := <-batches
		if !ok {
			return r.interrupted(ctx, step-1)
		}
		if b.err != nil {
			return fmt.Errorf("train: objective %s, batch of step %d: %w", r.o.Name, step, b.err)
		}
		point, err := r.step(ctx, step, b.inputs)
		if err != nil && ctx.Err() != nil {
			return r.interrupted(ctx, step-1)
		}
		if err != nil {
			return err
		}
		if err := r.store.add(point); err != nil {
			return err
		}
		if r.opt.Progress != nil {
			r.opt.Progress.Step(point, last)
		}
		if step%r.opt.every() == 0 || step == last {
			if err := r.save(ctx, step); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o Options) every() int {
	if o.Every > 0 {
		return o.Every
	}
	return 100
}

func (r *runner) step(ctx context.Context, step int, inputs map[string]*tensor.Tensor) (Point, error) {
	rate := float32(r.opt.Schedule.At(step))
	all := maps.Clone(inputs)
	all[InputRate], all[InputStep] = one(rate), one(float32(step))
	res, err := r.be.Step(ctx, r.program, backend.Step{Inputs: all})
	if err != nil {
		return Point{}, fmt.Errorf("train: objective %s, step %d: %w", r.o.Name, step, err)
	}
	p := Point{Step: step, Rate: float64(rate), Loss: single(res, ValueLoss), Norm: single(res, ValueNorm)}
	for _, name := range r.o.Watch {
		if p.Watch == nil {
			p.Watch = map[string]float64{}
		}
		p.Watch[name] = single(res, name)
	}
	if !finite(p.Loss) || !finite(p.Norm) {
		return p, fmt.Errorf("train: objective %s, step %d: loss %g, gradient norm %g: %w%s; lower the learning rate of %g or clip harder",
			r.o.Name, step, p.Loss, p.Norm, ErrDiverged, r.store.saved(), r.opt.Schedule.Peak)
	}
	return p, nil
}

// interrupted saves the steps done, if there are any since the last checkpoint.
func (r *runner) interrupted(ctx context.Context, step int) error {
	if step > r.store.step {
		if err := r.save(ctx, step); err != nil {
			return errors.Join(ctx.Err(), err)
		}
	}
	return fmt.Errorf("train: objective %s stopped after step %d of %d%s: %w", r.o.Name, step, r.opt.Schedule.Steps, r.store.saved(), ctx.Err())
}

// save writes a checkpoint of the state after a step.
func (r *runner) save(ctx context.Context, step int) error {
	if r.opt.Dir == "" {
		return nil
	}
	var names []string
	for _, name := range r.o.names() {
		m, v := MomentNames(name)
		names = append(names, name, m, v)
	}
	tensors, err := r.be.Fetch(context.WithoutCancel(ctx), r.model, names...) // a step once made is worth saving
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(tensors)) {
		for _, x := range tensors[name].F32() {
			if !finite(float64(x)) {
				return fmt.Errorf("train: objective %s, step %d: %q holds %g: %w%s; lower the learning rate", r.o.Name, step, name, x, ErrDiverged, r.store.saved())
			}
		}
	}
	return r.store.save(step, tensors)
}

func one(x float32) *tensor.Tensor {
	t, _ := tensor.FromF32([]float32{x}) // a tensor of one element always fits
	return t
}

func single(res *backend.Result, name string) float64 {
	if t := res.Values[name]; t != nil && len(t.F32()) == 1 {
		return float64(t.F32()[0])
	}
	return math.NaN()
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// CheckpointPath and CurvePath are the files of a run in its folder.
func CheckpointPath(dir string) string { return filepath.Join(dir, "checkpoint.safetensors") }

// CurvePath is the file with one point of the curve in each line; see ReadCurve.
func CurvePath(dir string) string { return filepath.Join(dir, "curve.jsonl") }
