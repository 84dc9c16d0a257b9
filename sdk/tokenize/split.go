package tokenize

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// addedToken is a token found before the text is split, with the flags of the file format.
type addedToken struct {
	ID         int32  `json:"id"`
	Content    string `json:"content"`
	SingleWord bool   `json:"single_word"`
	LStrip     bool   `json:"lstrip"`
	RStrip     bool   `json:"rstrip"`
	Normalized bool   `json:"normalized"`
	Special    bool   `json:"special"`
}

// Spans returns the tokens of text with the bytes they came from.
func (t *Tokenizer) Spans(text string) ([]Token, error) {
	var out []Token
	var err error
	from := 0 // start of the text not yet split into words
	for at := 0; at < len(text) && len(t.added) > 0; {
		a := t.addedAt(text, at)
		if a == nil {
			_, n := utf8.DecodeRuneInString(text[at:])
			at += n
			continue
		}
		start, end := at, at+len(a.Content)
		if a.LStrip {
			start = from + len(strings.TrimRightFunc(text[from:at], unicode.IsSpace))
		}
		if a.RStrip {
			end = len(text) - len(strings.TrimLeftFunc(text[end:], unicode.IsSpace))
		}
		if out, err = t.words(out, text, from, start); err != nil {
			return nil, err
		}
		out = append(out, Token{ID: a.ID, Text: text[start:end], Start: start, End: end})
		from, at = end, end
	}
	return t.words(out, text, from, len(text))
}

// addedAt returns the longest added token that starts at byte at, or nil.
func (t *Tokenizer) addedAt(text string, at int) *addedToken {
	for i := range t.added {
		a := &t.added[i]
		if !strings.HasPrefix(text[at:], a.Content) {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(a.Content):])
		if a.SingleWord && (at > 0 && wordRune(before) || at+len(a.Content) < len(text) && wordRune(after)) {
			continue
		}
		return a
	}
	return nil
}

func wordRune(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// words splits text[from:to] at white space and appends the tokens of each piece.
func (t *Tokenizer) words(out []Token, text string, from, to int) ([]Token, error) {
	var err error
	start := -1
	for i, r := range text[from:to] {
		space := unicode.IsSpace(r)
		if !space && start < 0 {
			start = from + i
		}
		if space && start >= 0 {
			if out, err = t.model.appendPiece(out, text[start:from+i], start); err != nil {
				return nil, err
			}
			start = -1
		}
	}
	if start >= 0 {
		return t.model.appendPiece(out, text[start:to], start)
	}
	return out, nil
}

// wordLevel looks whole words up.
type wordLevel struct {
	ids map[string]int32
	unk string
}

func (m *wordLevel) appendPiece(dst []Token, word string, start int) ([]Token, error) {
	id, ok := m.ids[word]
	if !ok && m.unk != "" {
		id, ok = m.ids[m.unk]
	}
	if !ok {
		return nil, fmt.Errorf("tokenize: the vocabulary has no word %q (byte %d)%s: %w", word, start, suggest(word, sortedKeys(m.ids)), ErrUnknown)
	}
	return append(dst, Token{ID: id, Text: word, Start: start, End: start + len(word)}), nil
}
