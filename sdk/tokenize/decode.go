package tokenize

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// decoder is how tokens become text again.
type decoder struct {
	kind  decoding
	mark  string // stands for a space in a piece
	strip int    // spaces to take off the beginning of all
	first bool   // take every mark off the first token instead
	end   string // ends a word, to be read as a space
}

type decoding uint8

const (
	spaced  decoding = iota // tokens are words, a space between each two
	inBytes                 // tokens are bytes in the byte alphabet
	pieces                  // tokens are text in which a mark stands for a space, or single bytes such as <0x0A>
)

func parseDecoder(raw json.RawMessage) (decoder, error) {
	all, err := parts(raw, func(s *settings) []json.RawMessage { return s.Decoders })
	if err != nil {
		return decoder{}, fmt.Errorf("tokenize: decoder: %w", err)
	}
	var d decoder
	var types []string
	for _, s := range all {
		types = append(types, s.Type)
		switch {
		case s.Type == "ByteLevel" && len(all) == 1:
			d.kind = inBytes
		case s.Type == "Metaspace" && len(all) == 1:
			d = decoder{kind: pieces, mark: s.Replacement, first: s.PrependScheme == nil || *s.PrependScheme != "never"}
		case s.Type == "Replace" && s.Pattern.String != nil && s.Content == " " && len(types) == 1:
			d.kind, d.mark = pieces, *s.Pattern.String
		case d.kind == pieces && (s.Type == "ByteFallback" || s.Type == "Fuse"):
		case d.kind == pieces && s.Type == "Strip" && s.Content == " " && s.Stop == 0:
			d.strip = s.Start
		default:
			return d, fmt.Errorf("tokenize: decoder %s is not read: %w", strings.Join(types, ", "), ErrUnsupported)
		}
	}
	return d, nil
}

// Text is what a token reads as in the middle of a text: " red" for the token "Ġred" of a byte-level vocabulary. It may end
// inside a character, and then is not valid UTF-8; joined, the texts of a text's tokens give it again, but for what a
// normaliser changed. It is the token itself in a word-level vocabulary, and empty for an id without token.
func (t *Tokenizer) Text(id int32) string {
	w, ok := t.tokens[id]
	switch {
	case !ok || t.isAdded[w]:
		return w
	case t.decoder.kind == inBytes && t.decoder.end != "" && strings.HasSuffix(w, t.decoder.end):
		return fromAlphabet(strings.TrimSuffix(w, t.decoder.end)) + " "
	case t.decoder.kind == inBytes:
		return fromAlphabet(w)
	case t.decoder.kind == pieces:
		if b, ok := byteToken(w); ok {
			return string([]byte{b})
		}
		return strings.ReplaceAll(w, t.decoder.mark, " ")
	}
	return w
}

// byteToken reads <0x0A>.
func byteToken(w string) (byte, bool) {
	if len(w) != 6 || w[:3] != "<0x" || w[5] != '>' {
		return 0, false
	}
	var b byte
	for _, c := range []byte(w[3:5]) {
		switch {
		case '0' <= c && c <= '9':
			b = b<<4 | (c - '0')
		case 'A' <= c && c <= 'F':
			b = b<<4 | (c - 'A' + 10)
		default:
			return 0, false
		}
	}
	return b, true
}

// Decode is the text of tokens, special ones included. Words of a word-level vocabulary are joined with single spaces. Bytes
// that make no character become U+FFFD, as in Python. An id without token reads <no token 99>.
func (t *Tokenizer) Decode(ids []int32) string {
	var b strings.Builder
	s := t.Stream()
	for _, id := range ids {
		b.WriteString(s.Next(id))
	}
	b.WriteString(s.End())
	return b.String()
}

// Stream decodes tokens one after the other, as a model draws them. What it returns, joined, is what Decode returns of all of
// them: no half character ever comes out.
type Stream struct {
	t     *Tokenizer
	n     int // tokens so far
	strip int // spaces to take off what comes next
	held  []byte
}

// Stream begins a text.
func (t *Tokenizer) Stream() *Stream { return &Stream{t: t, strip: t.decoder.strip} }

// Next takes a token and returns the text that is certain now, which is empty while a character is incomplete.
func (s *Stream) Next(id int32) string {
	d := s.t.decoder
	text, first := s.t.Text(id), s.n == 0
	w, ok := s.t.tokens[id]
	if !ok {
		text = fmt.Sprintf("<no token %d>", id)
	}
	s.n++
	switch d.kind {
	case inBytes:
		s.held = append(s.held, text...)
		n := len(s.held) - incomplete(s.held)
		out := lossy(s.held[:n])
		s.held = append(s.held[:0], s.held[n:]...)
		return out
	case pieces:
		if _, isByte := byteToken(w); isByte {
			s.held = append(s.held, text...) // a run of bytes is read as a whole
			return ""
		}
		if d.first && first {
			text = strings.ReplaceAll(w, d.mark, "")
		}
		return s.flush() + s.begin(text)
	}
	if !first {
		text = " " + text
	}
	return text
}

// End returns what is still held back. The stream can go on after it with a new text.
func (s *Stream) End() string {
	out := ""
	if s.t.decoder.kind == inBytes {
		out = lossy(s.held)
	} else {
		out = s.flush()
	}
	*s = *s.t.Stream()
	return out
}

// flush reads a run of bytes: all of it, or a U+FFFD for each.
func (s *Stream) flush() string {
	if len(s.held) == 0 {
		return ""
	}
	out := string(s.held)
	if !utf8.ValidString(out) {
		out = strings.Repeat("\uFFFD", len(s.held))
	}
	s.held = s.held[:0]
	return s.begin(out)
}

// begin takes spaces off the beginning of all.
func (s *Stream) begin(text string) string {
	for s.strip > 0 && text != "" {
		after, ok := strings.CutPrefix(text, " ")
		if !ok {
			s.strip = 0
			break
		}
		text = after
		s.strip--
	}
	return text
}

// incomplete is how many bytes at the end begin a character that is not all there.
func incomplete(b []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(b); n++ {
		tail := b[len(b)-n:]
		if utf8.RuneStart(tail[0]) {
			if !utf8.FullRune(tail) {
				return n
			}
			return 0
		}
	}
	return 0
}

// lossy writes U+FFFD for each longest beginning of a character that does not go on (the Unicode standard, section 3.9), which
// is what Rust and Python do; Go would write one for each byte.
func lossy(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	var out strings.Builder
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			for i+n < len(b) && !utf8.FullRune(b[i:i+n+1]) {
				n++
			}
		}
		out.WriteRune(r)
		i += n
	}
	return out.String()
}
