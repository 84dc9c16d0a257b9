package pond

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"wade/sdk/pond/internal/words"
)

// ErrDescription is in the chain of errors about a description that cannot be drawn, ErrUnknown about unknown names.
var (
	ErrDescription = errors.New("pond: cannot draw this")
	ErrUnknown     = errors.New("pond: unknown name")
)

// Words that carry no meaning in a description.
var filler = []string{"a", "an", "the", "on", "in", "at", "of", "with", "and", "object", "picture", "written"}

var synonyms = map[string]string{
	"center": "centre", "middle": "centre", "big": "large", "tiny": "small", "little": "small",
	"1": "one", "2": "two", "3": "three", "4": "four", "cards": "card",
}

// known lists what a description may say, for near matches.
var known = slices.Concat(words.Sizes, words.Colours, words.Shapes, words.Plurals, words.Places, words.Numbers,
	[]string{"word", "ink"}, filler)

func lookup(class []string, w string) int { return slices.Index(class, w) }

// parse reads a caption; what it leaves out (colour, size, place) is chosen by r.
func parse(desc string, r rng) (scene, error) {
	clean := strings.NewReplacer(",", " ", ".", " ", ";", " ", "\"", " ", "'", " ").Replace(strings.ToLower(desc))
	toks := strings.Fields(clean)
	for i, t := range toks {
		if s, ok := synonyms[t]; ok {
			toks[i] = s
		}
	}
	if slices.Contains(toks, "word") || slices.Contains(toks, "ink") {
		return parseCard(toks, &maker{rng: r})
	}
	return parseObjects(toks, &maker{rng: r})
}

func badWord(w string) error {
	return fmt.Errorf("%w: %q means nothing here%s", ErrDescription, short(w), didYouMean(short(w), known))
}

// short keeps messages readable whatever was typed.
func short(w string) string {
	if r := []rune(w); len(r) > 24 {
		return string(r[:24])
	}
	return w
}

func parseCard(toks []string, m *maker) (scene, error) {
	s := m.card()
	after := ""
	seen := 0
	for _, t := range toks {
		c := lookup(words.Colours, t)
		switch {
		case c >= 0 && after == "word":
			s.word, after = uint8(c), "ink"
			seen++
		case c >= 0 && seen < 2: // "in green ink" may come first or last
			s.ink = uint8(c)
			seen++
		case c >= 0:
			return s, fmt.Errorf("%w: a card has one word and one ink, as in \"the word red in green ink\"", ErrDescription)
		case t == "word":
			after = "word"
		case t == "ink" || t == "card" || slices.Contains(filler, t):
		default:
			return s, badWord(t)
		}
	}
	return s, nil
}

// parseObjects reads [number] [size] [colour] shape [place] any number of times.
func parseObjects(toks []string, m *maker) (scene, error) {
	var s scene
	place := -1
	number, size, colour := -1, -1, -1
	sizes := [4]int{}
	for _, t := range toks {
		shape := max(lookup(words.Shapes, t), lookup(words.Plurals, t))
		switch {
		case shape >= 0:
			o := object{shape: uint8(shape), colour: uint8(m.intn(len(words.Colours)))}
			if colour >= 0 {
				o.colour = uint8(colour)
			}
			count := 1
			if number >= 0 {
				count = number + 1
			} else if lookup(words.Plurals, t) >= 0 {
				count = 2
			}
			if int(s.n)+count > len(s.objs) {
				return s, fmt.Errorf("%w: a scene holds at most four objects", ErrDescription)
			}
			for range count {
				s.objs[s.n] = o
				sizes[s.n] = size
				s.n++
			}
			number, size, colour = -1, -1, -1
		case lookup(words.Colours, t) >= 0:
			if colour >= 0 {
				return s, fmt.Errorf("%w: two colours for one object; name a shape after each colour", ErrDescription)
			}
			colour = lookup(words.Colours, t)
		case lookup(words.Sizes, t) >= 0:
			size = lookup(words.Sizes, t)
		case lookup(words.Places, t) >= 0:
			place = lookup(words.Places, t)
		case lookup(words.Numbers, t) >= 0:
			number = lookup(words.Numbers, t)
		case slices.Contains(filler, t):
		default:
			return s, badWord(t)
		}
	}
	if number >= 0 || size >= 0 || colour >= 0 {
		return s, fmt.Errorf("%w: a size, colour or number stands without a shape after it; use one of %s",
			ErrDescription, strings.Join(words.Shapes, ", "))
	}
	switch s.n {
	case 0:
		return s, fmt.Errorf("%w: no shape is named; try \"large red circle on the left\", \"three blue stars\" or \"the word red in green ink\"", ErrDescription)
	case 1:
		o := &s.objs[0]
		o.size, o.place = uint8(m.intn(len(words.Sizes))), uint8(m.intn(len(words.Places)))
		if sizes[0] >= 0 {
			o.size = uint8(sizes[0])
		}
		if place >= 0 {
			o.place = uint8(place)
		}
		return s, nil
	}
	if place >= 0 {
		return s, fmt.Errorf("%w: only a single object has a place; several stand in the four quadrants", ErrDescription)
	}
	for _, z := range sizes[:s.n] {
		if z > small {
			return s, fmt.Errorf("%w: several objects are always small", ErrDescription)
		}
	}
	m.quadrants(&s)
	return s, nil
}
