package tokenize

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// normalizer rewrites text before anything is looked up.
type normalizer func(stretch) stretch

// settings are the fields that the parts of a tokenizer.json have, whatever their type.
type settings struct {
	Type          string            `json:"type"`
	Normalizers   []json.RawMessage `json:"normalizers"`
	PreTokenizers []json.RawMessage `json:"pretokenizers"`
	Processors    []json.RawMessage `json:"processors"`
	Decoders      []json.RawMessage `json:"decoders"`
	Prepend       string            `json:"prepend"`
	Pattern       struct {
		String *string
		Regex  *string
	} `json:"pattern"`
	Content        string  `json:"content"`
	Start          int     `json:"start"`
	Stop           int     `json:"stop"`
	StripLeft      bool    `json:"strip_left"`
	StripRight     bool    `json:"strip_right"`
	AddPrefixSpace *bool   `json:"add_prefix_space"`
	UseRegex       *bool   `json:"use_regex"`
	Replacement    string  `json:"replacement"`
	PrependScheme  *string `json:"prepend_scheme"`
	Split          *bool   `json:"split"`
	Behavior       string  `json:"behavior"`
	Invert         bool    `json:"invert"`
	CLS            named   `json:"cls"`
	SEP            named   `json:"sep"`
	Single         []struct {
		Sequence     *struct{}
		SpecialToken *struct {
			ID string `json:"id"`
		}
	} `json:"single"`
	SpecialTokens map[string]struct {
		IDs []int32 `json:"ids"`
	} `json:"special_tokens"`
}

// part reads one part of a tokenizer.json; it is nil where the file has none.
func part(raw json.RawMessage) (*settings, error) {
	if len(raw) == 0 || string(raw) == "null" {
		return nil, nil
	}
	var s settings
	if err := json.Unmarshal(raw, &s); err != nil {
		return nil, fmt.Errorf("%v: %w", err, ErrFormat)
	}
	return &s, nil
}

// parts reads a part, and those of a sequence in its place.
func parts(raw json.RawMessage, inside func(*settings) []json.RawMessage) ([]*settings, error) {
	s, err := part(raw)
	if s == nil || err != nil {
		return nil, err
	}
	if s.Type != "Sequence" {
		return []*settings{s}, nil
	}
	var all []*settings
	for _, r := range inside(s) {
		more, err := parts(r, inside)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	return all, nil
}

// parseNormalizer reads the normalizer section.
func parseNormalizer(raw json.RawMessage) (normalizer, error) {
	all, err := parts(raw, func(s *settings) []json.RawMessage { return s.Normalizers })
	if err != nil {
		return nil, fmt.Errorf("tokenize: normalizer: %w", err)
	}
	var steps []normalizer
	for _, s := range all {
		step, err := s.normalizer()
		if err != nil {
			return nil, err
		}
		steps = append(steps, step)
	}
	switch len(steps) {
	case 0:
		return nil, nil
	case 1:
		return steps[0], nil
	}
	return func(s stretch) stretch {
		for _, step := range steps {
			s = step(s)
		}
		return s
	}, nil
}

func (s *settings) normalizer() (normalizer, error) {
	switch s.Type {
	case "NFC":
		return form{norm.NFD, true}.apply, nil
	case "NFD":
		return form{norm.NFD, false}.apply, nil
	case "NFKC":
		return form{norm.NFKD, true}.apply, nil
	case "NFKD":
		return form{norm.NFKD, false}.apply, nil
	case "Lowercase":
		return lower, nil
	case "Prepend":
		return func(t stretch) stretch {
			if t.text == "" {
				return t
			}
			return t.prepend(s.Prepend)
		}, nil
	case "Strip":
		return func(t stretch) stretch { return trim(t, s.StripLeft, s.StripRight) }, nil
	case "Replace":
		switch p := s.Pattern; {
		case p.String != nil:
			return func(t stretch) stretch { return t.replace(*p.String, s.Content) }, nil
		case p.Regex != nil && *p.Regex == `\s+`:
			return func(t stretch) stretch { return squeeze(t, s.Content) }, nil
		case p.Regex != nil:
			return nil, fmt.Errorf("tokenize: normalizer Replace with the pattern %q is not read: %w", *p.Regex, ErrUnsupported)
		}
		return nil, fmt.Errorf("tokenize: normalizer Replace has no pattern: %w", ErrFormat)
	}
	return nil, fmt.Errorf("tokenize: normalizer %s is not read; remove it or normalise the text before: %w", s.Type, ErrUnsupported)
}

// trim takes white space off the ends.
func trim(s stretch, left, right bool) stretch {
	a, b := 0, len(s.text)
	if left {
		a = b - len(strings.TrimLeftFunc(s.text, unicode.IsSpace))
	}
	if right {
		b = max(a, len(strings.TrimRightFunc(s.text, unicode.IsSpace)))
	}
	return s.cut(a, b)
}

// squeeze writes new for every run of white space.
func squeeze(s stretch, new string) stretch {
	w := rewriter{src: s}
	for i := 0; i < len(s.text); {
		if n := spaceRun(s.text[i:]); n > 0 {
			w.put(i, i+n, new)
			i += n
			continue
		}
		_, n := utf8.DecodeRuneInString(s.text[i:])
		w.keep(i, i+n)
		i += n
	}
	return w.done()
}

// spaceRun is how many bytes of white space text begins with.
func spaceRun(text string) int { return len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace)) }

// lower writes every letter small, one at a time as Python's tokenizers does, so that a final sigma is not one.
func lower(s stretch) stretch {
	w := rewriter{src: s}
	for i := 0; i < len(s.text); {
		r, n := utf8.DecodeRuneInString(s.text[i:])
		switch l := unicode.ToLower(r); {
		case r == 'İ':
			w.put(i, i+n, "i̇") // the only letter that becomes two
		case l != r:
			w.put(i, i+n, string(l))
		default:
			w.keep(i, i+n)
		}
		i += n
	}
	return w.done()
}
