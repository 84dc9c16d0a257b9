package tokenize

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"os"
	"strings"
	"testing"
)

// draw is splitmix64, as in tools/tokenizers_golden.py.
type draw uint64

func (d *draw) below(n int) int {
	*d += 0x9E3779B97F4A7C15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return int((z ^ z>>31) % uint64(n))
}

func of[T any](d *draw, items []T) T { return items[d.below(len(items))] }

type fragments struct {
	Prose, Code, Scripts, Emoji, Space, Special []string
	Marks, Ranges                               [][2]int
}

// lines is mixed text: prose, code, scripts, emoji, white space, special tokens, marks and what else Unicode has. The script
// makes the same.
func lines(t testing.TB, seed uint64, count int) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/fragments.json")
	if err != nil {
		t.Fatal(err)
	}
	var f fragments
	if err := json.Unmarshal(data, &f); err != nil {
		t.Fatal(err)
	}
	d := draw(seed)
	out := make([]string, count)
	for i := range out {
		var b strings.Builder
		for range 1 + d.below(8) {
			f.part(&d, &b)
			if d.below(2) == 1 {
				b.WriteByte(' ')
			}
		}
		out[i] = b.String()
	}
	return out
}

func (f *fragments) part(d *draw, b *strings.Builder) {
	char := func(ranges [][2]int) {
		r := of(d, ranges)
		b.WriteRune(rune(r[0] + d.below(r[1]-r[0]+1)))
	}
	switch kind := d.below(16); {
	case kind < 6:
		words := make([]string, 3+d.below(10))
		for i := range words {
			words[i] = of(d, f.Prose)
		}
		if d.below(2) == 1 {
			words[0] = strings.ToUpper(words[0][:1]) + words[0][1:]
		}
		b.WriteString(strings.Join(words, " ") + of(d, []string{"", ".", ",", "?", ":", " ", ".\n"}))
	case kind < 8:
		b.WriteString(of(d, f.Code))
	case kind < 10:
		b.WriteString(of(d, f.Scripts))
	case kind == 10:
		b.WriteString(of(d, f.Emoji))
	case kind == 11:
		s := of(d, f.Space)
		b.WriteString(strings.Repeat(s, 1+d.below(40)))
	case kind == 12:
		b.WriteString(of(d, f.Special))
	case kind == 13:
		for range 1 + d.below(6) {
			char(f.Ranges)
		}
	case kind == 14:
		b.WriteString(of(d, f.Prose)[:1])
		for range 1 + d.below(of(d, []int{3, 3, 3, 40})) {
			char(f.Marks)
		}
	default:
		most := 10
		for range d.below(9) {
			most *= 10
		}
		fmt.Fprint(b, d.below(most))
	}
}

// fold is FNV-1a, folded to 16 bits.
func fold(data []byte) uint16 {
	h := fnv.New32a()
	_, _ = h.Write(data)
	return uint16(h.Sum32()>>16) ^ uint16(h.Sum32())
}

func foldIDs(ids []int32) uint16 {
	var b []byte
	for _, id := range ids {
		b = binary.LittleEndian.AppendUint32(b, uint32(id))
	}
	return fold(b)
}

func TestTextIsThatOfTheScript(t *testing.T) {
	want, err := os.ReadFile("testdata/text.sum")
	if err != nil {
		t.Fatal(err)
	}
	if got := fold([]byte(strings.Join(lines(t, 1, 10000), "\x00"))); got != binary.LittleEndian.Uint16(want) {
		t.Errorf("the sum of all lines is %04x, the script has %x: the two make different text", got, want)
	}
}
