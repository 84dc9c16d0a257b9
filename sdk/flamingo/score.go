package flamingo

import (
	"context"
	"errors"
	"fmt"
	"math"

	"wade/sdk/prompt"
)

// Candidate is a possible answer with its likelihood.
type Candidate struct {
	Text   string
	Tokens int     // with the token that closes it
	LogP   float64 // natural logarithm of the probability of all its tokens
	P      float64 // share among the candidates
}

// Scores are candidates in the order in which they were given.
type Scores []Candidate

// Best returns the likeliest candidate.
func (s Scores) Best() Candidate {
	var best Candidate
	for i, c := range s {
		if i == 0 || c.LogP > best.LogP {
			best = c
		}
	}
	return best
}

// Score tells how likely the model finds each of several answers to a prompt, each followed by the token that closes a chunk
// (Flamingo, appendix B.1.4: close-ended tasks). When it takes long it shows a bar.
func (m *Model) Score(ctx context.Context, p *prompt.Prompt, candidates ...string) (_ Scores, err error) {
	if len(candidates) == 0 {
		return nil, errors.New("flamingo: Score weighs candidates, and none is given")
	}
	ctx, bar := begin(ctx, "candidates", len(candidates))
	defer func() { bar.End(err) }()
	encoded, err := m.ready(p)
	if err != nil {
		return nil, err
	}
	n := len(encoded[0].Tokens)
	scores := make(Scores, len(candidates))
	all := make([]row, len(candidates))
	for i, text := range candidates {
		spans, err := m.words.Spans(text)
		if err != nil {
			return nil, fmt.Errorf("flamingo: candidate %q: %w", text, err)
		}
		var ids []int32
		var texts []string
		for _, s := range spans {
			ids, texts = append(ids, s.ID), append(texts, s.Text)
		}
		whole := encoded[0].Continue(append(ids, m.end), append(texts, m.config.Tokens.End))
		if err := m.fits(len(whole.Tokens)); err != nil {
			return nil, err
		}
		if all[i], err = m.row(whole, nil); err != nil {
			return nil, err
		}
		scores[i] = Candidate{Text: text, Tokens: len(ids) + 1}
	}
	for from := 0; from < len(all); {
		to := from + 1
		longest := len(all[from].Tokens)
		for to < len(all) && max(longest, len(all[to].Tokens))*(to-from+1) <= groupTokens {
			longest = max(longest, len(all[to].Tokens))
			to++
		}
		values, _, err := m.read(ctx, all[from:to], nil)
		if err != nil {
			return nil, err
		}
		logP := values[outNext].ToF32()
		for i := from; i < to; i++ {
			for t := n; t < len(all[i].Tokens); t++ {
				scores[i].LogP += float64(logP[(i-from)*longest+t-1])
			}
		}
		from = to
		bar.Set(from, "")
	}
	scores.share()
	return scores, nil
}

func (s Scores) share() {
	best, sum := s.Best().LogP, 0.0
	for i := range s {
		s[i].P = math.Exp(s[i].LogP - best)
		sum += s[i].P
	}
	for i := range s {
		s[i].P /= sum
	}
}
