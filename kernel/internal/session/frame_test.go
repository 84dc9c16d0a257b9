package session

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"

	"wade/kernel/internal/server"
)

func frames(t testing.TB, list ...*message) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, m := range list {
		f, err := encodeFrame(m)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(bytes.Join(f, nil))
	}
	return b.Bytes()
}

// Buffers travel as they are, and frames around them are found again.
func TestBuffersOfFrames(t *testing.T) {
	in := []*message{
		{Kind: kindComm, ID: 1, Comm: &server.Comm{Event: server.CommOpen, ID: "a", Target: "t", Data: []byte(`{"x":1}`), Buffers: [][]byte{{0, 1, 2}, {}, bytes.Repeat([]byte{255}, 3<<20)}}},
		{Kind: kindComm, ID: 2, Comm: &server.Comm{Event: server.CommMessage, ID: "a", Data: []byte(`{}`)}},
		{Kind: kindServed, ID: 2},
		{Kind: kindDisplay, ID: 3, Bundle: &server.Bundle{Data: map[string]any{"image/png": strings.Repeat("iVBO", 2000), "text/plain": "a picture", "text/html": strings.Repeat("é", large)}}, DisplayID: "d"},
		{Kind: kindDisplay, ID: 4, Bundle: &server.Bundle{Data: map[string]any{"image/png": strings.Repeat("iVBO", 2000)}}},
	}
	raw := frames(t, in...)
	if limit := 3<<20 + 30_000; len(raw) > limit {
		t.Errorf("%d bytes for 3 MiB of data", len(raw))
	}
	r := bytes.NewReader(raw)
	for i, want := range in {
		got, err := readFrame(r)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("frame %d: %+v", i, got)
		}
	}
	if _, err := readFrame(r); err != io.EOF {
		t.Errorf("at the end: %v", err)
	}
}

// FuzzFrame reads bytes of a broken child. Whatever is read is written as it was.
func FuzzFrame(f *testing.F) {
	f.Add(frames(f, &message{Kind: kindServed, ID: 3}))
	f.Add(frames(f, &message{Kind: kindComm, Comm: &server.Comm{Event: server.CommMessage, ID: "c", Data: []byte(`{"a":[1]}`), Buffers: [][]byte{{1}, {}}}}))
	f.Add(frames(f, &message{Kind: kindResult, Bundle: &server.Bundle{Data: map[string]any{"text/html": strings.Repeat("b", large)}}}))
	f.Add([]byte{0x80, 0, 0, 2, '{', '}', 0xff, 0xff, 0xff, 0xff})
	f.Add([]byte{0x80, 0, 0, 18, '{', '"', 'K', 'i', 'n', 'd', '"', ':', '"', 'd', 'o', 'n', 'e', '"', '}', ' ', ' ', ' ', 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, raw []byte) {
		r := bytes.NewReader(raw)
		for {
			m, err := readFrame(r)
			if err != nil {
				if err != io.EOF && !errors.Is(err, errFrame) {
					t.Errorf("error of another kind: %v", err)
				}
				return
			}
			again, err := encodeFrame(m)
			if err != nil {
				t.Fatalf("%+v cannot be written: %v", m, err)
			}
			back, err := readFrame(bytes.NewReader(bytes.Join(again, nil)))
			if err != nil {
				t.Fatal(err)
			}
			if m.Comm != nil && len(m.Comm.Buffers) != len(back.Comm.Buffers) {
				t.Errorf("%d buffers became %d", len(m.Comm.Buffers), len(back.Comm.Buffers))
			}
		}
	})
}
