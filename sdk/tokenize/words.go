package tokenize

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// splitter cuts a stretch into the words that the model never looks across.
type splitter func(dst []stretch, s stretch) []stretch

// The patterns of splits that are known; each is matched by hand, as Go's expressions look neither ahead nor at Unicode's white space.
const (
	gpt2Pattern = `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`
	clipPattern = `'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+`
)

// parseSplitters reads the pre_tokenizer section; bytes tells whether words are spelt in bytes from there on.
func parseSplitters(raw json.RawMessage) (split []splitter, bytes bool, err error) {
	all, err := parts(raw, func(s *settings) []json.RawMessage { return s.PreTokenizers })
	if err != nil {
		return nil, false, fmt.Errorf("tokenize: pre-tokenizer: %w", err)
	}
	for i, s := range all {
		switch {
		case s.Type == "WhitespaceSplit":
			split = append(split, fields)
		case s.Type == "ByteLevel" && i == len(all)-1:
			bytes = true
			if s.AddPrefixSpace == nil || *s.AddPrefixSpace {
				split = append(split, spaceBefore)
			}
			if s.UseRegex == nil || *s.UseRegex {
				split = append(split, runs(gpt2Word))
			}
		case s.Type == "Metaspace":
			f, err := metaspace(s)
			if err != nil {
				return nil, false, err
			}
			split = append(split, f)
		case s.Type == "Split" && s.Pattern.Regex != nil && *s.Pattern.Regex == gpt2Pattern && s.Behavior == "Isolated":
			split = append(split, runs(gpt2Word))
		case s.Type == "Split" && s.Pattern.Regex != nil && *s.Pattern.Regex == clipPattern && s.Behavior == "Removed" && s.Invert:
			split = append(split, runs(clipWord))
		case s.Type == "Split" && s.Pattern.Regex != nil:
			return nil, false, fmt.Errorf("tokenize: pre-tokenizer Split with the pattern %q is not read: %w", *s.Pattern.Regex, ErrUnsupported)
		default:
			return nil, false, fmt.Errorf("tokenize: pre-tokenizer %s is not read: %w", s.Type, ErrUnsupported)
		}
	}
	return split, bytes, nil
}

// fields splits at white space, which is dropped.
func fields(dst []stretch, s stretch) []stretch {
	start := -1
	for i, r := range s.text {
		space := unicode.IsSpace(r)
		if !space && start < 0 {
			start = i
		}
		if space && start >= 0 {
			dst = append(dst, s.cut(start, i))
			start = -1
		}
	}
	if start >= 0 {
		dst = append(dst, s.cut(start, len(s.text)))
	}
	return dst
}

// spaceBefore puts a space before a text that has none.
func spaceBefore(dst []stretch, s stretch) []stretch {
	if !strings.HasPrefix(s.text, " ") {
		s = s.prepend(" ")
	}
	return append(dst, s)
}

// metaspace writes spaces as a visible character, and splits before each unless told not to.
func metaspace(s *settings) (splitter, error) {
	mark := s.Replacement
	scheme := "always"
	switch {
	case s.PrependScheme != nil:
		scheme = *s.PrependScheme
	case s.AddPrefixSpace != nil && !*s.AddPrefixSpace:
		scheme = "never"
	}
	if utf8.RuneCountInString(mark) != 1 || scheme != "always" && scheme != "first" && scheme != "never" {
		return nil, fmt.Errorf("tokenize: pre-tokenizer Metaspace with replacement %q and prepend_scheme %q: %w", mark, scheme, ErrFormat)
	}
	whole := s.Split != nil && !*s.Split
	return func(dst []stretch, s stretch) []stretch {
		s = s.replace(" ", mark)
		if !strings.HasPrefix(s.text, mark) && (scheme == "always" || scheme == "first" && s.origin(0) == 0) {
			s = s.prepend(mark)
		}
		from := 0
		for i := range s.text {
			if !whole && i > 0 && strings.HasPrefix(s.text[i:], mark) {
				dst = append(dst, s.cut(from, i))
				from = i
			}
		}
		return append(dst, s.cut(from, len(s.text)))
	}, nil
}

// runs splits where next says that the word at byte i ends. A word that is not to be kept is dropped.
func runs(next func(text string, i int) (end int, keep bool)) splitter {
	return func(dst []stretch, s stretch) []stretch {
		for i := 0; i < len(s.text); {
			end, keep := next(s.text, i)
			if keep {
				dst = append(dst, s.cut(i, end))
			}
			i = end
		}
		return dst
	}
}

// class tells letters, numbers and white space from the rest.
type class uint8

const (
	other class = iota
	letter
	number
	space
)

// classAt is the class of the character at byte i, and how many bytes it has. A byte that is no character is another one.
func classAt(text string, i int) (class, int) {
	if c := text[i]; c < utf8.RuneSelf {
		switch {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
			return letter, 1
		case '0' <= c && c <= '9':
			return number, 1
		case c == ' ' || '\t' <= c && c <= '\r':
			return space, 1
		}
		return other, 1
	}
	r, n := utf8.DecodeRuneInString(text[i:])
	switch {
	case unicode.IsLetter(r):
		return letter, n
	case unicode.IsNumber(r):
		return number, n
	case unicode.IsSpace(r):
		return space, n
	case r < rune(newerLetters.R32[0].Lo):
		return other, n
	case unicode.Is(newerLetters, r):
		return letter, n
	case unicode.Is(newerNumbers, r):
		return number, n
	}
	return other, n
}

// run is where the characters of one class that begin at byte i end, and where the last of them begins.
func run(text string, i int, of class) (end, last int) {
	for last = i; i < len(text); {
		c, n := classAt(text, i)
		if c != of {
			break
		}
		last, i = i, i+n
	}
	return i, last
}

// contraction is how many bytes an English ending such as 's takes at byte i.
func contraction(text string, i int) int {
	if text[i] != '\'' {
		return 0
	}
	for _, e := range [...]string{"s", "t", "re", "ve", "m", "ll", "d"} {
		if strings.HasPrefix(text[i+1:], e) {
			return 1 + len(e)
		}
	}
	return 0
}

// gpt2Word follows GPT-2's pattern: an ending, or a run of one class with at most one space before it, or white space but the
// last of it where something follows.
func gpt2Word(text string, i int) (int, bool) {
	if n := contraction(text, i); n > 0 {
		return i + n, true
	}
	at := i
	if text[i] == ' ' && i+1 < len(text) {
		at++
	}
	if c, _ := classAt(text, at); c != space {
		end, _ := run(text, at, c)
		return end, true
	}
	end, last := run(text, i, space)
	if end < len(text) && last > i {
		return last, true
	}
	return end, true
}

// clipWord follows CLIP's pattern: an ending, letters, one number, or a run of something else; white space is dropped.
func clipWord(text string, i int) (int, bool) {
	if n := contraction(text, i); n > 0 {
		return i + n, true
	}
	c, n := classAt(text, i)
	if c == number {
		return i + n, true
	}
	end, _ := run(text, i, c)
	return end, c != space
}
