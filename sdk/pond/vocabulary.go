package pond

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"wade/internal/near"
	"wade/sdk/pond/internal/words"
	"wade/sdk/tokenize"
)

//go:embed tokenizer.json
var tokenizerJSON []byte

// Vocabulary returns the words in the order of their token ids. The first four are the special tokens
// <pad>, <bos>, <image> and <eoc> (end of chunk).
func Vocabulary() []string { return slices.Clone(words.All) }

// Shapes returns the six shapes.
func Shapes() []string { return slices.Clone(words.Shapes) }

// Colours returns the eight colours.
func Colours() []string { return slices.Clone(words.Colours) }

// Names returns the made-up words that binding tasks give a meaning.
func Names() []string { return slices.Clone(words.Nonce) }

// TokenizerJSON returns the embedded word-level tokenizer.json, as Python's tokenizers reads it too.
func TokenizerJSON() []byte { return slices.Clone(tokenizerJSON) }

var parsed = sync.OnceValues(func() (*tokenize.Tokenizer, error) { return tokenize.Parse(tokenizerJSON) })

// Tokenizer returns the tokenizer of the world. Other words than its own are errors with near matches.
func Tokenizer() (*tokenize.Tokenizer, error) { return parsed() }

// favourites[shape] is an index into the colours.
var favourites = [...]int{0, 2, 1, 3, 6, 4}

// Favourite returns the colour that a shape has in 70 % of the text corpus. Pictures know no favourites.
func Favourite(shape string) (string, error) {
	i := slices.Index(words.Shapes, shape)
	if i < 0 {
		return "", fmt.Errorf("%w: no shape %q%s", ErrUnknown, shape, didYouMean(shape, words.Shapes))
	}
	return words.Colours[favourites[i]], nil
}

// didYouMean ends an error about an unknown name.
func didYouMean(name string, candidates []string) string {
	if m := near.Matches(name, candidates, 3); len(m) > 0 {
		return ": did you mean " + strings.Join(m, ", ") + "?"
	}
	return ": use one of " + strings.Join(candidates, ", ")
}

var wordID = func() map[string]int32 {
	m := make(map[string]int32, len(words.All))
	for i, w := range words.All {
		m[w] = int32(i)
	}
	return m
}()

// appendWords adds the ids of the words of text, split at blanks. Unlike the tokenizer it never fails: only texts made
// here pass through it, and a test holds that the tokenizer agrees.
func appendWords(ids []int32, text string) []int32 {
	for w := range strings.FieldsSeq(text) {
		ids = append(ids, wordID[w])
	}
	return ids
}
