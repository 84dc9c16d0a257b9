package flamingo

import (
	"context"
	"slices"

	"wade/sdk/display"
	"wade/sdk/prompt"
)

// Generate continues a prompt until the end of the chunk or MaxTokens. It is greedy unless Temperature or Beams is given.
func (m *Model) Generate(ctx context.Context, p *prompt.Prompt, opts ...Option) (*Answer, error) {
	all, err := m.GenerateAll(ctx, []*prompt.Prompt{p}, opts...)
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// GenerateAll continues many prompts, several at a time, and returns the answers in their order. The prompt at index i is
// drawn with Seed + i, so that repeating one prompt gives different samples, each of which Generate gives with its seed; with
// Return(n) it is Seed + n i. When it takes long it shows a bar.
func (m *Model) GenerateAll(ctx context.Context, prompts []*prompt.Prompt, opts ...Option) (_ Answers, err error) {
	s, err := choose(opts)
	if err != nil {
		return nil, err
	}
	how, err := m.plan(s)
	if err != nil {
		return nil, err
	}
	encoded, err := m.ready(prompts...)
	if err != nil {
		return nil, err
	}
	_, captures, err := m.engine.programs.captures(s.captures)
	if err != nil {
		return nil, err
	}
	draws := 1 // of each prompt
	if s.beams == 1 {
		draws = s.answers
	}
	rows := make([]row, 0, draws*len(encoded)) // edits are placed when it is known how many tokens follow
	for _, e := range encoded {
		for range draws {
			rows = append(rows, row{Encoded: e})
		}
	}
	if err := m.answersFit(slices.Repeat(encoded, max(draws, s.beams)), captures, s.limit); err != nil {
		return nil, err
	}
	ctx, bar := begin(ctx, "answers", len(rows))
	defer func() { bar.End(err) }()
	hear := &listener{settings: s, texts: make([]string, len(rows))}
	all := make(Answers, len(rows))
	ready := 0
	for _, group := range m.together(rows) {
		g := &generation{Model: m, settings: s, plan: how, captures: captures}
		g.stopped = func(n int) { bar.Set(ready+n, hear.note()) }
		g.heard = func(k int, text string) { hear.set(group[k], text) }
		for _, i := range group {
			all[i] = m.answer(prompts[i/draws], encoded[i/draws], s, s.seed+uint32(i))
			g.answers = append(g.answers, all[i])
		}
		if err := g.run(ctx); err != nil {
			return nil, err
		}
		ready += len(group)
		bar.Set(ready, "")
	}
	answers := make(Answers, len(prompts))
	for i := range answers {
		answers[i] = all[i*draws]
		if draws > 1 {
			answers[i].Others = all[i*draws+1 : (i+1)*draws]
		}
	}
	hear.end(answers)
	return answers, nil
}

// answer is one that is still to come.
func (m *Model) answer(p *prompt.Prompt, e *prompt.Encoded, s settings, seed uint32) *Answer {
	a := &Answer{Prompt: p, Encoded: e, model: m, settings: s}
	a.settings.seed, a.settings.told, a.settings.live, a.settings.answers = seed, nil, false, 1
	return a
}

func (a *Answer) provenance() Provenance {
	p := a.model.provenance(a.Prompt, nil)
	p.Captures, p.Seed, p.Settings = a.settings.captures, a.settings.seed, a.settings.String()
	return p
}

// begin starts a bar for n things; a single one may take long too, but nobody can say how long.
func begin(ctx context.Context, title string, n int) (context.Context, *display.Progress) {
	if n == 1 {
		n = 0
	}
	return display.Begin(ctx, title, n)
}
