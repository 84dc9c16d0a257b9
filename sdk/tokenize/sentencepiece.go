package tokenize

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"google.golang.org/protobuf/encoding/protowire"
)

// sentencePiece is the BPE of a SentencePiece model (Kudo and Richardson, 2018): any two neighbours whose texts together are a
// piece may merge, the piece of the highest score first.
type sentencePiece struct {
	pieces map[string]scored // those that a text can hold
	own    []string          // pieces that are taken whole and never merged, longest first
	byteID [256]int32
	bytes  bool // characters without piece become bytes
	unk    int32
}

type scored struct{ rank, id int32 }

// The types of pieces.
const (
	pieceNormal = iota + 1
	pieceUnknown
	pieceControl
	pieceOwn // user defined
	pieceUnused
	pieceByte
)

// spaceMark stands for a space inside pieces.
const spaceMark = "▁"

// spModel is what is read of a model file.
type spModel struct {
	pieces []spPiece
	kind   uint64 // 2: BPE
	bytes  bool
	rule   string
	chars  bool // a table of characters to rewrite
	dummy  bool
	extra  bool
	escape bool
	suffix bool
}

type spPiece struct {
	text  string
	score float32
	kind  uint64
}

// ParseSentencePiece reads the content of a SentencePiece model file of the type BPE without character rewriting, which is what
// LLaMA's tokenizer.model is. Its control pieces (<s>, </s>) are not found in texts; Add makes them. Another type is refused
// (ErrUnsupported).
func ParseSentencePiece(data []byte) (*Tokenizer, error) {
	f, err := readModel(data)
	if err != nil {
		return nil, fmt.Errorf("tokenize: reading a SentencePiece model: %v: %w", err, ErrFormat)
	}
	switch {
	case f.kind != 2:
		return nil, fmt.Errorf("tokenize: a SentencePiece model of type %d is not read, only BPE (2) is: %w", f.kind, ErrUnsupported)
	case f.chars:
		return nil, fmt.Errorf("tokenize: a SentencePiece model that rewrites characters (%s) is not read: %w", f.rule, ErrUnsupported)
	case f.extra || f.suffix || !f.escape:
		return nil, fmt.Errorf("tokenize: a SentencePiece model that removes extra white space, or marks words elsewhere than before them, is not read: %w", ErrUnsupported)
	}
	m := &sentencePiece{pieces: make(map[string]scored, len(f.pieces)), bytes: f.bytes, unk: -1}
	t := &Tokenizer{kind: "SentencePiece BPE", ids: make(map[string]int32, len(f.pieces)), model: m}
	t.decoder = decoder{kind: pieces, mark: spaceMark}
	rank := ranks(f.pieces)
	for i := range m.byteID {
		m.byteID[i] = -1
	}
	var rules strings.Builder
	for i, p := range f.pieces {
		id := int32(i)
		if _, twice := t.ids[p.text]; twice {
			return nil, fmt.Errorf("tokenize: piece %q stands twice in the model: %w", p.text, ErrFormat)
		}
		t.ids[p.text] = id
		fmt.Fprintf(&rules, "%d %d\n", p.kind, rank[p.score])
		switch p.kind {
		case pieceNormal:
			m.pieces[p.text] = scored{rank[p.score], id}
		case pieceOwn:
			m.pieces[p.text] = scored{rank[p.score], id}
			m.own = append(m.own, p.text)
		case pieceUnknown:
			m.unk, t.unk = id, p.text
		case pieceControl:
		case pieceByte:
			b, ok := byteToken(p.text)
			if !ok {
				return nil, fmt.Errorf("tokenize: piece %q is no byte: %w", p.text, ErrFormat)
			}
			m.byteID[b] = id
		default:
			return nil, fmt.Errorf("tokenize: piece %q of type %d is not read: %w", p.text, p.kind, ErrUnsupported)
		}
	}
	if m.unk < 0 || f.bytes && slices.Contains(m.byteID[:], -1) {
		return nil, fmt.Errorf("tokenize: the model lacks the unknown piece, or one of the 256 bytes: %w", ErrFormat)
	}
	slices.SortStableFunc(m.own, func(a, b string) int { return len(b) - len(a) })
	t.normal = func(s stretch) stretch { return s.replace(" ", spaceMark) }
	if f.dummy {
		t.decoder.strip = 1
		t.normal = func(s stretch) stretch { return s.prepend(spaceMark).replace(" ", spaceMark) }
	}
	fmt.Fprintf(&rules, "SentencePiece bytes %t dummy %t", f.bytes, f.dummy)
	t.rules = rules.String()
	return t, t.finish()
}

// ranks orders scores, the highest first; equal ones share a rank.
func ranks(pieces []spPiece) map[float32]int32 {
	var all []float32
	for _, p := range pieces {
		all = append(all, p.score)
	}
	slices.SortFunc(all, func(a, b float32) int {
		switch {
		case a > b:
			return -1
		case a < b:
			return 1
		}
		return 0
	})
	rank := make(map[float32]int32, len(all))
	for i, s := range slices.Compact(all) {
		rank[s] = int32(i)
	}
	return rank
}

func (m *sentencePiece) encode(dst []Token, s stretch) ([]Token, error) {
	symbols := make([]symbol, 0, len(s.text))
	for i := 0; i < len(s.text); {
		n := m.ownAt(s.text[i:])
		id := int32(-2) // never merges
		if n == 0 {
			_, n = utf8.DecodeRuneInString(s.text[i:])
			id = -1
		}
		symbols = append(symbols, symbol{id: id, from: int32(i), to: int32(i + n)})
		i += n
	}
	symbols = mergeAll(symbols, func(a, b symbol) (int32, int32, bool) {
		if a.id == -2 || b.id == -2 {
			return 0, 0, false
		}
		p, ok := m.pieces[s.text[a.from:b.to]]
		return p.rank, p.id, ok
	})
	unknown := false
	for _, y := range symbols {
		text := s.text[y.from:y.to]
		p, ok := m.pieces[text]
		start, end := s.origin(int(y.from)), s.origin(int(y.to))
		switch {
		case ok:
			dst = append(dst, Token{ID: p.id, Start: start, End: end})
		case m.bytes:
			for i := range len(text) {
				dst = append(dst, Token{ID: m.byteID[text[i]], Start: s.origin(int(y.from) + i), End: s.origin(int(y.from) + i + 1)})
			}
		case unknown: // neighbours that are unknown are one
			dst[len(dst)-1].End = end
		default:
			dst = append(dst, Token{ID: m.unk, Start: start, End: end})
		}
		unknown = !ok && !m.bytes
	}
	return dst, nil
}

func (m *sentencePiece) ownAt(text string) int {
	for _, p := range m.own {
		if strings.HasPrefix(text, p) {
			return len(p)
		}
	}
	return 0
}

// readModel reads sentencepiece_model.proto: pieces (1), trainer (2) and normaliser (3) settings.
func readModel(data []byte) (spModel, error) {
	f := spModel{kind: 1, dummy: true, extra: true, escape: true}
	err := message(data, func(n protowire.Number, number uint64, bytes []byte) error {
		switch n {
		case 1:
			p := spPiece{kind: pieceNormal}
			err := message(bytes, func(n protowire.Number, number uint64, bytes []byte) error {
				switch n {
				case 1:
					p.text = string(bytes)
				case 2:
					p.score = math.Float32frombits(uint32(number))
				case 3:
					p.kind = number
				}
				return nil
			})
			f.pieces = append(f.pieces, p)
			return err
		case 2:
			return message(bytes, func(n protowire.Number, number uint64, _ []byte) error {
				switch n {
				case 3:
					f.kind = number
				case 24:
					f.suffix = number != 0
				case 35:
					f.bytes = number != 0
				}
				return nil
			})
		case 3:
			return message(bytes, func(n protowire.Number, number uint64, bytes []byte) error {
				switch n {
				case 1:
					f.rule = string(bytes)
				case 2:
					f.chars = len(bytes) > 0
				case 3:
					f.dummy = number != 0
				case 4:
					f.extra = number != 0
				case 5:
					f.escape = number != 0
				}
				return nil
			})
		}
		return nil
	})
	return f, err
}

// message calls each with the fields of a message of protocol buffers.
func message(data []byte, each func(n protowire.Number, number uint64, bytes []byte) error) error {
	for len(data) > 0 {
		n, kind, size := protowire.ConsumeTag(data)
		if size < 0 {
			return protowire.ParseError(size)
		}
		data = data[size:]
		var number uint64
		var bytes []byte
		switch kind {
		case protowire.VarintType:
			number, size = protowire.ConsumeVarint(data)
		case protowire.Fixed32Type:
			var v uint32
			v, size = protowire.ConsumeFixed32(data)
			number = uint64(v)
		case protowire.BytesType:
			bytes, size = protowire.ConsumeBytes(data)
		default:
			size = protowire.ConsumeFieldValue(n, kind, data)
		}
		if size < 0 {
			return protowire.ParseError(size)
		}
		data = data[size:]
		if err := each(n, number, bytes); err != nil {
			return err
		}
	}
	return nil
}
