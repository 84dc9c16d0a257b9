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
	Tokens int     // that were weighed
	LogP   float64 // natural logarithm of the probability of all these tokens; the mean over the prompts of a ranking
	Score  float64 // what candidates are ranked by: LogP, unless a Ranking says otherwise
	P      float64 // share among the candidates: the softmax of the scores
}

// Scores are candidates in the order in which they were given.
type Scores []Candidate

// Best returns the candidate with the highest score.
func (s Scores) Best() Candidate {
	var best Candidate
	for i, c := range s {
		if i == 0 || c.Score > best.Score {
			best = c
		}
	}
	return best
}

// Ranking says how candidates are weighed. The zero value weighs by the sum of the log-probabilities of their tokens and of the one that
// closes an answer.
type Ranking struct {
	// Mean divides by the number of tokens, so that long candidates are not at a disadvantage. OpenFlamingo does.
	Mean bool
	// Open leaves out the token that closes an answer. OpenFlamingo does.
	Open bool
	// Neutral are prompts that ask the same of nothing, such as one whose last picture is Vision.Blank. What a candidate scores there is
	// taken off, so that a habit of the model does not decide (Zhao et al., 2021).
	Neutral []*prompt.Prompt
}

// Score tells how likely the model finds each of several answers to a prompt, each followed by the token that closes a chunk
// (Flamingo, appendix B.1.4: close-ended tasks). When it takes long it shows a bar.
func (m *Model) Score(ctx context.Context, p *prompt.Prompt, candidates ...string) (Scores, error) {
	return m.Rank(ctx, []*prompt.Prompt{p}, candidates, Ranking{})
}

// Rank weighs answers to a question that is asked in several ways: their log-probabilities are averaged over the prompts. Flamingo asks
// with 6 orders of the same shots (prompt.Prompt.Orders; appendix B.1.4). Each prompt is read once, whatever the number of
// candidates. When it takes long it shows a bar.
func (m *Model) Rank(ctx context.Context, prompts []*prompt.Prompt, candidates []string, r Ranking) (_ Scores, err error) {
	switch {
	case len(candidates) == 0:
		return nil, errors.New("flamingo: Score and Rank weigh candidates, and none is given")
	case len(prompts) == 0:
		return nil, errors.New("flamingo: Rank needs a prompt")
	}
	ctx, bar := begin(ctx, "candidates", (len(prompts)+len(r.Neutral))*len(candidates))
	defer func() { bar.End(err) }()
	ready := 0
	weigh := func(prompts []*prompt.Prompt) (Scores, error) {
		s, err := m.weigh(ctx, prompts, candidates, r, func(n int) { bar.Set(ready+n, "") })
		ready += len(prompts) * len(candidates)
		return s, err
	}
	scores, err := weigh(prompts)
	if err != nil {
		return nil, err
	}
	if len(r.Neutral) > 0 {
		habit, err := weigh(r.Neutral)
		if err != nil {
			return nil, fmt.Errorf("neutral prompts: %w", err)
		}
		for i := range scores {
			scores[i].Score -= habit[i].Score
		}
	}
	scores.share()
	return scores, nil
}

// weigh measures candidates after each of some prompts, without their shares.
func (m *Model) weigh(ctx context.Context, prompts []*prompt.Prompt, candidates []string, r Ranking, done func(n int)) (Scores, error) {
	encoded, err := m.ready(prompts...)
	if err != nil {
		return nil, err
	}
	scores, longest := make(Scores, len(candidates)), 0
	read, texts := make([][]int32, len(candidates)), make([][]string, len(candidates)) // the tokens to weigh
	for i, text := range candidates {
		spans, err := encoded[0].Answer(m.words, text)
		if err != nil {
			return nil, fmt.Errorf("flamingo: candidate %q: %w", text, err)
		}
		for _, s := range spans {
			read[i], texts[i] = append(read[i], s.ID), append(texts[i], s.Text)
		}
		if !r.Open {
			read[i], texts[i] = append(read[i], m.end), append(texts[i], m.config.Tokens.End)
		}
		if len(read[i]) == 0 {
			return nil, fmt.Errorf("flamingo: candidate %q has no tokens", text)
		}
		longest = max(longest, len(read[i]))
		scores[i] = Candidate{Text: text, Tokens: len(read[i])}
	}
	var rows []row
	var terms [][]Term
	for _, e := range encoded {
		if err := m.fits(len(e.Tokens) + longest - 1); err != nil {
			return nil, err
		}
		for i, ids := range read {
			var ts []Term
			for k, id := range ids {
				ts = append(ts, Term{len(e.Tokens) - 1 + k, id, 1})
			}
			// The last token is weighed and not read. All candidates are as long as the longest, so that they go together: nothing
			// looks at what stands behind it.
			padded, names := make([]int32, longest-1), make([]string, longest-1)
			copy(padded, ids[:len(ids)-1])
			copy(names, texts[i])
			placed, err := m.row(e.Continue(padded, names), nil)
			if err != nil {
				return nil, err
			}
			rows, terms = append(rows, placed), append(terms, ts)
		}
	}
	logP, err := m.measure(ctx, rows, terms, done)
	if err != nil {
		return nil, err
	}
	for k, x := range logP {
		scores[k%len(scores)].LogP += x
	}
	for i := range scores {
		c := &scores[i]
		c.LogP /= float64(len(prompts))
		if c.Score = c.LogP; r.Mean {
			c.Score /= float64(c.Tokens)
		}
	}
	return scores, nil
}

func (s Scores) share() {
	best, sum := s.Best().Score, 0.0
	for i := range s {
		s[i].P = math.Exp(s[i].Score - best)
		sum += s[i].P
	}
	for i := range s {
		s[i].P /= sum
	}
}
