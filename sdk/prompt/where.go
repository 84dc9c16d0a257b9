package prompt

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"wade/internal/near"
)

// ErrNowhere is in the chain of errors about a selection that means no token of a prompt.
var ErrNowhere = errors.New("no such position")

// Where picks tokens of a prompt by what they are, before it is known where they stand: [Encoded.Find] resolves it. The zero
// value means every token. What a model generates belongs to the last chunk and goes on seeing its picture.
type Where struct {
	kind  kind
	ints  []int
	text  string
	roles []Role
	parts []Where
}

type kind uint8

const (
	everywhere kind = iota
	at
	inChunk
	inShot
	inQuery
	seeing
	ofRole
	word
	and
	or
	not
)

// At picks positions, counted from 0; negative ones count back from the end of the prompt, -1 being its last token.
func At(positions ...int) Where { return Where{kind: at, ints: slices.Clone(positions)} }

// InChunk picks the tokens of the i-th chunk.
func InChunk(i int) Where { return Where{kind: inChunk, ints: []int{i}} }

// InShot picks the tokens of the i-th shot, from its picture's tag to the token that closes it.
func InShot(i int) Where { return Where{kind: inShot, ints: []int{i}} }

// InQuery picks the last chunk with what is generated.
func InQuery() Where { return Where{kind: inQuery} }

// Seeing picks the tokens that see the i-th picture.
func Seeing(picture int) Where { return Where{kind: seeing, ints: []int{picture}} }

// OfRole picks tokens by what they are for.
func OfRole(roles ...Role) Where { return Where{kind: ofRole, roles: slices.Clone(roles)} }

// Word picks every token of this text, or every run of tokens that make it up, white space aside.
func Word(text string) Where { return Where{kind: word, text: text} }

// And picks what both pick.
func (w Where) And(v Where) Where { return Where{kind: and, parts: []Where{w, v}} }

// Or picks what either picks.
func (w Where) Or(v Where) Where { return Where{kind: or, parts: []Where{w, v}} }

// Not picks what w does not pick.
func (w Where) Not() Where { return Where{kind: not, parts: []Where{w}} }

// All tells whether w is the zero value, which picks every token.
func (w Where) All() bool { return w.kind == everywhere }

// String tells what is picked.
func (w Where) String() string {
	switch w.kind {
	case at:
		return "positions " + strings.Trim(strings.ReplaceAll(fmt.Sprint(w.ints), " ", ", "), "[]")
	case inChunk:
		return fmt.Sprintf("chunk %d", w.ints[0])
	case inShot:
		return fmt.Sprintf("shot %d", w.ints[0])
	case inQuery:
		return "query"
	case seeing:
		return fmt.Sprintf("tokens that see picture %d", w.ints[0])
	case ofRole:
		names := make([]string, len(w.roles))
		for i, r := range w.roles {
			names[i] = string(r)
		}
		return strings.Join(names, " or ") + " tokens"
	case word:
		return fmt.Sprintf("%q", w.text)
	case and:
		return fmt.Sprintf("(%v and %v)", w.parts[0], w.parts[1])
	case or:
		return fmt.Sprintf("(%v or %v)", w.parts[0], w.parts[1])
	case not:
		return fmt.Sprintf("not %v", w.parts[0])
	}
	return "all tokens"
}

// Find returns the positions that w means, in rising order. What does not exist, or picks nothing, is an error that says what
// there is.
func (e *Encoded) Find(w Where) ([]int, error) {
	marks, err := e.marks(w)
	if err != nil {
		return nil, fmt.Errorf("prompt: %w: %w", ErrNowhere, err)
	}
	var found []int
	for i, m := range marks {
		if m {
			found = append(found, i)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("prompt: %w: no token is %v", ErrNowhere, w)
	}
	return found, nil
}

func (e *Encoded) marks(w Where) ([]bool, error) {
	switch w.kind {
	case at:
		return e.atPositions(w.ints)
	case inChunk:
		n := len(e.kinds)
		if i := w.ints[0]; i < 0 || i >= n {
			return nil, fmt.Errorf("chunk %d of %d; they are counted from 0", i, n)
		}
		return e.where(func(t Token) bool { return t.Chunk == w.ints[0] }), nil
	case inShot:
		chunk, err := e.shot(w.ints[0])
		if err != nil {
			return nil, err
		}
		return e.where(func(t Token) bool { return t.Chunk == chunk }), nil
	case inQuery:
		last := e.Tokens[len(e.Tokens)-1].Chunk
		return e.where(func(t Token) bool { return t.Chunk == last }), nil
	case seeing:
		if i, n := w.ints[0], len(e.Pictures); i < 0 || i >= n {
			return nil, fmt.Errorf("picture %d of %d; they are counted from 0", i, n)
		}
		return e.where(func(t Token) bool { return t.Image == w.ints[0] }), nil
	case ofRole:
		return e.where(func(t Token) bool { return slices.Contains(w.roles, t.Role) }), nil
	case word:
		return e.runs(w.text)
	case and, or:
		a, err := e.marks(w.parts[0])
		if err != nil {
			return nil, err
		}
		b, err := e.marks(w.parts[1])
		if err != nil {
			return nil, err
		}
		for i := range a {
			if w.kind == and {
				a[i] = a[i] && b[i]
			} else {
				a[i] = a[i] || b[i]
			}
		}
		return a, nil
	case not:
		a, err := e.marks(w.parts[0])
		for i := range a {
			a[i] = !a[i]
		}
		return a, err
	}
	return e.where(func(Token) bool { return true }), nil
}

func (e *Encoded) where(test func(Token) bool) []bool {
	marks := make([]bool, len(e.Tokens))
	for i, t := range e.Tokens {
		marks[i] = test(t)
	}
	return marks
}

func (e *Encoded) atPositions(positions []int) ([]bool, error) {
	marks := make([]bool, len(e.Tokens))
	given := e.Given()
	for _, p := range positions {
		i := p
		if p < 0 {
			i += given
		}
		if i < 0 || i >= len(marks) {
			return nil, fmt.Errorf("position %d of %d tokens", p, len(marks))
		}
		marks[i] = true
	}
	return marks, nil
}

// shot is the chunk of the i-th shot.
func (e *Encoded) shot(i int) (int, error) {
	n := 0
	for chunk, k := range e.kinds {
		if k != Shot {
			continue
		}
		if n == i {
			return chunk, nil
		}
		n++
	}
	return 0, fmt.Errorf("shot %d of %d; they are counted from 0", i, n)
}

// runs marks the shortest runs of tokens whose texts together are text.
func (e *Encoded) runs(text string) ([]bool, error) {
	want := squeeze(text)
	marks := make([]bool, len(e.Tokens))
	found := false
	for from := range e.Tokens {
		have := ""
		for to := from; want != "" && to < len(e.Tokens); to++ {
			have += squeeze(e.Tokens[to].Text)
			if !strings.HasPrefix(want, have) {
				break
			}
			if have == want && squeeze(e.Tokens[from].Text) != "" {
				for i := from; i <= to; i++ {
					marks[i], found = true, true
				}
				break
			}
		}
	}
	if found {
		return marks, nil
	}
	var words []string
	for _, t := range e.Tokens {
		if !slices.Contains(words, t.Text) {
			words = append(words, t.Text)
		}
	}
	hint := ""
	if m := near.Matches(text, words, 3); len(m) > 0 {
		hint = fmt.Sprintf(", near matches: %q", m)
	}
	return nil, fmt.Errorf("the prompt has no %q%s", text, hint)
}

// squeeze leaves white space out, also as tokenizers write it.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '▁' || r == 'Ġ' || r == ' ' || r == '\n' || r == '\t' {
			return -1
		}
		return r
	}, s)
}
