package flamingo

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"wade/sdk/program"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// Positions returns the token positions that w means in this pass.
func (t *Trace) Positions(w prompt.Where) ([]int, error) {
	if t.Encoded == nil {
		return nil, fmt.Errorf("flamingo: a step of a generation has no prompt of its own; ask the Encoded of its answer")
	}
	return t.Encoded.Find(w)
}

// Pick returns the rows of a captured value for some tokens, its token axis in the order of their positions.
func (t *Trace) Pick(name string, w prompt.Where) (*tensor.Tensor, error) {
	v, err := t.At(name)
	if err != nil {
		return nil, err
	}
	at, err := t.Positions(w)
	if err != nil {
		return nil, err
	}
	k := slices.IndexFunc(v.Axes(), func(a tensor.Axis) bool { return a.Name == "token" })
	if k < 0 {
		return nil, fmt.Errorf("flamingo: %s has no token axis, its axes are %v", name, v.Axes())
	}
	axes := slices.Clone(v.Axes())
	outer, inner := 1, 1
	for _, a := range axes[:k] {
		outer *= a.Size
	}
	for _, a := range axes[k+1:] {
		inner *= a.Size
	}
	data, n := v.ToF32(), axes[k].Size
	var picked []float32
	for o := range outer {
		for _, i := range at {
			picked = append(picked, data[(o*n+i)*inner:(o*n+i+1)*inner]...)
		}
	}
	axes[k].Size = len(at)
	return tensor.FromF32(picked, axes...)
}

// Stack puts the captured values that a pattern means one on the other, with a leading axis "layer": "lm.*.resid" gives
// [layer token channel]. All must have one shape. Layers returns the numbers of that axis.
func (t *Trace) Stack(pattern string) (*tensor.Tensor, error) {
	names := t.matching(pattern)
	if len(names) == 0 {
		_, err := t.At(pattern)
		return nil, err
	}
	var data []float32
	axes := t.values[names[0]].Axes()
	for _, n := range names {
		v := t.values[n]
		if !slices.Equal(v.Axes(), axes) {
			return nil, fmt.Errorf("flamingo: %s has axes %v, %s has %v: they do not stack; narrow the pattern", names[0], axes, n, v.Axes())
		}
		data = append(data, v.ToF32()...)
	}
	return tensor.FromF32(data, append([]tensor.Axis{{Name: "layer", Size: len(names)}}, axes...)...)
}

// Layers lists the layer numbers of the captured values that a pattern means, in the order of Stack.
func (t *Trace) Layers(pattern string) []int {
	var layers []int
	for _, n := range t.matching(pattern) {
		layers = append(layers, layerOf(n))
	}
	return layers
}

// matching lists captured names by layer.
func (t *Trace) matching(pattern string) []string {
	re := glob(pattern)
	names := slices.DeleteFunc(t.Names(), func(n string) bool { return !re.MatchString(n) })
	slices.SortStableFunc(names, func(a, b string) int { return layerOf(a) - layerOf(b) })
	return names
}

// layerOf is the first number among the parts of a name, -1 if there is none.
func layerOf(name string) int {
	for part := range strings.SplitSeq(name, ".") {
		if n, err := strconv.Atoi(part); err == nil {
			return n
		}
	}
	return -1
}

// Head returns one head's part of a captured value: of a pattern its rows, of values with heads side by side (attn.q, k, v,
// mix) its channels.
func (t *Trace) Head(name string, head int) (*tensor.Tensor, error) {
	v, err := t.At(name)
	if err != nil {
		return nil, err
	}
	if isPattern(name) {
		return v.At("head", head)
	}
	if !slices.ContainsFunc([]string{".q", ".k", ".v", ".mix", ".turned", ".q.norm", ".k.norm"}, func(end string) bool { return strings.HasSuffix(name, end) }) {
		return nil, fmt.Errorf("flamingo: %s has no heads; attn.q, k, v, mix and pattern have", name)
	}
	e := Edit{Tap: name}.Head(t.model.config, head)
	if e.Channels[0] < 0 {
		return nil, fmt.Errorf("flamingo: %s has no head %d", name, head)
	}
	return v.Range("channel", e.Channels[0], e.Channels[1])
}

// At joins a captured value over the steps of a generation: its token axis runs over the prompt and the tokens of the answer
// that were read, in the order of Encoded. Patterns, whose keys grow from step to step, stay in Steps.
func (a *Answer) At(name string) (*tensor.Tensor, error) {
	if len(a.Steps) == 0 {
		return nil, fmt.Errorf("flamingo: %w: %q was not captured; give names to Capture", program.ErrUnknownName, name)
	}
	var data []float32
	var axes []tensor.Axis
	for _, s := range a.Steps {
		v, err := s.At(name)
		if err != nil {
			return nil, err
		}
		if v.Axes()[0].Name != "token" {
			return nil, fmt.Errorf("flamingo: %s has axes %v, which do not join over steps; each step has it", name, v.Axes())
		}
		if axes == nil {
			axes = slices.Clone(v.Axes())
			axes[0].Size = 0
		}
		axes[0].Size += v.Axes()[0].Size
		data = append(data, v.ToF32()...)
	}
	return tensor.FromF32(data, axes...)
}
