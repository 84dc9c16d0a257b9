package sdk

import (
	"context"
	"fmt"

	"wade/internal/near"
	"wade/sdk/backend"
	"wade/sdk/family"
	"wade/sdk/flamingo"
)

// Option changes what Open opens, and on what.
type Option func(*options)

type options struct {
	backend string
	policy  backend.Policy
	file    string
	under   family.Folders // of the models under an OpenFlamingo checkpoint
	start   *uint64        // seed of untrained weights
}

// Backend chooses a backend by name ("cpu", "reference", that of a plugin) or by the path of a plugin. Without it the best
// one that works is taken.
func Backend(name string) Option { return func(o *options) { o.backend = name } }

// Policy chooses how weights are stored and multiplied: "f32", "bf16", or what else the backend offers.
func Policy(policy string) Option { return func(o *options) { o.policy = backend.Policy(policy) } }

// File takes the weights from a checkpoint that `wade train` made, a file or its folder, instead of those that come with
// wade.
func File(path string) Option { return func(o *options) { o.file = path } }

// Language names the folder of the language model under an OpenFlamingo checkpoint, where it is not in "language" beside it.
func Language(folder string) Option { return func(o *options) { o.under.Language = folder } }

// Vision names the folder of the vision encoder under an OpenFlamingo checkpoint, or OpenAI's archive of it (ViT-L-14.pt), where it is not in
// "vision" beside it.
func Vision(folder string) Option { return func(o *options) { o.under.Vision = folder } }

// Untrained takes starting weights drawn from a seed: what a model is before any training.
func Untrained(seed uint64) Option { return func(o *options) { o.start = &seed } }

// Models lists the names that Open knows: the model that comes with wade, and published ones.
func Models() []string {
	names := []string{demonstration}
	for _, p := range family.All() {
		names = append(names, p.Name)
	}
	return names
}

// demonstration is the model that comes with wade.
const demonstration = "pond"

// Open loads a model: "pond", which comes with wade; a published one by its repository, such as
// "openflamingo/OpenFlamingo-3B-vitl-mpt1b"; or one in a folder, as it was downloaded or as `wade train` made it.
func Open(ctx context.Context, name string, opts ...Option) (*flamingo.Model, error) {
	var o options
	for _, f := range opts {
		f(&o)
	}
	s, err := o.source(ctx, name)
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
	hint := fmt.Sprintf("%q comes with wade, and sdk.Models lists those that are published", demonstration)
	if m := near.Matches(name, Models(), 3); len(m) > 0 {
		hint = fmt.Sprintf("did you mean %q?", m)
	}
	return fmt.Errorf("sdk: unknown model %q: %s; nor is there a folder of this name", name, hint)
}
