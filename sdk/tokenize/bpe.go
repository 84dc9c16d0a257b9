package tokenize

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// bpe is byte-pair encoding by a list of merges (Sennrich et al., 2016), over bytes or over characters with bytes to fall
// back to.
type bpe struct {
	whole    map[string]int32 // the vocabulary, spelt as the text is
	merges   map[uint64]merge // of the ids of two neighbours
	byteID   [256]int32       // of a byte, -1 where there is none: in byte mode of every byte, else of <0x0A>
	lastID   [256]int32       // of a byte that ends a word, in byte mode
	bytes    bool             // words are spelt in bytes, not in characters
	fallback bool             // characters that the vocabulary lacks become bytes
	fuse     bool             // neighbours that are unknown become one
	ignore   bool             // a word of the vocabulary is taken whole, whatever the merges say
	suffix   string           // ends every word
	unk      int32            // -1: unknown characters are errors
}

type merge struct{ rank, id int32 }

func key(a, b int32) uint64 { return uint64(uint32(a))<<32 | uint64(uint32(b)) }

// bpeFile is the model section of a tokenizer.json.
type bpeFile struct {
	Dropout  *float64        `json:"dropout"`
	Prefix   *string         `json:"continuing_subword_prefix"`
	Suffix   *string         `json:"end_of_word_suffix"`
	Fuse     bool            `json:"fuse_unk"`
	Fallback bool            `json:"byte_fallback"`
	Ignore   bool            `json:"ignore_merges"`
	Merges   json.RawMessage `json:"merges"`
}

// parseBPE reads the model section; vocab is its vocabulary as the file spells it.
func parseBPE(raw json.RawMessage, vocab map[string]int32, unk string, bytes bool) (*bpe, error) {
	var f bpeFile
	if err := json.Unmarshal(raw, &f); err != nil {
		return nil, fmt.Errorf("tokenize: reading model: %v: %w", err, ErrFormat)
	}
	if f.Prefix != nil && *f.Prefix != "" || f.Dropout != nil && *f.Dropout > 0 {
		return nil, fmt.Errorf("tokenize: BPE with dropout or with a continuing_subword_prefix is not read: %w", ErrUnsupported)
	}
	m := &bpe{whole: vocab, bytes: bytes, fallback: f.Fallback, fuse: f.Fuse, ignore: f.Ignore, unk: -1}
	if f.Suffix != nil {
		m.suffix = *f.Suffix
	}
	if id, ok := vocab[unk]; ok && unk != "" {
		m.unk = id
	}
	var err error
	if m.merges, err = parseMerges(f.Merges, vocab); err != nil {
		return nil, err
	}
	if bytes {
		m.whole = make(map[string]int32, len(vocab))
		for w, id := range vocab {
			m.whole[fromAlphabet(w)] = id
		}
	}
	for b := range 256 {
		m.byteID[b], m.lastID[b] = m.lookByte(byte(b), ""), m.lookByte(byte(b), m.suffix)
	}
	return m, nil
}

func (m *bpe) lookByte(b byte, suffix string) int32 {
	name := fmt.Sprintf("<0x%02X>", b)
	if m.bytes {
		name = string([]byte{b}) + suffix
	}
	if id, ok := m.whole[name]; ok {
		return id
	}
	return -1
}

// parseMerges reads merges in either spelling, "a b" or ["a","b"].
func parseMerges(raw json.RawMessage, vocab map[string]int32) (map[uint64]merge, error) {
	var pairs [][2]string
	var lines []string
	if err := json.Unmarshal(raw, &lines); err == nil {
		pairs = make([][2]string, len(lines))
		for i, l := range lines {
			a, b, ok := strings.Cut(l, " ")
			if !ok {
				return nil, fmt.Errorf("tokenize: merge %q is not two tokens with a space between: %w", l, ErrFormat)
			}
			pairs[i] = [2]string{a, b}
		}
	} else if err := json.Unmarshal(raw, &pairs); err != nil {
		return nil, fmt.Errorf("tokenize: reading model.merges: %v: %w", err, ErrFormat)
	}
	merges := make(map[uint64]merge, len(pairs))
	for i, p := range pairs {
		a, okA := vocab[p[0]]
		b, okB := vocab[p[1]]
		both, ok := vocab[p[0]+p[1]]
		if !okA || !okB || !ok {
			return nil, fmt.Errorf("tokenize: merge %d puts %q and %q together, which the vocabulary lacks: %w", i, p[0], p[1], ErrFormat)
		}
		merges[key(a, b)] = merge{int32(i), both}
	}
	return merges, nil
}

func (m *bpe) encode(dst []Token, s stretch) ([]Token, error) {
	if s.text == "" {
		return dst, nil
	}
	if m.ignore {
		if id, ok := m.whole[s.text]; ok {
			return append(dst, Token{ID: id, Start: s.origin(0), End: s.origin(len(s.text))}), nil
		}
	}
	symbols, err := m.start(s)
	if err != nil {
		return nil, err
	}
	symbols = mergeAll(symbols, func(a, b symbol) (int32, int32, bool) {
		p, ok := m.merges[key(a.id, b.id)]
		return p.rank, p.id, ok
	})
	for _, y := range symbols {
		dst = append(dst, Token{ID: y.id, Start: s.origin(int(y.from)), End: s.origin(int(y.to))})
	}
	return dst, nil
}

// start spells a word.
func (m *bpe) start(s stretch) ([]symbol, error) {
	symbols := make([]symbol, 0, len(s.text))
	add := func(id int32, from, to int) {
		symbols = append(symbols, symbol{id: id, from: int32(from), to: int32(to)})
	}
	unknown := -1 // symbol that the next unknown character may join
	for i := 0; i < len(s.text); {
		n := 1
		var id int32
		ok := false
		if m.bytes {
			id = m.byteID[s.text[i]]
			if i+1 == len(s.text) {
				id = m.lastID[s.text[i]]
			}
			ok = id >= 0
		} else {
			_, n = utf8.DecodeRuneInString(s.text[i:])
			c := s.text[i : i+n]
			if i+n == len(s.text) {
				c += m.suffix
			}
			id, ok = m.whole[c]
		}
		switch {
		case ok:
			add(id, i, i+n)
			unknown = -1
		case m.fallback && !m.bytes && m.hasBytes(s.text[i:i+n]):
			for k := range n {
				add(m.byteID[s.text[i+k]], i+k, i+k+1)
			}
			unknown = -1
		case m.unk < 0:
			return nil, fmt.Errorf("tokenize: the vocabulary has nothing for %q (byte %d): %w", s.text[i:i+n], s.origin(i), ErrUnknown)
		case m.fuse && unknown >= 0:
			symbols[unknown].to = int32(i + n)
		default:
			unknown = len(symbols)
			add(m.unk, i, i+n)
		}
		i += n
	}
	return symbols, nil
}

// rules describes everything but the vocabulary, for a hash.
func (m *bpe) rules() string {
	keys := slices.SortedFunc(maps.Keys(m.merges), func(a, b uint64) int { return int(m.merges[a].rank) - int(m.merges[b].rank) })
	var b strings.Builder
	for _, k := range keys {
		fmt.Fprintf(&b, "%d %d\n", k>>32, uint32(k))
	}
	fmt.Fprintf(&b, "bytes %t fallback %t fuse %t ignore %t suffix %q", m.bytes, m.fallback, m.fuse, m.ignore, m.suffix)
	return b.String()
}

func (m *bpe) hasBytes(text string) bool {
	for i := range len(text) {
		if m.byteID[text[i]] < 0 {
			return false
		}
	}
	return true
}
