package tokenize

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// form is a normalisation form of Unicode (UAX 15). The package norm alone would not do: it breaks up runs of more than 30
// combining marks, and it does not tell which bytes became which.
type form struct {
	apart   norm.Form // NFD or NFKD
	compose bool
}

// mark is a character of a text being normalised, with the bytes that became it.
type mark struct {
	r        rune
	class    uint8 // canonical combining class; 0 begins anew
	from, to int
	raw      bool // a byte that is no character
}

// checks are the forms of package norm that tell which texts are to stay.
var checks = map[form]norm.Form{{norm.NFD, true}: norm.NFC, {norm.NFD, false}: norm.NFD, {norm.NFKD, true}: norm.NFKC, {norm.NFKD, false}: norm.NFKD}

func (f form) apply(s stretch) stretch {
	if checks[f].IsNormalString(s.text) {
		return s
	}
	marks := f.takeApart(s.text)
	for i := 0; i < len(marks); { // canonical order
		j := i + 1
		for marks[i].class > 0 && j < len(marks) && marks[j].class > 0 {
			j++
		}
		slices.SortStableFunc(marks[i:j], func(a, b mark) int { return int(a.class) - int(b.class) })
		i = j
	}
	if f.compose {
		marks = together(marks)
	}
	return rewrite(s, marks)
}

// takeApart decomposes every character fully.
func (f form) takeApart(text string) []mark {
	var marks []mark
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && n == 1 {
			marks = append(marks, mark{rune(text[i]), 0, i, i + 1, true})
			i++
			continue
		}
		if unicode.Is(newerForms, r) {
			marks = append(marks, mark{r, 0, i, i + n, false})
			i += n
			continue
		}
		for _, d := range f.apart.String(text[i : i+n]) {
			class := norm.NFD.PropertiesString(string(d)).CCC()
			if class > 0 && unicode.Is(newerMarks, d) {
				class = 0
			}
			marks = append(marks, mark{d, class, i, i + n, false})
		}
		i += n
	}
	return marks
}

// together composes marks with the character they belong to.
func together(marks []mark) []mark {
	out := marks[:0:0]
	base := -1 // the last character that others can join
	for _, m := range marks {
		// What stands between blocks unless its class is lower.
		last := len(out) - 1
		free := base >= 0 && !m.raw && (base == last || out[last].class != 0 && out[last].class < m.class)
		if free {
			if r, ok := pair(out[base].r, m.r); ok {
				b := &out[base]
				b.r, b.from, b.to = r, min(b.from, m.from), max(b.to, m.to)
				continue
			}
		}
		if m.class == 0 {
			base = len(out)
			if m.raw {
				base = -1
			}
		}
		out = append(out, m)
	}
	return out
}

// pair is the one character that two are together.
func pair(a, b rune) (rune, bool) {
	both := norm.NFC.String(string(a) + string(b))
	r, n := utf8.DecodeRuneInString(both)
	return r, n == len(both) && r != newerPair
}

// rewrite makes the stretch of marks, which came from s. Marks that changed places are aligned together.
func rewrite(s stretch, marks []mark) stretch {
	lowest := make([]int, len(marks)+1) // of the bytes of this mark and all later ones
	lowest[len(marks)] = len(s.text)
	for i, m := range slices.Backward(marks) {
		lowest[i] = min(lowest[i+1], m.from)
	}
	w := rewriter{src: s}
	var text []byte
	from, to := 0, 0
	for i, m := range marks {
		if m.raw {
			text = append(text, byte(m.r))
		} else {
			text = utf8.AppendRune(text, m.r)
		}
		if to = max(to, m.to); to > lowest[i+1] {
			continue
		}
		if string(text) == s.text[from:to] {
			w.keep(from, to)
		} else {
			w.put(from, to, string(text))
		}
		text, from = text[:0], to
	}
	return w.done()
}
