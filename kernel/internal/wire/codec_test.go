package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strings"
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

// The digests were made with Python's hmac module.
func TestKnownSignatures(t *testing.T) {
	for scheme, want := range map[string]string{
		"":              "df48333744c93a068698742b5d4af647d20e4e71a5a8e2e117cb18a59072bfa2",
		"hmac-md5":      "38caa5a0a105e5af3137a3cd3cd239de",
		"hmac-sha1":     "90b10a02729fae25876859b59a1d96d1afcf0f8e",
		"hmac-sha224":   "8e9494e26dac8d206ac6a848da37d8a732c1dd110fda4f91fbf2b3e6",
		"hmac-sha256":   "df48333744c93a068698742b5d4af647d20e4e71a5a8e2e117cb18a59072bfa2",
		"hmac-sha384":   "65c93008ecea7b9525226a00162ff9a7826d4df5da95fa9d91633e78301d54ece368c0563efccac78c69c89ceaf84670",
		"hmac-sha512":   "8f9130eed481e1a8e40688d441cf0b7ef2b0886bd1acd23473f8eb74b6a0f84739fcd0515dce709ed4ae8980cbdb45933e375c4f057bb58a5b5e9d8a610abdf5",
		"hmac-sha3_224": "fcc5e35ab8062e1f44ad22af6114904dd5eb79bad53f927a1f7666cb",
		"hmac-sha3_256": "2203c5f86b173ee9283d8f9d78043593f7d6ac61ca1b88f2e5fa4500dfee74fd",
		"hmac-sha3_384": "7d24236666725dbe54004af905dddeaac4a38caec637321132d497c6c6736121eb08e7120f40d698a96c6b263ef20879",
		"hmac-sha3_512": "69b1cafb1481479ffba9e3121535e1bf3623fcfa5b630d56be8814cc627bd0796687609bc9c368bfc751bcd1c40eee1c073b82a5ea887ce9f1446eac23b8fb74",
	} {
		c, err := NewCodec("k", scheme)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := c.sign([][]byte{[]byte(`{"a":1}`), []byte("{}"), []byte("{}"), []byte("{}")}); string(got) != want {
			t.Errorf("%s: got %s, want %s", scheme, got, want)
		}
		if _, err := c.Decode(encoded(t, c)); err != nil {
			t.Errorf("%s: %v", scheme, err)
		}
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
		c.seen[digest{byte(i), byte(i >> 8), 1}] = struct{}{}
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
	for _, scheme := range []string{"hmac-sha257", "sha256", "none", "hmac-shake_128"} {
		if _, err := NewCodec("k", scheme); err == nil || !strings.Contains(err.Error(), scheme) || !strings.Contains(err.Error(), "hmac-sha256") {
			t.Errorf("%s: %v", scheme, err)
		}
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

// Frames may be anything, in any number. Whatever is refused leaves no trace, and whatever is accepted only once.
func FuzzFrames(f *testing.F) {
	pack := func(frames [][]byte) (b []byte) {
		for _, p := range frames {
			b = append(append(b, byte(len(p)>>8), byte(len(p))), p...)
		}
		return b
	}
	f.Add(pack(encoded(f, codec(f, "secret"))))
	f.Add(pack([][]byte{delimiter, delimiter, nil, nil}))
	f.Fuzz(func(t *testing.T, b []byte) {
		var frames [][]byte
		for len(b) >= 2 {
			n := min(int(b[0])<<8|int(b[1]), len(b)-2)
			frames, b = append(frames, b[2:2+n]), b[2+n:]
		}
		c := codec(t, "secret")
		m, err := c.Decode(frames)
		if err != nil {
			if m != nil {
				t.Fatal("a message and an error")
			}
			return
		}
		if _, err := c.Decode(frames); !errors.Is(err, ErrReplay) {
			t.Fatalf("accepted again: %v", err)
		}
	})
}
