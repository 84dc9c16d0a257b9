package tokenize

import (
	"slices"
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
	Normalized bool   `json:"normalized"` // looked for in the normalised text, in its own normalised form
	Special    bool   `json:"special"`
}

// finder looks for added tokens.
type finder struct {
	byFirst map[byte][]wanted // longest first
}

type wanted struct {
	text  string
	token addedToken
}

func newFinder(tokens []wanted) finder {
	f := finder{byFirst: map[byte][]wanted{}}
	for _, w := range tokens {
		if w.text != "" {
			f.byFirst[w.text[0]] = append(f.byFirst[w.text[0]], w)
		}
	}
	for _, list := range f.byFirst {
		slices.SortStableFunc(list, func(a, b wanted) int { return len(b.text) - len(a.text) })
	}
	return f
}

// finders makes that of the text as it stands and that of the normalised text.
func finders(added []addedToken, normal normalizer) (plain, cooked finder) {
	var a, b []wanted
	for _, t := range added {
		switch {
		case !t.Normalized:
			a = append(a, wanted{t.Content, t})
		case normal == nil:
			b = append(b, wanted{t.Content, t})
		default:
			b = append(b, wanted{normal(stretch{text: t.Content}).text, t})
		}
	}
	return newFinder(a), newFinder(b)
}

// found is an added token from byte a to byte b.
type found struct {
	id   int32
	a, b int
}

// all finds the added tokens of text: from the left, the longest first.
func (f finder) all(text string) []found {
	if len(f.byFirst) == 0 {
		return nil
	}
	var out []found
	before := 0 // where the last one ended
	for i := 0; i < len(text); {
		w, ok := f.at(text, i)
		if !ok {
			i++
			continue
		}
		a, b := i, i+len(w.text)
		i = b // also past one that does not count
		if w.token.SingleWord && (wordBefore(text[:a]) || wordAfter(text[b:])) {
			continue
		}
		if w.token.LStrip { // as far as the one before left it
			a = max(before, len(strings.TrimRightFunc(text[:a], unicode.IsSpace)))
		}
		if w.token.RStrip {
			b += spaceRun(text[b:])
		}
		out = append(out, found{w.token.ID, a, b})
		before = b
	}
	return out
}

func (f finder) at(text string, i int) (wanted, bool) {
	for _, w := range f.byFirst[text[i]] {
		if strings.HasPrefix(text[i:], w.text) {
			return w, true
		}
	}
	return wanted{}, false
}

func wordBefore(text string) bool {
	r, n := utf8.DecodeLastRuneInString(text)
	return n > 0 && wordRune(r)
}

func wordAfter(text string) bool {
	r, n := utf8.DecodeRuneInString(text)
	return n > 0 && wordRune(r)
}

// wordRune tells what a word is made of (UTS 18, annex C).
func wordRune(r rune) bool {
	return unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Nl, unicode.Pc, unicode.Other_Alphabetic, unicode.Join_Control)
}
