package tokenize

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"wade/sdk/internal/testfile"
)

// golden reads one of the tokenizers that tools/tokenizers_golden.py made.
func golden(t testing.TB, name string) *Tokenizer {
	t.Helper()
	if strings.HasSuffix(name, ".model") {
		tok, err := Load("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return tok
	}
	tok, err := Parse(goldenJSON(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return tok
}

func goldenJSON(t testing.TB, name string) []byte {
	t.Helper()
	return testfile.Gunzip(t, "testdata/"+name+".json.gz")
}

var goldens = []string{"neox", "gpt2", "clip", "llama", "llama-first", "llama.model"}

func TestLinesAsInPython(t *testing.T) {
	text := lines(t, 1, 10000)
	for _, name := range goldens {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sums, err := os.ReadFile("testdata/" + name + ".sums")
			if err != nil {
				t.Fatal(err)
			}
			compare(t, golden(t, name), text, sums, name != "clip")
		})
	}
}

// compare holds ids and decoded text of lines to the sums of the script.
func compare(t *testing.T, tok *Tokenizer, text []string, sums []byte, decode bool) {
	t.Helper()
	n := len(sums) / 4
	wrong := 0
	for i, line := range text[:n] {
		ids, err := tok.Encode(line)
		if err != nil {
			t.Fatalf("line %d, %q: %v", i, line, err)
		}
		ok := foldIDs(ids) == binary.LittleEndian.Uint16(sums[2*i:])
		if !ok {
			t.Errorf("line %d: other ids than in Python for %q", i, line)
		} else if decode && fold([]byte(tok.Decode(ids))) != binary.LittleEndian.Uint16(sums[2*(n+i):]) {
			t.Errorf("line %d: decoded to %q, otherwise than in Python, from %q", i, tok.Decode(ids), line)
			ok = false
		}
		if !ok {
			if wrong++; wrong == 10 {
				t.Fatal("and maybe more")
			}
		}
	}
}

// Published tokenizers are held to Python's values where WADE_TOKENIZERS names a folder made by the script's --real.
func TestPublishedTokenizers(t *testing.T) {
	folder := os.Getenv("WADE_TOKENIZERS")
	if folder == "" {
		t.Skip("WADE_TOKENIZERS names no folder with published tokenizers")
	}
	text := lines(t, 1, 10000)
	names, err := filepath.Glob(filepath.Join(folder, "*.sums"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			sums, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			tok, err := Load(strings.TrimSuffix(name, ".sums"))
			if err != nil {
				t.Fatal(err)
			}
			compare(t, tok, text, sums, true)
		})
	}
}

// Ids, decoded text, and the characters that each token came from.
func TestCasesAsInPython(t *testing.T) {
	data, err := os.ReadFile("testdata/cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Tokenizer, Text, Decoded string
		IDs                      []int32
		Offsets                  [][2]int
	}
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	toks := map[string]*Tokenizer{}
	for _, c := range cases {
		tok := toks[c.Tokenizer]
		if tok == nil {
			tok = golden(t, c.Tokenizer)
			toks[c.Tokenizer] = tok
		}
		spans, err := tok.Spans(c.Text)
		if err != nil {
			t.Fatal(err)
		}
		ids := make([]int32, len(spans))
		for i, s := range spans {
			ids[i] = s.ID
		}
		if !slices.Equal(ids, c.IDs) {
			t.Errorf("%s: %q gives %v, want %v", c.Tokenizer, c.Text, ids, c.IDs)
			continue
		}
		if got := tok.Decode(ids); got != c.Decoded {
			t.Errorf("%s: %v decodes to %q, want %q", c.Tokenizer, ids, got, c.Decoded)
		}
		for i, s := range spans {
			if c.Offsets == nil || c.Tokenizer == "gpt2" || s.Text == "" {
				continue // with a space put in front, Python's offsets are one off
			}
			from, to := s.Start, s.End // whole characters, as Python counts
			for to > from && from > 0 && !utf8.RuneStart(c.Text[from]) {
				from--
			}
			for to > from && to < len(c.Text) && !utf8.RuneStart(c.Text[to]) {
				to++
			}
			chars := []rune(c.Text) // but for white space, which Python leaves out of some
			got, want := strings.TrimSpace(c.Text[from:to]), strings.TrimSpace(string(chars[c.Offsets[i][0]:c.Offsets[i][1]]))
			at := utf8.RuneCountInString(c.Text[:from])
			if got != want || got != "" && at > c.Offsets[i][0] {
				t.Errorf("%s: token %d (%q) of %q is %q from character %d on, want %q at %v", c.Tokenizer, i, tok.Token(s.ID), c.Text, got, at, want, c.Offsets[i])
			}
		}
	}
}

// Every character there is: the class that GPT-2's pattern sees in it, and how it is normalised between others.
func TestCharactersAsInPython(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/characters.json")
	if err != nil {
		t.Fatal(err)
	}
	var want struct{ Classes, Forms string }
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	classes, forms := sha256.New(), sha256.New()
	digit := map[class]byte{letter: '0', number: '1', other: '2', space: '3'}
	nfc, nfkd := form{norm.NFD, true}, form{norm.NFKD, false}
	for r := range rune(0x110000) {
		if 0xd800 <= r && r < 0xe000 || 0x33480 <= r && r < 0xe0000 || r >= 0xe0200 { // surrogates, and where nothing is
			continue
		}
		c, _ := classAt(string(r), 0)
		classes.Write([]byte{digit[c]})
		forms.Write([]byte(nfkd.apply(stretch{text: string(r)}).text))
		forms.Write([]byte(nfc.apply(stretch{text: "a\u0323" + string(r) + "\u0301\u0328"}).text))
	}
	if got := hex.EncodeToString(classes.Sum(nil)); got != want.Classes {
		t.Errorf("the classes of characters are not Python's: %s, want %s", got, want.Classes)
	}
	if got := hex.EncodeToString(forms.Sum(nil)); got != want.Forms {
		t.Errorf("the normal forms of characters are not Python's: %s, want %s", got, want.Forms)
	}
}
