package tokenize

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"wade/internal/near"
)

// Classes of errors; use errors.Is.
var (
	// ErrFormat: the file is not a tokenizer file, or contradicts itself.
	ErrFormat = errors.New("not a valid tokenizer file")
	// ErrUnsupported: a valid file that asks for something this package does not do.
	ErrUnsupported = errors.New("unsupported tokenizer")
	// ErrUnknown: a word or token that the vocabulary lacks.
	ErrUnknown = errors.New("unknown token")
)

// Token is one token of a text: Text is text[Start:End] as it stood there, with Start and End in bytes. For an unknown word
// that became the unknown token, Text is still the word. A token of bytes may begin or end inside a character.
type Token struct {
	ID         int32
	Text       string
	Start, End int
}

// Tokenizer is a vocabulary with its rules. It never changes after it was made: safe from several goroutines.
type Tokenizer struct {
	ids     map[string]int32 // model vocabulary and added tokens
	tokens  map[int32]string
	added   []addedToken // in order of ids
	isAdded map[string]bool
	unk     string // empty: unknown words are errors
	size    int
	hash    string

	kind          string
	plain, cooked finder // added tokens in the text as it stands, and in the normalised text
	normal        normalizer
	split         []splitter
	model         model
	decoder       decoder
	before, after []int32
	rules         string // what the hash covers beside the tokens
	source        []byte // the tokenizer.json, but of the word-level kind
}

// model turns one word into tokens, without their text.
type model interface {
	encode(dst []Token, word stretch) ([]Token, error)
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
	return newWords(ids, added, unk)
}

// newWords makes a word-level tokenizer; added tokens are already in ids.
func newWords(ids map[string]int32, added []addedToken, unk string) (*Tokenizer, error) {
	t := &Tokenizer{kind: "word-level", ids: ids, added: added, unk: unk, model: &wordLevel{ids, unk}, split: []splitter{fields}}
	if err := t.finish(); err != nil {
		return nil, err
	}
	for _, w := range t.tokens {
		if !t.isAdded[w] && len(strings.Fields(w)) != 1 {
			return nil, fmt.Errorf("tokenize: token %q holds white space, so no text can contain it as a word: %w", w, ErrFormat)
		}
	}
	return t, nil
}

// finish checks the tokens and makes what follows from them.
func (t *Tokenizer) finish() error {
	if len(t.ids) == 0 {
		return fmt.Errorf("tokenize: the vocabulary is empty: %w", ErrFormat)
	}
	t.tokens = make(map[int32]string, len(t.ids))
	for w, id := range t.ids {
		switch other, twice := t.tokens[id]; {
		case w == "":
			return fmt.Errorf("tokenize: token %d is empty: %w", id, ErrFormat)
		case id < 0 || id == math.MaxInt32:
			return fmt.Errorf("tokenize: token %q has id %d, outside 0 to %d: %w", w, id, math.MaxInt32-1, ErrFormat)
		case twice:
			return fmt.Errorf("tokenize: tokens %q and %q share id %d: %w", min(w, other), max(w, other), id, ErrFormat)
		case !utf8.ValidString(w):
			return fmt.Errorf("tokenize: token %q is not valid UTF-8: %w", w, ErrFormat)
		}
		t.tokens[id] = w
		t.size = max(t.size, int(id)+1)
	}
	slices.SortFunc(t.added, func(a, b addedToken) int { return int(a.ID) - int(b.ID) })
	t.isAdded = make(map[string]bool, len(t.added))
	for _, a := range t.added {
		t.isAdded[a.Content] = true
	}
	t.plain, t.cooked = finders(t.added, t.normal)
	t.hash = t.sum()
	return nil
}

// sum is the hash of everything that makes a difference.
func (t *Tokenizer) sum() string {
	sum := sha256.New()
	for _, id := range t.sortedIDs() {
		fmt.Fprintf(sum, "%d %q\n", id, t.tokens[id])
	}
	longest := slices.Clone(t.added)
	slices.SortStableFunc(longest, func(a, b addedToken) int {
		if n := len(b.Content) - len(a.Content); n != 0 {
			return n
		}
		return strings.Compare(a.Content, b.Content)
	})
	for _, a := range longest {
		fmt.Fprintf(sum, "added %q %t %t %t\n", a.Content, a.SingleWord, a.LStrip, a.RStrip)
		if a.Normalized && t.normal != nil {
			fmt.Fprintln(sum, "normalized")
		}
	}
	fmt.Fprintf(sum, "unk %q\n", t.unk)
	_, _ = io.WriteString(sum, t.rules)
	return hex.EncodeToString(sum.Sum(nil))
}

// Add returns a tokenizer that has these special tokens as well, found wherever they stand in a text. Those that the
// vocabulary lacks get the ids from Size on, in order, as in Python's add_special_tokens.
func (t *Tokenizer) Add(special ...string) (*Tokenizer, error) {
	if t.kind == "word-level" {
		ids, added := maps.Clone(t.ids), slices.Clone(t.added)
		return newWords(ids, t.with(ids, added, special), t.unk)
	}
	u := *t
	u.ids = maps.Clone(t.ids)
	u.added = t.with(u.ids, slices.Clone(t.added), special)
	return &u, u.finish()
}

// with adds special tokens to ids and added.
func (t *Tokenizer) with(ids map[string]int32, added []addedToken, special []string) []addedToken {
	next := int32(t.size)
	for _, w := range special {
		id, ok := ids[w]
		if !ok {
			id = next
			ids[w], next = id, next+1
		}
		i := slices.IndexFunc(added, func(a addedToken) bool { return a.Content == w })
		if i < 0 {
			i = len(added)
			added = append(added, addedToken{})
		}
		added[i] = addedToken{ID: id, Content: w, Special: true}
	}
	return added
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

// Token returns the token with this id as the vocabulary spells it ("Ġred"), or the empty string if there is none. What it
// reads as is its Text.
func (t *Tokenizer) Token(id int32) string { return t.tokens[id] }

// Special tells whether id is a token that is no part of a text, such as <image>.
func (t *Tokenizer) Special(id int32) bool {
	i, ok := slices.BinarySearchFunc(t.added, id, func(a addedToken, id int32) int { return int(a.ID) - int(id) })
	return ok && t.added[i].Special
}

// Ends returns the tokens that the file wants before and after a text, such as <s>. Encode does not add them.
func (t *Tokenizer) Ends() (before, after []int32) {
	return slices.Clone(t.before), slices.Clone(t.after)
}

// Encode returns the ids of text. Nothing is added at its ends.
func (t *Tokenizer) Encode(text string) ([]int32, error) {
	spans, err := t.spans(text)
	if err != nil {
		return nil, err
	}
	ids := make([]int32, len(spans))
	for i, s := range spans {
		ids[i] = s.ID
	}
	return ids, nil
}

// Spans returns the tokens of text with the bytes they came from. They come one after the other and never overlap; what a
// normaliser put in, such as the space before LLaMA's first word, has no bytes, and what it took out belongs to no token or to
// the one before.
func (t *Tokenizer) Spans(text string) ([]Token, error) {
	spans, err := t.spans(text)
	end := 0
	for i := range spans {
		s := &spans[i]
		s.Start = max(s.Start, end)
		s.End = max(s.Start, s.End)
		s.Text = text[s.Start:s.End]
		end = s.End
	}
	return spans, err
}

// spans takes added tokens out, normalises what is between, takes out those that are looked for then, splits and encodes.
func (t *Tokenizer) spans(text string) ([]Token, error) {
	if len(text) > math.MaxInt32/4 {
		return nil, fmt.Errorf("tokenize: the text has %d bytes, more than the %d that are encoded at once: split it", len(text), math.MaxInt32/4)
	}
	out := make([]Token, 0, len(text)/3+1)
	var err error
	each(t.plain, stretch{text: text}, &out, func(s stretch) {
		if t.normal != nil {
			s = t.normal(s)
		}
		each(t.cooked, s, &out, func(s stretch) {
			words := []stretch{s}
			for _, split := range t.split {
				var next []stretch
				for _, w := range words {
					next = split(next, w)
				}
				words = next
			}
			for _, w := range words {
				if err == nil {
					out, err = t.model.encode(out, w)
				}
			}
		})
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// each appends the added tokens of s to out and calls between for what stands between them.
func each(f finder, s stretch, out *[]Token, between func(stretch)) {
	from := 0
	for _, a := range f.all(s.text) {
		if from < a.a {
			between(s.cut(from, a.a))
		}
		*out = append(*out, Token{ID: a.id, Start: s.origin(a.a), End: s.origin(a.b)})
		from = a.b
	}
	if from < len(s.text) {
		between(s.cut(from, len(s.text)))
	}
}

// String names kind and size.
func (t *Tokenizer) String() string {
	unknown := ""
	switch {
	case t.kind != "word-level":
	case t.unk != "":
		unknown = ", unknown words become " + t.unk
	default:
		unknown = ", unknown words are errors"
	}
	return fmt.Sprintf("%s tokenizer, %d tokens%s", t.kind, len(t.tokens), unknown)
}

func (t *Tokenizer) sortedIDs() []int32 { return slices.Sorted(maps.Keys(t.tokens)) }

func sortedKeys(m map[string]int32) []string { return slices.Sorted(maps.Keys(m)) }

// suggest is ", did you mean a, b?" or nothing.
func suggest(name string, among []string) string {
	if m := near.Matches(name, among, 3); len(m) > 0 {
		return ", did you mean " + strings.Join(m, ", ") + "?"
	}
	return ""
}
