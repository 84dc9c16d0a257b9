package flamingo

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"wade/internal/near"
	"wade/sdk/program"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// Trace is one forward pass over a prompt, with the taps that were captured.
type Trace struct {
	Encoded *prompt.Encoded
	// LogP is the natural logarithm of the probability of each token given those before it; the first has none and reads 0.
	LogP []float32
	// Next are the likeliest tokens after each token.
	Next [][]Choice
	// Provenance says what was run, on what, and with which edits.
	Provenance Provenance

	model  *Model // the view that was run, with the edits of the run
	values map[string]*tensor.Tensor
}

// Forward reads a prompt without generating and captures taps: names, or patterns in which * stands for any text. To see how
// likely an answer is, give it with prompt.Prompt.Reply.
func (m *Model) Forward(ctx context.Context, p *prompt.Prompt, captures ...string) (*Trace, error) {
	all, err := m.ForwardAll(ctx, []Run{{Prompt: p}}, captures...)
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// fill sets what does not need captures, from row b of a batch of rows of equal length.
func (t *Trace) fill(m *Model, e *prompt.Encoded, values map[string]*tensor.Tensor, b int) {
	n, k := len(e.Tokens), m.config.top()
	t.Encoded = e
	t.LogP = append([]float32{0}, values[outNext].ToF32()[b*n:(b+1)*n-1]...)
	for i := b * n; i < (b+1)*n; i++ {
		t.Next = append(t.Next, m.choices(values[outTop].I32()[i*k:(i+1)*k], values[outTopP].ToF32()[i*k:(i+1)*k]))
	}
}

// newTrace keeps the taps among values, for row b of the batch, whose prompt has so many pictures.
func newTrace(m *Model, values map[string]*tensor.Tensor, b, pictures int) *Trace {
	t := &Trace{values: map[string]*tensor.Tensor{}}
	for name, v := range values {
		if describe(name) == "" {
			continue
		}
		t.values[name] = m.named(m.engine.programs.decode, name, v)
		if t.values[name].Axes()[0].Name == "batch" {
			if row, err := t.values[name].At("batch", b); err == nil {
				t.values[name] = row
			}
			if own, err := m.cut(name, t.values[name], pictures); err == nil {
				t.values[name] = own
			}
		}
	}
	return t
}

// own keeps of values with a row for each image of a step those of one prompt, in the order of its pictures: equal pictures
// are computed once, and a batch holds those of other prompts too.
func (t *Trace) own(images []int32) error {
	for name, v := range t.values {
		axes := slices.Clone(v.Axes())
		if axes[0].Name != "image" {
			continue
		}
		each := v.Len() / axes[0].Size
		var data []float32
		for _, i := range images {
			data = append(data, v.ToF32()[int(i)*each:(int(i)+1)*each]...)
		}
		if len(images) == 0 { // a stand-in that nothing sees
			delete(t.values, name)
			continue
		}
		axes[0].Size = len(images)
		var err error
		if t.values[name], err = tensor.FromF32(data, axes...); err != nil {
			return fmt.Errorf("flamingo: %s: %w", name, err)
		}
	}
	return nil
}

// named gives the axes of a captured value their names.
func (m *Model) named(p *program.Program, name string, v *tensor.Tensor) *tensor.Tensor {
	id, err := p.Lookup(name)
	if err != nil {
		return v
	}
	if t, err := v.Named(axisNames(p.Value(id))...); err == nil {
		return t
	}
	return v
}

// At returns a captured value with named axes; those of a prompt have no batch axis.
func (t *Trace) At(name string) (*tensor.Tensor, error) {
	if v, ok := t.values[name]; ok {
		return v, nil
	}
	hint := "nothing was captured; give names to Forward or Capture"
	if names := t.Names(); len(names) > 0 {
		hint = "captured were " + strings.Join(names[:min(len(names), 6)], ", ")
		if m := near.Matches(name, names, 3); len(m) > 0 {
			hint = fmt.Sprintf("near matches: %q", m)
		}
	}
	return nil, fmt.Errorf("flamingo: %w: %q was not captured; %s", program.ErrUnknownName, name, hint)
}

// Names lists what was captured, sorted.
func (t *Trace) Names() []string {
	names := make([]string, 0, len(t.values))
	for n := range t.values {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}
