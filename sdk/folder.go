package sdk

import (
	"context"
	"fmt"
	"os"
	"strings"

	"wade/sdk/family"
	"wade/sdk/flamingo"
	"wade/sdk/hub"
	"wade/sdk/tensor/safetensors"
	"wade/sdk/tokenize"
)

// elsewhere opens what is not pond: what lies at a path, or a published model.
func (o options) elsewhere(ctx context.Context, name string) (flamingo.Source, error) {
	if _, err := os.Stat(name); err != nil {
		p, err := family.Lookup(name)
		if err != nil {
			return o.cached(name)
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
	_, metadata, err := safetensors.Head(weightsIn(path))
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

// published opens a model of a public hub, from the cache where it is there.
func (o options) published(ctx context.Context, p family.Published) (flamingo.Source, error) {
	c, err := hub.New()
	if err != nil {
		return flamingo.Source{}, fmt.Errorf("sdk: %w", err)
	}
	own := []string{"", o.under.Language, o.under.Vision} // what is given is not downloaded
	var folders, commits []string
	for i, part := range p.Parts() {
		if own[i] != "" {
			folders = append(folders, own[i])
			continue
		}
		s, err := c.Snapshot(ctx, part, "")
		if err != nil {
			return flamingo.Source{}, fmt.Errorf("sdk: %w", err)
		}
		folders, commits = append(folders, s.Dir), append(commits, fmt.Sprintf("%s at %.10s", part, s.Commit))
	}
	f, err := p.In(folders...)
	if err != nil {
		return flamingo.Source{}, fmt.Errorf("sdk: %w", err)
	}
	s, err := o.folders(f)
	s.Config.Name = p.Name // and not that of a folder of the cache
	s.Notes = []string{"weights: " + strings.Join(commits, ", ")}
	return s, err
}

// cached opens a repository that wade does not know by name, if it was downloaded.
func (o options) cached(name string) (flamingo.Source, error) {
	c, err := hub.New()
	if err != nil {
		return flamingo.Source{}, fmt.Errorf("sdk: %w", err)
	}
	s, err := c.Cached(name, "")
	if err != nil {
		return flamingo.Source{}, unknown(name)
	}
	f, err := family.Find(s.Dir)
	if err != nil {
		return flamingo.Source{}, fmt.Errorf("sdk: %w", err)
	}
	src, err := o.folders(f)
	src.Config.Name = name
	return src, err
}
