package tokenize

import "strings"

// stretch is a run of text on its way to the model, with the way back to the bytes it came from.
type stretch struct {
	text string
	from int     // where text stands in the original, if at is nil
	at   []int32 // else the original byte of each boundary between bytes of text, one more than text has bytes
}

// origin is the byte of the original text that byte i of s came from.
func (s stretch) origin(i int) int {
	if s.at == nil {
		return s.from + i
	}
	return int(s.at[i])
}

// cut is s from byte a to byte b.
func (s stretch) cut(a, b int) stretch {
	if s.at == nil {
		return stretch{text: s.text[a:b], from: s.from + a}
	}
	return stretch{text: s.text[a:b], at: s.at[a : b+1]}
}

// rewriter builds a stretch that stands for another one.
type rewriter struct {
	src  stretch
	text strings.Builder
	at   []int32
}

// keep copies bytes a to b.
func (w *rewriter) keep(a, b int) {
	w.text.WriteString(w.src.text[a:b])
	for i := a; i < b; i++ {
		w.at = append(w.at, int32(w.src.origin(i)))
	}
}

// put writes text for bytes a to b. Whatever part of text comes first is what all these bytes became.
func (w *rewriter) put(a, b int, text string) {
	w.text.WriteString(text)
	for i := range len(text) {
		from := b
		if i == 0 {
			from = a
		}
		w.at = append(w.at, int32(w.src.origin(from)))
	}
}

func (w *rewriter) done() stretch {
	return stretch{text: w.text.String(), at: append(w.at, int32(w.src.origin(len(w.src.text))))}
}

// replace writes new for every old.
func (s stretch) replace(old, new string) stretch {
	if old == "" || !strings.Contains(s.text, old) {
		return s
	}
	w := rewriter{src: s}
	from := 0
	for {
		i := strings.Index(s.text[from:], old)
		if i < 0 {
			w.keep(from, len(s.text))
			return w.done()
		}
		w.keep(from, from+i)
		from += i + len(old)
		w.put(from-len(old), from, new)
	}
}

// prepend puts text before s.
func (s stretch) prepend(text string) stretch {
	w := rewriter{src: s}
	w.put(0, 0, text)
	w.keep(0, len(s.text))
	return w.done()
}
