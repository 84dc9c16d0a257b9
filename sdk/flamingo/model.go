package flamingo

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"wade/sdk/backend"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
	"wade/sdk/tokenize"
)

// ErrTooLong is in the chain of errors about a prompt that does not fit the context.
var ErrTooLong = errors.New("prompt is too long")

// Source is what a model is made of.
type Source struct {
	Config    Config
	Tokenizer *tokenize.Tokenizer
	Files     []string                  // safetensors, read by the backend
	Stored    map[string]backend.Stored // weights by their places in files, read by the backend
	Tensors   map[string]*tensor.Tensor // weights by value; they come on top of those in files
	Policy    backend.Policy            // empty: the backend's default
	Notes     []string                  // lines for people: where the weights come from, why this backend
}

// Model is a model on a backend. It is safe from several goroutines, and when its backend dies, the call fails and the next
// one starts another. A model made by With shares everything but the edits.
type Model struct {
	engine *engine
	config Config
	words  *tokenize.Tokenizer
	notes  []string
	end    int32
	ban    *tensor.Tensor
	edits  []Edit
	err    error // of the edits, reported by every call
	most   int64 // bytes of captures; 0: captureLimit
}

// Open loads a model. Close frees it; so does the garbage collector in time, for notebooks that open one again and again.
func Open(ctx context.Context, s Source, open Opener) (*Model, error) {
	ps, err := s.Config.programs()
	if err != nil {
		return nil, err
	}
	if s.Tokenizer == nil {
		return nil, errors.New("flamingo: the source has no tokenizer")
	}
	m := &Model{config: s.Config, words: s.Tokenizer, notes: slices.Clone(s.Notes)}
	if err := m.specials(); err != nil {
		return nil, err
	}
	if len(s.Files) == 0 { // what is in files, the backend checks
		sizes := map[string][]int{}
		for name, t := range s.Stored {
			if sizes[name] = t.Sizes; len(t.Sizes) == 0 {
				sizes[name] = []int{1} // as a backend reads a scalar
			}
		}
		for name, t := range s.Tensors {
			sizes[name] = t.Shape()
		}
		if err := s.Config.Fits(sizes); err != nil {
			return nil, err
		}
	}
	m.engine = newEngine(open, backend.LoadSpec{Files: s.Files, Stored: s.Stored, Tensors: s.Tensors, Policy: s.Policy}, ps)
	m.engine.origin = &origin{config: s.Config, words: s.Tokenizer.Hash(), files: s.Files, stored: s.Stored, tensors: s.Tensors}
	if _, err := m.engine.start(ctx); err != nil {
		return nil, err
	}
	return m, nil
}

// specials looks the special tokens up. Those that only a prompt may contain are never drawn.
func (m *Model) specials() error {
	t := m.config.Tokens
	if n := m.words.Size(); n > m.config.LM.Vocab {
		return fmt.Errorf("flamingo: the tokenizer has %d tokens, the model %d: they do not belong together", n, m.config.LM.Vocab)
	}
	ban := make([]float32, m.config.LM.Vocab)
	for _, name := range []string{t.Image, t.Begin, t.Pad, t.Around} {
		if name == "" {
			continue
		}
		id, err := m.words.ID(name)
		if err != nil {
			return fmt.Errorf("flamingo: %w", err)
		}
		ban[id] = float32(math.Inf(-1))
	}
	var err error
	if m.end, err = m.words.ID(t.End); err != nil {
		return fmt.Errorf("flamingo: %w", err)
	}
	m.ban, err = tensor.FromF32(ban)
	return err
}

// Fits tells whether a checkpoint with tensors of these sizes is a model of this configuration: every weight is there in its
// size. Tensors that the model does not have are no mistake.
func (c Config) Fits(sizes map[string][]int) error {
	var missing []string
	for _, w := range c.Weights() {
		have, ok := sizes[w.Name]
		if !ok {
			missing = append(missing, w.Name)
		} else if !slices.Equal(have, w.Sizes) {
			return fmt.Errorf("flamingo: weight %s has shape %v, the configuration says %v", w.Name, have, w.Sizes)
		}
	}
	if n := len(missing); n > 0 {
		return fmt.Errorf("flamingo: weights are missing, %d of %d; the first is %s", n, len(c.Weights()), missing[0])
	}
	return nil
}

// Close frees the model and its backend. Models made by With end with it.
func (m *Model) Close() error { return m.engine.current.close() }

// Config returns the configuration.
func (m *Model) Config() Config { return m.config }

// Tokenizer returns the vocabulary.
func (m *Model) Tokenizer() *tokenize.Tokenizer { return m.words }

// Backend tells what computes, starting it if it is not running.
func (m *Model) Backend(ctx context.Context) (backend.Description, error) {
	l, err := m.engine.start(ctx)
	if err != nil {
		return backend.Description{}, err
	}
	return l.about, nil
}

// Fetch returns weights by name, all without a name.
func (m *Model) Fetch(ctx context.Context, names ...string) (weights map[string]*tensor.Tensor, err error) {
	err = m.engine.use(ctx, func(l *life) error {
		weights, err = l.Backend.Fetch(ctx, l.model, names...)
		return err
	})
	return weights, err
}

// Taps lists the values that can be captured and edited, in the order in which they are computed.
func (m *Model) Taps() Taps { return m.engine.programs.taps() }

// With returns a view of the model in which these edits apply to every call, after those of m. The model itself stays as it
// is. An edit that means nothing is reported by the calls.
func (m *Model) With(edits ...Edit) *Model {
	v := *m
	v.edits = append(slices.Clone(m.edits), edits...)
	if v.err == nil {
		v.err = m.engine.programs.check(edits)
	}
	return &v
}

// Edits returns the edits of this view.
func (m *Model) Edits() []Edit { return slices.Clone(m.edits) }

// Encode lays a prompt out as the tokens that the model reads.
func (m *Model) Encode(p *prompt.Prompt) (*prompt.Encoded, error) {
	if p == nil {
		return nil, errors.New("flamingo: the prompt is nil; start one with prompt.New()")
	}
	e, err := p.Encode(m.words, m.config.Tokens.format())
	if err != nil {
		return nil, err
	}
	return e, m.fits(len(e.Tokens))
}

func (m *Model) fits(tokens int) error {
	if limit := m.config.LM.Context; tokens > limit {
		return fmt.Errorf("flamingo: %w: %d tokens, the model reads %d; use fewer shots or shorter texts", ErrTooLong, tokens, limit)
	}
	return nil
}

// ready reports what makes every call fail, and encodes prompts.
func (m *Model) ready(prompts ...*prompt.Prompt) ([]*prompt.Encoded, error) {
	if m.err != nil {
		return nil, m.err
	}
	all := make([]*prompt.Encoded, len(prompts))
	first := map[*prompt.Prompt]int{}
	for i, p := range prompts {
		if at, ok := first[p]; ok {
			all[i] = all[at]
			continue
		}
		first[p] = i
		e, err := m.Encode(p)
		if err != nil && len(prompts) > 1 {
			err = fmt.Errorf("prompt %d of %d: %w", i+1, len(prompts), err)
		}
		if err != nil {
			return nil, err
		}
		all[i] = e
	}
	return all, nil
}

// inputs lays a window of prompts out for one step, the shorter ones padded at their end, where causal attention keeps it
// from mattering.
func (m *Model) inputs(prompts []*prompt.Encoded, md *media, w window) (map[string]*tensor.Tensor, error) {
	size := len(prompts) * w.tokens
	ids, positions, image := make([]int32, size), make([]int32, size), make([]int32, size)
	for b, e := range prompts {
		for k := range w.tokens {
			i, at := w.from+k, b*w.tokens+k
			positions[at], image[at] = int32(i), -1
			if i >= len(e.Tokens) {
				continue
			}
			t := e.Tokens[i]
			ids[at] = t.ID
			if t.Image >= 0 {
				image[at] = md.index[b][t.Image]
			}
		}
	}
	in, err := m.tokenInputs(len(prompts), ids, positions, image)
	if err != nil {
		return nil, err
	}
	in[inMedia] = md.latents
	return in, m.addSight(in, prompts, md.index, w)
}

// tokenInputs makes the integer inputs of a language step.
func (m *Model) tokenInputs(batch int, ids, positions, image []int32) (map[string]*tensor.Tensor, error) {
	in := map[string]*tensor.Tensor{}
	for name, data := range map[string][]int32{inIDs: ids, inPositions: positions, inImage: image} {
		if name == inPositions && m.config.LM.Position == ALiBi {
			continue
		}
		t, err := tensor.FromI32(data, tensor.Sizes(batch, len(data)/batch)...)
		if err != nil {
			return nil, fmt.Errorf("flamingo: %w", err)
		}
		in[name] = t
	}
	return in, nil
}
