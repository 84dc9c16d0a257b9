package probe

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// PathPatching is Patching along direct paths only (Wang et al., 2022): what a sender changes in a receiver when every
// attention and feed-forward between them stays as it was, and what that change of the receiver does to the target. The
// receiver is a tap after the senders, such as "lm.3.attn.q" or "gated.3.attn.out", or "" for the output itself, which
// gives direct effects. Senders are what branches write (unless told), or heads by a tap that ends in .mix.
//
// The target must be decided at one token: the first after the prompt.
func PathPatching(ctx context.Context, m *flamingo.Model, clean, corrupt *prompt.Prompt, t flamingo.Target, receiver string, options ...PatchOptions) (*PatchMap, error) {
	var o PatchOptions
	if len(options) > 0 {
		o = options[0]
	}
	if len(o.Taps) == 0 {
		o.Taps = usual(m.Config())[1:]
	}
	d, err := newPatching(ctx, m, clean, corrupt, t, []PatchOptions{o})
	if err != nil {
		return nil, err
	}
	p := &paths{patching: d, receiver: receiver}
	if err := p.order(ctx, m, t); err != nil {
		return nil, err
	}
	if d.Receiver = receiver; receiver == "" {
		d.Receiver = "output"
	}
	for _, s := range d.Sites {
		d.Scores = append(d.Scores, make([]float64, len(d.Positions)))
		if err := p.from(ctx, s, d.Scores[len(d.Scores)-1]); err != nil {
			return nil, err
		}
	}
	return d.PatchMap, nil
}

// paths is a path patching in progress.
type paths struct {
	*patching
	receiver string
	branches []string       // what attention and feed-forward write, in the order of computation
	place    map[string]int // of taps in that order
	frozen   *flamingo.Trace
}

// order finds the branches, and reads what they write in the base run.
func (p *paths) order(ctx context.Context, m *flamingo.Model, t flamingo.Target) error {
	whole, terms, err := m.Aim(p.base.trace.Encoded, t)
	if err != nil {
		return err
	}
	if len(terms) > 2 || len(whole.Tokens) != len(p.base.trace.Encoded.Tokens) {
		return fmt.Errorf("probe: PathPatching: %s is decided by more than the first token; take answers that differ in it", t)
	}
	p.place = map[string]int{}
	for i, tap := range m.Taps() {
		p.place[tap.Name] = i
		if strings.HasSuffix(tap.Name, ".out") && (strings.HasPrefix(tap.Name, "lm.") || strings.HasPrefix(tap.Name, "gated.")) {
			p.branches = append(p.branches, tap.Name)
		}
	}
	captures := p.branches
	if p.receiver != "" {
		captures = append(slices.Clone(captures), p.receiver)
	}
	if p.frozen, err = p.base.model.Forward(ctx, p.base.prompt, captures...); err != nil {
		return err
	}
	if p.receiver == "" {
		return nil
	}
	v, err := p.frozen.At(p.receiver)
	if err != nil {
		return fmt.Errorf("probe: PathPatching: the receiver is one tap: %w", err)
	}
	if v.Axes()[0].Name != "token" || len(v.Axes()) != 2 {
		return fmt.Errorf("probe: PathPatching: the receiver %s has no row for each token", p.receiver)
	}
	return nil
}

// from scores a sender at all positions. Senders that the receiver does not follow score 0.
func (p *paths) from(ctx context.Context, s PatchSite, scores []float64) error {
	branch := strings.TrimSuffix(s.Tap, ".mix")
	if branch != s.Tap {
		branch += ".out"
	}
	between := len(p.place)
	if p.receiver != "" {
		between = p.place[p.receiver]
	}
	if p.place[s.Tap] >= between {
		for k := range scores {
			scores[k] = p.score(p.base.value)
		}
		return nil
	}
	var hold []flamingo.Edit
	for _, b := range p.branches {
		if p.place[b] > p.place[branch] && p.place[b] < between && b != p.receiver {
			e, err := flamingo.Patch(b, p.frozen, prompt.Where{})
			if err != nil {
				return err
			}
			hold = append(hold, e)
		}
	}
	view := p.base.model.With(hold...)
	var runs []flamingo.Run
	var into []int
	for k, at := range p.Positions {
		scores[k] = p.score(p.base.value)
		if !p.same(s, at) {
			runs, into = append(runs, flamingo.Run{Prompt: p.base.prompt, Edits: []flamingo.Edit{p.edit(s, at)}}), append(into, k)
		}
	}
	if len(runs) == 0 {
		return nil
	}
	if p.receiver != "" {
		traces, err := view.ForwardAll(ctx, runs, p.receiver)
		if err != nil {
			return err
		}
		view = p.base.model
		for i, t := range traces {
			received, err := flamingo.Patch(p.receiver, t, prompt.Where{})
			if err != nil {
				return err
			}
			runs[i].Edits = []flamingo.Edit{received}
		}
	}
	values, err := view.Measure(ctx, runs, p.Target)
	if err != nil {
		return err
	}
	for i, x := range values {
		scores[into[i]] = p.score(x)
	}
	return nil
}
