package tokenize

import (
	"errors"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
)

var words = []string{"<pad>", "<unk>", "<image>", "a", "red", "circle", ":"}

func TestEncodeDecodeSpans(t *testing.T) {
	tok, err := New(words, "")
	if err != nil {
		t.Fatal(err)
	}
	text := " a\u00a0red\tcircle : \n"
	ids, err := tok.Encode(text)
	if err != nil || !slices.Equal(ids, []int32{3, 4, 5, 6}) {
		t.Fatalf("ids %v, error %v", ids, err)
	}
	if got := tok.Decode(append(ids, 99)); got != "a red circle : <no token 99>" {
		t.Errorf("decoded %q", got)
	}
	spans, err := tok.Spans(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range spans {
		if text[s.Start:s.End] != s.Text || tok.Token(s.ID) != s.Text {
			t.Errorf("span %+v does not match the text %q", s, text[s.Start:s.End])
		}
	}
	if ids, err := tok.Encode(""); err != nil || len(ids) != 0 {
		t.Errorf("empty text gave %v, %v", ids, err)
	}
	if tok.Size() != len(words) {
		t.Errorf("size %d, want %d", tok.Size(), len(words))
	}
}

func TestUnknownWords(t *testing.T) {
	strict, err := New(words, "")
	if err != nil {
		t.Fatal(err)
	}
	_, err = strict.Encode("a red cirle")
	if !errors.Is(err, ErrUnknown) || !strings.Contains(err.Error(), "circle") || !strings.Contains(err.Error(), "byte 6") {
		t.Errorf("error %v, want one that names byte 6 and suggests circle", err)
	}
	if _, err := strict.ID("rad"); !errors.Is(err, ErrUnknown) || !strings.Contains(err.Error(), "red") {
		t.Errorf("error %v, want ErrUnknown that suggests red", err)
	}
	lax, err := New(words, "<unk>")
	if err != nil {
		t.Fatal(err)
	}
	spans, err := lax.Spans("a mauve circle")
	if err != nil || len(spans) != 3 || spans[1] != (Token{ID: 1, Text: "mauve", Start: 2, End: 7}) {
		t.Errorf("spans %+v, error %v", spans, err)
	}
	if strict.Hash() == lax.Hash() {
		t.Error("tokenizers that behave differently share a hash")
	}
}

func TestJSONRoundTrip(t *testing.T) {
	for _, unk := range []string{"", "<unk>"} {
		tok, err := New(append(slices.Clone(words), "\"\\<&é"), unk)
		if err != nil {
			t.Fatal(err)
		}
		data, err := tok.JSON()
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "tokenizer.json")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		back, err := Load(path)
		if err != nil {
			t.Fatal(err)
		}
		if back.Hash() != tok.Hash() || back.Unk() != unk {
			t.Errorf("unk %q: came back as %v", unk, back)
		}
	}
}

func TestSpecialTokensInsideWords(t *testing.T) {
	tok, err := New(words, "", "<image>", "<pad>")
	if err != nil {
		t.Fatal(err)
	}
	data, err := tok.JSON()
	if err != nil {
		t.Fatal(err)
	}
	back, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, tok := range []*Tokenizer{tok, back} {
		ids, err := tok.Encode("<image>a<pad><image> red")
		if err != nil || !slices.Equal(ids, []int32{2, 3, 0, 2, 4}) {
			t.Errorf("ids %v, error %v", ids, err)
		}
	}
	if tok.Hash() != back.Hash() {
		t.Error("another hash after reading it back")
	}
}

// Ids as Python's tokenizers 0.22 gives them for this file.
func TestAddedTokens(t *testing.T) {
	tok, err := Load("testdata/added.json")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]int32{
		"<image>a red":    {3, 1, 2},
		"a<image>red":     {1, 3, 2},
		"a  <end>  red":   {1, 4, 2}, // strips both sides
		"a bit red":       {1, 5, 2},
		"ared a":          {0, 1},
		"habits bit":      {0, 5}, // bit is a single word only
		"<image><image2>": {3, 6}, // the longest wins
	} {
		got, err := tok.Encode(text)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %v, error %v, want %v", text, got, err, want)
		}
	}
}

func TestRefusals(t *testing.T) {
	const tail = `,"pre_tokenizer":{"type":"WhitespaceSplit"}`
	for _, c := range []struct {
		name, data string
		want       error
	}{
		{"no JSON", `{`, ErrFormat},
		{"no model", `{}`, ErrFormat},
		{"another model", `{"model":{"type":"Unigram","vocab":[["a",0]]}}`, ErrUnsupported},
		{"no pre-tokenizer", `{"model":{"type":"WordLevel","vocab":{"a":0}}}`, ErrUnsupported},
		{"normalizer", `{"model":{"type":"WordLevel","vocab":{"a":0}},"normalizer":{"type":"Lowercase"}` + tail + `}`, ErrUnsupported},
		{"post-processor", `{"model":{"type":"WordLevel","vocab":{"a":0}},"post_processor":{"type":"BertProcessing"}` + tail + `}`, ErrUnsupported},
		{"no vocabulary", `{"model":{"type":"WordLevel"}` + tail + `}`, ErrFormat},
		{"empty vocabulary", `{"model":{"type":"WordLevel","vocab":{}}` + tail + `}`, ErrFormat},
		{"pattern", `{"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"pre_tokenizer":{"type":"Split","pattern":{"Regex":"x"},"behavior":"Isolated"}}`, ErrUnsupported},
		{"decoder", `{"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"decoder":{"type":"WordPiece"}}`, ErrUnsupported},
		{"template", `{"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"b"}}]}}`, ErrFormat},
		{"merge of nothing", `{"model":{"type":"BPE","vocab":{"a":0},"merges":["a b"]}}`, ErrFormat},
		{"merge of one", `{"model":{"type":"BPE","vocab":{"a":0},"merges":["a"]}}`, ErrFormat},
		{"dropout", `{"model":{"type":"BPE","vocab":{"a":0},"merges":[],"dropout":0.1}}`, ErrUnsupported},
		{"shared id", `{"model":{"type":"WordLevel","vocab":{"a":0,"b":0}}` + tail + `}`, ErrFormat},
		{"negative id", `{"model":{"type":"WordLevel","vocab":{"a":-1}}` + tail + `}`, ErrFormat},
		{"huge id", `{"model":{"type":"WordLevel","vocab":{"a":4294967296}}` + tail + `}`, ErrFormat},
		{"added contradicts", `{"model":{"type":"WordLevel","vocab":{"a":0}},"added_tokens":[{"id":1,"content":"a"}]` + tail + `}`, ErrFormat},
	} {
		if _, err := Parse([]byte(c.data)); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", c.name, err, c.want)
		}
	}
	for _, data := range []string{"", "\xff\xff", "\x0a\x05\x0a\x03abc"} {
		if _, err := ParseSentencePiece([]byte(data)); !errors.Is(err, ErrFormat) && !errors.Is(err, ErrUnsupported) {
			t.Errorf("a model of %q: error %v", data, err)
		}
	}
	for _, vocab := range [][]string{nil, {"a", "a"}, {""}, {"two words"}, {"\xff"}} {
		if _, err := New(vocab, ""); !errors.Is(err, ErrFormat) {
			t.Errorf("New(%q): error %v, want ErrFormat", vocab, err)
		}
	}
	if _, err := New([]string{"a"}, "", "b"); !errors.Is(err, ErrFormat) {
		t.Errorf("special token outside the vocabulary: %v", err)
	}
	if _, err := New([]string{"a"}, "b"); !errors.Is(err, ErrFormat) {
		t.Errorf("unknown token outside the vocabulary: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	seed, err := os.ReadFile("testdata/added.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed, "a <image>red\xff")
	f.Add([]byte(`{"model":{"type":"WordLevel","vocab":{"a":0}},"pre_tokenizer":{"type":"WhitespaceSplit"}}`), "a b")
	f.Add([]byte(`{"model":{"type":"BPE","vocab":{"a":0,"b":1,"ab":2,"Ġ":3},"merges":["a b"]},"normalizer":{"type":"NFC"},"pre_tokenizer":{"type":"ByteLevel"},"decoder":{"type":"ByteLevel"}}`), "ab ba")
	f.Add([]byte(`{"model":{"type":"BPE","vocab":{"▁":0,"b":1,"▁b":2,"<0x0A>":3},"merges":[["▁","b"]],"byte_fallback":true,"unk_token":"b"},"pre_tokenizer":{"type":"Metaspace","replacement":"▁","prepend_scheme":"first"},"decoder":{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Strip","content":" ","start":1}]}}`), "b b\n")
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		tok, err := Parse(data)
		if err != nil {
			return
		}
		out, err := tok.JSON()
		if err != nil {
			t.Fatal(err)
		}
		back, err := Parse(out)
		if err != nil || back.Hash() != tok.Hash() {
			t.Fatalf("does not come back: %v\n%s", err, out)
		}
		spans, err := tok.Spans(text)
		if err != nil {
			return
		}
		checkSpans(t, text, spans)
	})
}

// smallModel is a SentencePiece model of a few pieces.
func smallModel(pieces map[string]uint64) []byte {
	var out []byte
	field := func(b []byte, n protowire.Number, data []byte) []byte {
		return protowire.AppendBytes(protowire.AppendTag(b, n, protowire.BytesType), data)
	}
	number := func(b []byte, n protowire.Number, v uint64) []byte {
		return protowire.AppendVarint(protowire.AppendTag(b, n, protowire.VarintType), v)
	}
	names := slices.Sorted(maps.Keys(pieces))
	for i, name := range names {
		p := field(nil, 1, []byte(name))
		p = protowire.AppendFixed32(protowire.AppendTag(p, 2, protowire.Fixed32Type), math.Float32bits(float32(-i)))
		out = field(out, 1, number(p, 3, pieces[name]))
	}
	out = field(out, 2, number(nil, 3, 2))
	return field(out, 3, number(nil, 4, 0))
}

var few = map[string]uint64{"<unk>": pieceUnknown, "<s>": pieceControl, "a": pieceNormal, "b": pieceNormal, "ab": pieceNormal, "▁": pieceNormal, "own": pieceOwn, "ow": pieceNormal, "o": pieceNormal}

func TestSmallModel(t *testing.T) {
	tok, err := ParseSentencePiece(smallModel(few))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"ab":     "▁ ab",
		"b own":  "▁ b ▁ own",
		"xyzab<": "▁ <unk> ab <unk>", // neighbours that are unknown are one
		"<s>":    "▁ <unk>",          // control pieces are not text
		"oww":    "▁ ow <unk>",       // w is none of the pieces, but ow is one
		"":       "",
	} {
		spans, err := tok.Spans(text)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range spans {
			got = append(got, tok.Token(s.ID))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
		checkSpans(t, text, spans)
	}
	for name, pieces := range map[string]map[string]uint64{"unused": {"<unk>": pieceUnknown, "a": pieceUnused}, "no unknown": {"a": pieceNormal}, "no byte": {"<unk>": pieceUnknown, "a": pieceByte}} {
		if _, err := ParseSentencePiece(smallModel(pieces)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzSentencePiece(f *testing.F) {
	f.Add(smallModel(few), "ab own \xff<s>")
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		tok, err := ParseSentencePiece(data)
		if err != nil {
			return
		}
		spans, err := tok.Spans(text)
		if err != nil {
			return
		}
		checkSpans(t, text, spans)
	})
}

func checkSpans(t *testing.T, text string, spans []Token) {
	t.Helper()
	end := 0
	for _, s := range spans {
		if s.Start < end || s.End > len(text) || text[s.Start:s.End] != s.Text {
			t.Fatalf("span %+v after byte %d of %q", s, end, text)
		}
		end = s.End
	}
}

func BenchmarkParse(b *testing.B) {
	data := goldenJSON(b, "neox")
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Parse(data); err != nil {
			b.Fatal(err)
		}
	}
}
