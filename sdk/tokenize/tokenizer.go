package tokenize

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"wade/internal/near"
)

// Classes of errors; use errors.Is.
var (
	// ErrFormat: the file is not a tokenizer.json, or contradicts itself.
	ErrFormat = errors.New("not a valid tokenizer file")
	// ErrUnsupported: a valid file that asks for something this package does not do.
	ErrUnsupported = errors.New("unsupported tokenizer")
	// ErrUnknown: a word or token that the vocabulary lacks.
	ErrUnknown = errors.New("unknown token")
)

// Token is one token of a text: Text is text[Start:End] as it stood there, with Start and End in bytes. For an unknown word
// that became the unknown token, Text is still the word.
type Token struct {
	ID         int32
	Text       string
	Start, End int
}

// Tokenizer is a vocabulary with its rules. It never changes after it was made: safe from several goroutines.
type Tokenizer struct {
	ids    map[string]int32 // model vocabulary and added tokens
	tokens map[int32]string
	added  []addedToken // longest first
	model  model
	unk    string // empty: unknown words are errors
	size   int
	hash   string
}

// model turns one piece between white space into tokens; byte-pair encoding is another implementation.
type model interface {
	// appendPiece appends the tokens of word, which starts at byte offset start of the text.
	appendPiece(dst []Token, word string, start int) ([]Token, error)
}

// New makes a word-level tokenizer in which vocab[i] has id i. unk is the word in vocab that unknown words become; if it is
// empty they are errors. The words must be distinct, not empty and without white space. Those named as special are found
// inside other words too ("<image>red").
func New(vocab []string, unk string, special ...string) (*Tokenizer, error) {
	ids := make(map[string]int32, len(vocab))
	for i, w := range vocab {
		if _, twice := ids[w]; twice {
			return nil, fmt.Errorf("tokenize: %q stands twice in the vocabulary: %w", w, ErrFormat)
		}
		ids[w] = int32(i)
	}
	if unk != "" {
		if _, ok := ids[unk]; !ok {
			return nil, fmt.Errorf("tokenize: the unknown token %q is not in the vocabulary%s: %w", unk, suggest(unk, vocab), ErrFormat)
		}
	}
	var added []addedToken
	for _, w := range special {
		id, ok := ids[w]
		if !ok {
			return nil, fmt.Errorf("tokenize: the special token %q is not in the vocabulary%s: %w", w, suggest(w, vocab), ErrFormat)
		}
		added = append(added, addedToken{ID: id, Content: w, Special: true})
	}
	longestFirst(added)
	return build(ids, added, unk)
}

// longestFirst is the order in which added tokens are looked for.
func longestFirst(added []addedToken) {
	slices.SortStableFunc(added, func(a, b addedToken) int {
		if n := len(b.Content) - len(a.Content); n != 0 {
			return n
		}
		return strings.Compare(a.Content, b.Content)
	})
}

// build checks ids and makes the tokenizer; added tokens are already in ids.
func build(ids map[string]int32, added []addedToken, unk string) (*Tokenizer, error) {
	if len(ids) == 0 {
		return nil, fmt.Errorf("tokenize: the vocabulary is empty: %w", ErrFormat)
	}
	t := &Tokenizer{ids: ids, tokens: make(map[int32]string, len(ids)), added: added, unk: unk}
	isAdded := func(w string) bool {
		return slices.ContainsFunc(added, func(a addedToken) bool { return a.Content == w })
	}
	for _, w := range sortedKeys(ids) {
		id := ids[w]
		if id < 0 {
			return nil, fmt.Errorf("tokenize: token %q has the negative id %d: %w", w, id, ErrFormat)
		}
		if other, twice := t.tokens[id]; twice {
			return nil, fmt.Errorf("tokenize: tokens %q and %q share id %d: %w", other, w, id, ErrFormat)
		}
		if !isAdded(w) && len(strings.Fields(w)) != 1 || w == "" {
			return nil, fmt.Errorf("tokenize: token %q is empty or holds white space, so no text can contain it as a word: %w", w, ErrFormat)
		}
		if !utf8.ValidString(w) {
			return nil, fmt.Errorf("tokenize: token %q is not valid UTF-8: %w", w, ErrFormat)
		}
		t.tokens[id] = w
		t.size = max(t.size, int(id)+1)
	}
	t.model = &wordLevel{ids: ids, unk: unk}
	sum := sha256.New()
	for _, id := range t.sortedIDs() {
		fmt.Fprintf(sum, "%d %q\n", id, t.tokens[id])
	}
	for _, a := range added {
		fmt.Fprintf(sum, "added %q %t %t %t\n", a.Content, a.SingleWord, a.LStrip, a.RStrip)
	}
	fmt.Fprintf(sum, "unk %q\n", unk)
	t.hash = hex.EncodeToString(sum.Sum(nil))
	return t, nil
}

// Size is the largest id plus one: the rows that an embedding table needs.
func (t *Tokenizer) Size() int { return t.size }

// Hash identifies vocabulary and rules: 64 hexadecimal digits of a SHA-256, equal for equal behaviour whatever the file's
// layout. Checkpoints carry it so that weights never meet the wrong vocabulary.
func (t *Tokenizer) Hash() string { return t.hash }

// Unk is the unknown token, empty if unknown words are errors.
func (t *Tokenizer) Unk() string { return t.unk }

// ID returns the id of one token, exactly as spelt.
func (t *Tokenizer) ID(token string) (int32, error) {
	id, ok := t.ids[token]
	if !ok {
		return 0, fmt.Errorf("tokenize: no token %q%s: %w", token, suggest(token, sortedKeys(t.ids)), ErrUnknown)
	}
	return id, nil
}

// Token returns the token with this id, or the empty string if there is none.
func (t *Tokenizer) Token(id int32) string { return t.tokens[id] }

// Encode returns the ids of text. Nothing is added at its ends.
func (t *Tokenizer) Encode(text string) ([]int32, error) {
	spans, err := t.Spans(text)
	if err != nil {
		return nil, err
	}
	ids := make([]int32, len(spans))
	for i, s := range spans {
		ids[i] = s.ID
	}
	return ids, nil
}

// Decode joins the tokens with single spaces, special ones included; an id without token reads <no token 99>.
func (t *Tokenizer) Decode(ids []int32) string {
	var b strings.Builder
	for i, id := range ids {
		if i > 0 {
			b.WriteByte(' ')
		}
		if w, ok := t.tokens[id]; ok {
			b.WriteString(w)
		} else {
			fmt.Fprintf(&b, "<no token %d>", id)
		}
	}
	return b.String()
}

// String names kind and size.
func (t *Tokenizer) String() string {
	unknown := "unknown words are errors"
	if t.unk != "" {
		unknown = "unknown words become " + t.unk
	}
	return fmt.Sprintf("word-level tokenizer, %d tokens, %s", len(t.tokens), unknown)
}

func (t *Tokenizer) sortedIDs() []int32 {
	ids := make([]int32, 0, len(t.tokens))
	for id := range t.tokens {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

func sortedKeys(m map[string]int32) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// suggest is ", did you mean a, b?" or nothing.
func suggest(name string, among []string) string {
	if m := near.Matches(name, among, 3); len(m) > 0 {
		return ", did you mean " + strings.Join(m, ", ") + "?"
	}
	return ""
}
