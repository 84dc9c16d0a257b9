package session

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// scan feeds a stream in pieces and tells what came out, in order; text that comes in pieces is joined.
func scan(nonce string, stream []byte, step int) string {
	s := &markScanner{nonce: nonce}
	var out strings.Builder
	last := ""
	add := func(kind string, text []byte) {
		if len(text) == 0 {
			return
		}
		if kind != last {
			fmt.Fprintf(&out, "|%s:", kind)
		}
		last = kind
		out.Write(text)
	}
	for len(stream) > 0 {
		n := min(step, len(stream))
		s.feed(bytes.Clone(stream[:n]),
			func(p []byte) { add("text", p) },
			func(of part, p []byte) { add(fmt.Sprint(of), p) },
			func(n int64) { last = ""; fmt.Fprintf(&out, "|mark %d", n) })
		stream = stream[n:]
	}
	add("text", s.rest())
	return out.String()
}

func TestMarks(t *testing.T) {
	const nonce = "\x1e0123456789ab:"
	out, rest := appendPart(nil, nonce, part{7, false}, []byte("printed"))
	err, _ := appendPart(nil, nonce, part{7, true}, []byte("wrong\n"))
	if len(rest) != 0 {
		t.Errorf("%q is left", rest)
	}
	stream := []byte("raw " + string(out) + string(err) + string(markText(nonce, 12)) + "\x1e0123 no mark \x1e0123456789ab:x\x1f" + "end")
	want := "|text:raw |{7 false}:printed|{7 true}:wrong\n|mark 12|text:\x1e0123 no mark \x1e0123456789ab:x\x1fend"
	for step := 1; step <= len(stream); step++ {
		if got := scan(nonce, stream, step); got != want {
			t.Fatalf("in steps of %d:\n%q\nwant\n%q", step, got, want)
		}
	}
}

func TestPartsFitThePipe(t *testing.T) {
	nonce := newNonce()
	text := bytes.Repeat([]byte("x"), 3*pipeBuf)
	var got []byte
	for rest := text; len(rest) > 0; {
		var p []byte
		p, rest = appendPart(nil, nonce, part{1 << 62, true}, rest)
		if len(p) > pipeBuf {
			t.Fatalf("a part of %d bytes", len(p))
		}
		got = append(got, p...)
	}
	if out := scan(nonce, got, 1000); out != "|{4611686018427387904 true}:"+string(text) {
		t.Errorf("came out as %.100q", out)
	}
}

// Whatever is printed, in whatever pieces it arrives, comes out as it is, and marks at their places.
func FuzzMarks(f *testing.F) {
	const nonce = "\x1eab:"
	f.Add([]byte("hello \x1eab:12\x1f \x1eab:o1:3\x1fabc"), []byte("x"), 3)
	f.Add([]byte("\x1eab:e1:99999\x1f"), []byte("\x1ea"), 1)
	f.Add([]byte("\x1eab:o9:0\x1f\x1eab:-5\x1f"), []byte{}, 2)
	f.Fuzz(func(t *testing.T, stream, printed []byte, step int) {
		whole := scan(nonce, stream, len(stream)+1)
		step = 1 + abs(step)%64
		if got := scan(nonce, stream, step); got != whole {
			t.Errorf("%q in steps of %d is %q, at once %q", stream, step, got, whole)
		}
		var sent []byte
		for rest := printed; len(rest) > 0; {
			sent, rest = appendPart(sent, nonce, part{3, true}, rest)
		}
		sent = append(sent, markText(nonce, 4)...)
		want := "|mark 4"
		if len(printed) > 0 {
			want = "|{3 true}:" + string(printed) + want
		}
		if got := scan(nonce, sent, step); got != want {
			t.Errorf("%q is printed as %q", printed, got)
		}
	})
}

func abs(n int) int { return max(n, -(n + 1)) }
