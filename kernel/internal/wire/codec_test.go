package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"testing"
)

func codec(t testing.TB, key string) *Codec {
	t.Helper()
	c, err := NewCodec(key, "hmac-sha256")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func encoded(t testing.TB, c *Codec) [][]byte {
	t.Helper()
	m, err := New("s1", "execute_request", &Header{ID: "p", Type: "x"}, map[string]any{"code": "<b>&\u00e9"})
	if err != nil {
		t.Fatal(err)
	}
	m.Identities = [][]byte{[]byte("a"), {0, 1}}
	m.Buffers = [][]byte{{1, 2, 3}, {}}
	frames, err := c.Encode(m)
	if err != nil {
		t.Fatal(err)
	}
	return frames
}

func TestRoundTrip(t *testing.T) {
	for _, key := range []string{"", "secret"} {
		m, err := codec(t, key).Decode(encoded(t, codec(t, key)))
		if err != nil {
			t.Fatal(err)
		}
		if m.Header.Type != "execute_request" || m.Header.Version != Version || m.Parent == nil || m.Parent.ID != "p" {
			t.Errorf("key %q: got header %+v, parent %+v", key, m.Header, m.Parent)
		}
		if len(m.Identities) != 2 || !bytes.Equal(m.Identities[1], []byte{0, 1}) || len(m.Buffers) != 2 {
			t.Errorf("key %q: identities %q, buffers %q", key, m.Identities, m.Buffers)
		}
		if want := `{"code":"<b>&é"}`; string(m.Content) != want {
			t.Errorf("content %s, want %s", m.Content, want)
		}
	}
}

// The digest was made with Python's hmac module.
func TestKnownSignature(t *testing.T) {
	got := codec(t, "k").sign([][]byte{[]byte(`{"a":1}`), []byte("{}"), []byte("{}"), []byte("{}")})
	if want := "df48333744c93a068698742b5d4af647d20e4e71a5a8e2e117cb18a59072bfa2"; string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestRefused(t *testing.T) {
	flip := func(i int) func([][]byte) [][]byte {
		return func(f [][]byte) [][]byte {
			f[i] = append([]byte(nil), f[i]...)
			f[i][len(f[i])/2] ^= 1
			return f
		}
	}
	cases := map[string]struct {
		change func([][]byte) [][]byte
		want   error
	}{
		"header":    {flip(4), ErrSignature},
		"parent":    {flip(5), ErrSignature},
		"content":   {flip(7), ErrSignature},
		"signature": {flip(3), ErrSignature},
		"no signature": {func(f [][]byte) [][]byte {
			f[3] = nil
			return f
		}, ErrSignature},
		"no delimiter": {func(f [][]byte) [][]byte { return f[:2] }, ErrMalformed},
		"short":        {func(f [][]byte) [][]byte { return f[:7] }, ErrMalformed},
		"empty":        {func([][]byte) [][]byte { return nil }, ErrMalformed},
	}
	for name, tc := range cases {
		c := codec(t, "secret")
		if _, err := c.Decode(tc.change(encoded(t, c))); !errors.Is(err, tc.want) {
			t.Errorf("%s: got %v, want %v", name, err, tc.want)
		}
		if len(c.seen) != 0 {
			t.Errorf("%s: a refused message entered the replay set", name)
		}
	}
}

func TestBuffersAreNotSigned(t *testing.T) {
	c := codec(t, "secret")
	f := encoded(t, c)
	f[8] = []byte("other")
	if _, err := c.Decode(f); err != nil {
		t.Error(err)
	}
}

func TestReplay(t *testing.T) {
	c := codec(t, "secret")
	f := encoded(t, c)
	if _, err := c.Decode(f); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Decode(f); !errors.Is(err, ErrReplay) {
		t.Fatalf("got %v, want ErrReplay", err)
	}
	// The set is capped, and still knows the message after one generation.
	for i := range remembered {
		c.seen[[32]byte{byte(i), byte(i >> 8), 1}] = struct{}{}
	}
	if _, err := c.Decode(encoded(t, c)); err != nil {
		t.Fatal(err)
	}
	if len(c.seen) != 1 {
		t.Errorf("%d signatures in the new generation, want 1", len(c.seen))
	}
	if _, err := c.Decode(f); !errors.Is(err, ErrReplay) {
		t.Fatalf("after one generation: got %v, want ErrReplay", err)
	}
}

func TestNewRefusesNaN(t *testing.T) {
	if _, err := New("s", "display_data", nil, map[string]any{"x": math.NaN()}); err == nil {
		t.Error("NaN has no JSON form, yet New accepted it")
	}
}

func TestUnknownScheme(t *testing.T) {
	if _, err := NewCodec("k", "hmac-md5"); err == nil {
		t.Error("an unknown scheme was accepted")
	}
}

func FuzzDecode(f *testing.F) {
	c := codec(f, "")
	for _, frame := range encoded(f, c)[4:8] {
		f.Add([]byte("id"), []byte("sig"), frame, []byte("{}"), []byte("{}"))
	}
	f.Add([]byte("<IDS|MSG>"), []byte{}, []byte(`{"msg_id":"1","msg_type":"x"}`), []byte("null"), []byte("{"))
	f.Fuzz(func(t *testing.T, id, sig, header, parent, content []byte) {
		m, err := c.Decode([][]byte{id, delimiter, sig, header, parent, []byte("{}"), content, id})
		if err != nil {
			if m != nil {
				t.Fatal("a message and an error")
			}
			return
		}
		var object map[string]any
		if json.Unmarshal(m.Content, &object) != nil {
			t.Fatalf("accepted content %q", m.Content)
		}
		again, err := c.Encode(m)
		if err != nil {
			t.Fatalf("accepted, but does not encode: %v", err)
		}
		if _, err := c.Decode(again); err != nil {
			t.Fatalf("encoded, but does not decode: %v", err)
		}
	})
}
