package sdk

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"wade/sdk/family"
	"wade/sdk/flamingo"
	"wade/sdk/tensor/safetensors"
	"wade/sdk/tokenize"
)

// elsewhere opens what is not pond: what lies at a path, or a published model.
func (o options) elsewhere(ctx context.Context, name string) (flamingo.Source, error) {
	if _, err := os.Stat(name); err != nil {
		p, err := family.Lookup(name)
		if err != nil {
			return flamingo.Source{}, unknown(name)
		}
		return o.published(ctx, p)
	}
	if trained(name) {
		return fromFile(name)
	}
	f, err := family.Find(name)
	if err != nil {
		return flamingo.Source{}, fmt.Errorf("sdk: %w", err)
	}
	return o.folders(f)
}

// trained tells whether a path is what `wade train` writes, which carries its configuration within.
func trained(path string) bool {
	if st, err := os.Stat(path); err == nil && st.IsDir() {
		path = filepath.Join(path, modelFile)
	}
	_, metadata, err := safetensors.Head(path)
	return err == nil && metadata["config"] != ""
}

// folders opens a published checkpoint that is on this machine.
func (o options) folders(f family.Folders) (flamingo.Source, error) {
	if o.under.Language != "" {
		f.Language = o.under.Language
	}
	if o.under.Vision != "" {
		f.Vision = o.under.Vision
	}
	m, err := family.Read(f)
	if err != nil {
		return flamingo.Source{}, fmt.Errorf("sdk: %w", err)
	}
	words, err := tokenize.Load(m.Words)
	if err == nil && len(m.Added) > 0 {
		words, err = words.Add(m.Added...)
	}
	if err != nil {
		return flamingo.Source{}, fmt.Errorf("sdk: %w", err)
	}
	notes := []string{"weights: " + m.Model}
	if m.Kind == family.OpenFlamingo {
		notes = append(notes, "over "+m.Language+" and "+m.Vision)
	}
	return flamingo.Source{Config: m.Config, Tokenizer: words, Stored: m.Stored, Tensors: m.Tensors, Notes: notes}, nil
}

// published opens a model of a public hub.
func (o options) published(_ context.Context, p family.Published) (flamingo.Source, error) {
	return flamingo.Source{}, fmt.Errorf("sdk: %s is not on this machine; give the folder that it was downloaded to", p.Name)
}
