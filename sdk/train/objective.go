package train

import (
	"fmt"

	"wade/sdk/program"
	"wade/sdk/tensor"
)

// Weight is a tensor that an objective trains.
type Weight struct {
	Name  string
	Sizes []int
	Decay bool // weight decay applies: matrices yes, norms, biases and gates no
}

// Objective is what a stage minimises. Weights that Loss reads but Train does not list are frozen: nothing computes their
// gradient.
type Objective struct {
	Name  string
	Loss  func(b *program.Builder) program.ID               // the loss, [1]
	Watch []string                                          // names of further values of one element to put on the curve
	Train []Weight                                          // what the optimiser updates
	Batch func(step int) (map[string]*tensor.Tensor, error) // inputs of a step, counted from 1; the same for the same step
	Data  string                                            // names what Batch draws from, seed and size included; a checkpoint of other data is refused
}

// Optimiser holds the constants of AdamW and clipping.
type Optimiser struct {
	program.AdamWConfig
	Clip float32 // limit of the gradient's global norm
}

// Defaults are the values used for pond: β 0.9 and 0.95, weight decay 0.05, clipping at 1.
func Defaults() Optimiser {
	return Optimiser{program.AdamWConfig{Beta1: 0.9, Beta2: 0.95, Eps: 1e-8, Decay: 0.05}, 1}
}

// The inputs that every training program has besides those of its objective.
const (
	InputRate = "train.rate" // learning rate, [1]
	InputStep = "train.step" // step from 1, [1]
)

// Names of values on every curve.
const (
	ValueLoss = "train.loss"
	ValueNorm = "train.grad_norm"
)

// MomentNames are the names of the optimiser's states for a weight.
func MomentNames(weight string) (m, v string) {
	return momentPrefix + "m/" + weight, momentPrefix + "v/" + weight
}

const momentPrefix = "adam."

// Program is one training step: forward, gradient, clipping and update of every trained weight. Its outputs are the loss,
// the gradient's norm and what the objective watches.
func Program(o Objective, opt Optimiser) (*program.Program, error) {
	if len(o.Train) == 0 {
		return nil, fmt.Errorf("train: objective %s trains no weights", o.Name)
	}
	if o.Loss == nil {
		return nil, fmt.Errorf("train: objective %s has no Loss", o.Name)
	}
	b := program.NewBuilder("train." + o.Name)
	loss := b.Scale(ValueLoss, o.Loss(b), 1)
	ids := make([]program.ID, len(o.Train))
	for i, w := range o.Train {
		ids[i] = b.Weight(w.Name, w.Sizes...)
	}
	grads := b.Gradient(loss, ids...)
	norm := b.GlobalNorm(ValueNorm, grads...)
	scale := b.ClipScale("train.clip", norm, opt.Clip)
	rate, step := b.Input(InputRate, program.Of(1)), b.Input(InputStep, program.Of(1))
	for i, w := range o.Train {
		c := opt.AdamWConfig
		if !w.Decay {
			c.Decay = 0
		}
		m, v := MomentNames(w.Name)
		b.AdamW("update:"+w.Name, ids[i], grads[i], b.State(m, w.Sizes...), b.State(v, w.Sizes...), rate, step, scale, c)
	}
	outputs := []program.ID{loss, norm}
	for _, name := range o.Watch {
		id := b.ID(name)
		outputs = append(outputs, id)
	}
	return b.Build(outputs...)
}
