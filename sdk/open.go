package sdk

import (
	"context"
	"fmt"

	"wade/internal/near"
	"wade/sdk/backend"
	"wade/sdk/flamingo"
)

// Option changes what Open opens, and on what.
type Option func(*options)

type options struct {
	backend string
	policy  backend.Policy
	file    string
	start   *uint64 // seed of untrained weights
}

// Backend chooses a backend by name ("cpu", "reference", that of a plugin) or by the path of a plugin. Without it the best
// one that works is taken.
func Backend(name string) Option { return func(o *options) { o.backend = name } }

// Policy chooses how weights are stored and multiplied: "f32", "bf16", or what else the backend offers.
func Policy(policy string) Option { return func(o *options) { o.policy = backend.Policy(policy) } }

// File takes the weights from a checkpoint that `wade train` made, a file or its folder, instead of those that come with
// wade.
func File(path string) Option { return func(o *options) { o.file = path } }

// Untrained takes starting weights drawn from a seed: what a model is before any training.
func Untrained(seed uint64) Option { return func(o *options) { o.start = &seed } }

// Models lists the names that Open knows.
func Models() []string { return []string{"pond"} }

// Open loads a model by name.
func Open(ctx context.Context, name string, opts ...Option) (*flamingo.Model, error) {
	var o options
	for _, f := range opts {
		f(&o)
	}
	s, err := o.source(name)
	if err != nil {
		return nil, err
	}
	s.Policy = o.policy
	c, err := choose(ctx, o.backend)
	if err != nil {
		return nil, err
	}
	s.Notes = append(s.Notes, c.why)
	m, err := flamingo.Open(ctx, s, c.open)
	if err != nil {
		return nil, fmt.Errorf("sdk: opening %s: %w", name, err)
	}
	return m, nil
}

// unknown is the error about a name that is no model.
func unknown(name string) error {
	hint := fmt.Sprintf("there are %q", Models())
	if m := near.Matches(name, Models(), 3); len(m) > 0 {
		hint = fmt.Sprintf("did you mean %q?", m)
	}
	return fmt.Errorf("sdk: unknown model %q: %s (File opens a checkpoint of your own)", name, hint)
}
