package tokenize

import "fmt"

// wordLevel looks whole words up.
type wordLevel struct {
	ids map[string]int32
	unk string
}

func (m *wordLevel) encode(dst []Token, s stretch) ([]Token, error) {
	id, ok := m.ids[s.text]
	if !ok && m.unk != "" {
		id, ok = m.ids[m.unk]
	}
	if !ok {
		return nil, fmt.Errorf("tokenize: the vocabulary has no word %q (byte %d)%s: %w", s.text, s.origin(0), suggest(s.text, sortedKeys(m.ids)), ErrUnknown)
	}
	return append(dst, Token{ID: id, Start: s.origin(0), End: s.origin(len(s.text))}), nil
}
