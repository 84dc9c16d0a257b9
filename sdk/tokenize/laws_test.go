package tokenize

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// Bytes that are no text, and text with everything that normalisers and splits touch.
var odd = []string{
	"\xff", "a\xf0\x9f\x98 b", "\xe2\x82", "e\u0301\xcc", " \xc0\x80 ", "\x00\x01", "a\u0323\xff\u0301", "\xed\xa0\x80", "  \u00a0\u3000\n",
	strings.Repeat("\u0301", 40), "가각 \u1112\u1161\u11ab", "<image", "<image>\xff<image>",
}

func TestSpansCoverTheText(t *testing.T) {
	text := append(lines(t, 3, 500), odd...)
	for _, name := range goldens {
		tok := golden(t, name)
		for _, line := range text {
			spans, err := tok.Spans(line)
			if err != nil {
				t.Fatalf("%s: %q: %v", name, line, err)
			}
			var b strings.Builder
			for _, s := range spans {
				if line[s.Start:s.End] != s.Text || s.Start < b.Len() && name != "clip" {
					t.Fatalf("%s: span %+v of %q after %q", name, s, line, b.String())
				}
				b.WriteString(s.Text)
			}
			if name != "clip" && b.String() != line { // which drops white space
				t.Errorf("%s: the spans of %q together are %q", name, line, b.String())
			}
		}
	}
}

func TestDecodeIsTheText(t *testing.T) {
	text := lines(t, 4, 500)
	tok := golden(t, "neox")
	for _, line := range append(text, odd...) {
		ids, err := tok.Encode(line)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, id := range ids {
			b.WriteString(tok.Text(id))
		}
		want := tok.normal(stretch{text: line}).text
		if b.String() != want {
			t.Errorf("the texts of the tokens of %q together are %q", line, b.String())
		}
		if got := tok.Decode(ids); utf8.ValidString(line) && got != want {
			t.Errorf("%q comes back as %q", line, got)
		}
	}
}

func TestStreamsHoldNoHalfCharacters(t *testing.T) {
	text := lines(t, 5, 300)
	for _, name := range goldens {
		tok := golden(t, name)
		for _, line := range text {
			ids, err := tok.Encode(line)
			if err != nil {
				t.Fatal(err)
			}
			s := tok.Stream()
			var all strings.Builder
			for _, id := range ids {
				part := s.Next(id)
				if !utf8.ValidString(part) || !strings.Contains(line, "\ufffd") && strings.Contains(part, "\ufffd") {
					t.Fatalf("%s: %q came out while decoding %q", name, part, line)
				}
				all.WriteString(part)
			}
			all.WriteString(s.End())
			if all.String() != tok.Decode(ids) {
				t.Errorf("%s: streamed %q, decoded %q", name, all.String(), tok.Decode(ids))
			}
		}
	}
}

func TestHalfCharacters(t *testing.T) {
	neox, llama := golden(t, "neox"), golden(t, "llama")
	ids, err := neox.Encode("🦩") // more than one token
	if err != nil || len(ids) < 2 {
		t.Fatalf("ids %v, error %v", ids, err)
	}
	s := neox.Stream()
	if got := s.Next(ids[0]); got != "" {
		t.Errorf("the beginning of a character came out as %q", got)
	}
	if got := s.End(); got != "\ufffd" {
		t.Errorf("the beginning of a character ends as %q", got)
	}
	var bytes []int32
	for _, w := range []string{"<0xF0>", "<0x9F>"} {
		id, err := llama.ID(w)
		if err != nil {
			t.Fatal(err)
		}
		bytes = append(bytes, id)
	}
	if got := llama.Decode(bytes); got != "\ufffd\ufffd" { // one for each, as in Python
		t.Errorf("half a character decodes to %q", got)
	}
	if got := string(lossy([]byte("a\xe2\x82b\xff\xf0\x9f\x98"))); got != "a\ufffdb\ufffd\ufffd" {
		t.Errorf("lossy gives %q", got)
	}
}

func TestTextAndToken(t *testing.T) {
	for _, c := range []struct{ name, text, token, reads string }{
		{"neox", "a dog", "Ġdog", " dog"},
		{"llama", "a dog", "▁dog", " dog"},
		{"llama.model", "a dog", "▁dog", " dog"},
		{"clip", "a dog", "dog</w>", "dog "},
	} {
		tok := golden(t, c.name)
		ids, err := tok.Encode(c.text)
		if err != nil {
			t.Fatal(err)
		}
		last := ids[len(ids)-1]
		if tok.Token(last) != c.token || tok.Text(last) != c.reads {
			t.Errorf("%s: the last token is %q and reads %q, want %q and %q", c.name, tok.Token(last), tok.Text(last), c.token, c.reads)
		}
	}
}

func TestEnds(t *testing.T) {
	for name, want := range map[string][2][]string{
		"neox": {}, "gpt2": {{"<s>"}, {"</s>"}}, "llama": {{"<s>"}, nil}, "clip": {{"<|startoftext|>"}, {"<|endoftext|>"}},
	} {
		tok := golden(t, name)
		before, after := tok.Ends()
		for k, ids := range [][]int32{before, after} {
			var got []string
			for _, id := range ids {
				got = append(got, tok.Token(id))
			}
			if !slices.Equal(got, want[k]) {
				t.Errorf("%s: ends %d are %q, want %q", name, k, got, want[k])
			}
		}
	}
}

func TestAdd(t *testing.T) {
	base := golden(t, "llama.model")
	tok, err := base.Add("<image>", "</s>", "<image>")
	if err != nil {
		t.Fatal(err)
	}
	ids, err := tok.Encode("a<image>b</s>")
	image, end := int32(base.Size()), int32(2)
	if err != nil || !slices.Contains(ids, image) || !slices.Contains(ids, end) || tok.Size() != base.Size()+1 {
		t.Errorf("ids %v, size %d after %d, error %v", ids, tok.Size(), base.Size(), err)
	}
	if !tok.Special(image) || !tok.Special(end) || tok.Special(ids[0]) || base.Special(end) {
		t.Error("the wrong tokens are special")
	}
	if tok.Hash() == base.Hash() {
		t.Error("tokenizers that behave differently share a hash")
	}
	if _, err := base.ID("<image>"); err == nil {
		t.Error("Add changed the tokenizer it was called on")
	}
	word, err := New([]string{"a", "b"}, "")
	if err != nil {
		t.Fatal(err)
	}
	if word, err = word.Add("<image>"); err != nil {
		t.Fatal(err)
	}
	if ids, err := word.Encode("a<image>b"); err != nil || !slices.Equal(ids, []int32{0, 2, 1}) {
		t.Errorf("ids %v, error %v", ids, err)
	}
}

func TestPairsJSON(t *testing.T) {
	for _, name := range []string{"neox", "llama-first"} {
		tok := golden(t, name)
		if tok, err := Parse(goldenJSON(t, name)); err != nil || tok.Hash() != golden(t, name).Hash() {
			t.Errorf("%s: another hash the second time, error %v", name, err)
		}
		more, err := tok.Add("<new>")
		if err != nil {
			t.Fatal(err)
		}
		data, err := more.JSON()
		if err != nil {
			t.Fatal(err)
		}
		back, err := Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		if back.Hash() != more.Hash() {
			t.Errorf("%s: another hash after reading it back", name)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	text := strings.Join(lines(b, 6, 200), "\n")
	for _, name := range goldens {
		tok := golden(b, name)
		ids, err := tok.Encode(text)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := tok.Encode(text); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(ids)), "tokens")
		})
	}
}
