package flamingo

import (
	"errors"
	"fmt"

	"wade/sdk/prompt"
	"wade/sdk/tokenize"
)

// Target is the number that a run is judged by, in natural logarithms of probabilities.
//
// Without Against it is log p(Answer), the sum over the words of the answer, each after those before it; the token that closes
// an answer is not counted. With Against it is log p(a) - log p(b), which is the difference of two logits, at the first
// token where the answers differ, after what they have in common.
type Target struct {
	Answer, Against string
}

// String is the target as a formula.
func (t Target) String() string {
	if t.Against == "" {
		return fmt.Sprintf("log p(%s)", t.Answer)
	}
	return fmt.Sprintf("log p(%s) − log p(%s)", t.Answer, t.Against)
}

// Term is one log-probability of a target: that of token ID after the token at position At, times Weight.
type Term struct {
	At     int
	ID     int32
	Weight float64
}

// Aim lays out what must be read to measure a target: the prompt with the beginning of the answer forced, and the terms
// of which the target is the sum.
func (m *Model) Aim(e *prompt.Encoded, t Target) (*prompt.Encoded, []Term, error) {
	if t.Answer == "" {
		return nil, nil, errors.New("flamingo: the target has no answer")
	}
	a, err := e.Answer(m.words, t.Answer)
	if err != nil {
		return nil, nil, fmt.Errorf("flamingo: target %q: %w", t.Answer, err)
	}
	if len(a) == 0 {
		return nil, nil, fmt.Errorf("flamingo: target %q has no words", t.Answer)
	}
	last := len(e.Tokens) - 1
	var terms []Term
	forced := len(a) - 1
	if t.Against == "" {
		for i, s := range a {
			terms = append(terms, Term{last + i, s.ID, 1})
		}
	} else {
		b, err := e.Answer(m.words, t.Against)
		if err != nil {
			return nil, nil, fmt.Errorf("flamingo: target %q: %w", t.Against, err)
		}
		forced = 0
		for forced < len(a) && forced < len(b) && a[forced].ID == b[forced].ID {
			forced++
		}
		if forced == len(a) && forced == len(b) {
			return nil, nil, fmt.Errorf("flamingo: the target compares %q with itself", t.Answer)
		}
		terms = []Term{{last + forced, m.idAt(a, forced), 1}, {last + forced, m.idAt(b, forced), -1}}
	}
	var ids []int32
	var texts []string
	for _, s := range a[:forced] {
		ids, texts = append(ids, s.ID), append(texts, s.Text)
	}
	whole := e.Continue(ids, texts)
	return whole, terms, m.fits(len(whole.Tokens))
}

// idAt is the i-th token, or the one that closes an answer.
func (m *Model) idAt(spans []tokenize.Token, i int) int32 {
	if i < len(spans) {
		return spans[i].ID
	}
	return m.end
}
