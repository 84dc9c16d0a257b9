package flamingo

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"wade/internal/near"
	"wade/sdk/backend"
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

	values map[string]*tensor.Tensor
}

// Forward reads a prompt without generating and captures taps: names, or patterns in which * stands for any text. To see how
// likely an answer is, give it with prompt.Prompt.Reply.
func (m *Model) Forward(ctx context.Context, p *prompt.Prompt, captures ...string) (*Trace, error) {
	encoded, err := m.ready(p)
	if err != nil {
		return nil, err
	}
	vision, language, err := m.engine.programs.captures(captures)
	if err != nil {
		return nil, err
	}
	e := encoded[0]
	seen, err := m.look(ctx, e, vision)
	if err != nil {
		return nil, err
	}
	values, err := m.read(ctx, encoded, language)
	if err != nil {
		return nil, err
	}
	t := newTrace(m, values, 0)
	t.Encoded = e
	for name, v := range seen {
		t.values[name] = m.named(m.engine.programs.vision, name, v)
	}
	n, k := len(e.Tokens), m.config.top()
	t.LogP = append([]float32{0}, values[outNext].ToF32()[:n-1]...)
	for i := range n {
		t.Next = append(t.Next, m.choices(values[outTop].I32()[i*k:(i+1)*k], values[outTopP].ToF32()[i*k:(i+1)*k]))
	}
	return t, nil
}

// look captures taps of the vision program over the pictures of a prompt.
func (m *Model) look(ctx context.Context, e *prompt.Encoded, captures []string) (map[string]*tensor.Tensor, error) {
	if len(captures) == 0 {
		return nil, nil
	}
	if len(e.Pictures) == 0 {
		return nil, fmt.Errorf("flamingo: the prompt has no picture, so there is no %s to capture", captures[0])
	}
	batch := make([]pixels, len(e.Pictures))
	for i, p := range e.Pictures {
		var err error
		if batch[i], err = m.config.pixels(p); err != nil {
			return nil, err
		}
	}
	values, err := m.see(ctx, batch, captures)
	for name := range values {
		if !slices.Contains(captures, name) {
			delete(values, name)
		}
	}
	return values, err
}

// read runs whole prompts without a cache.
func (m *Model) read(ctx context.Context, prompts []*prompt.Encoded, captures []string) (map[string]*tensor.Tensor, error) {
	md, err := m.media(ctx, prompts)
	if err != nil {
		return nil, err
	}
	in, err := m.inputs(prompts, md)
	if err != nil {
		return nil, err
	}
	ids := in[inIDs]
	n := ids.Shape()[1]
	next := make([]int32, ids.Len())
	for i := range next {
		if (i+1)%n != 0 {
			next[i] = ids.I32()[i+1]
		}
	}
	if in[inNext], err = tensor.FromI32(next, tensor.Sizes(len(prompts), n, 1)...); err != nil {
		return nil, fmt.Errorf("flamingo: %w", err)
	}
	w := window{len(prompts), 0, n}
	return m.engine.step(ctx, m.engine.programs.read, backend.Step{Inputs: in, Captures: captures, Edits: w.edits(m.engine.programs.read, m.edits)})
}

// newTrace keeps the taps among values, for row b of the batch.
func newTrace(m *Model, values map[string]*tensor.Tensor, b int) *Trace {
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
		}
	}
	return t
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
