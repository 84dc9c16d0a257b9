package wire

import (
	"bytes"
	"crypto/hmac"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"sync"
)

// Why a message was refused. The caller drops it and goes on: one bad sender
// must not end a kernel.
var (
	ErrMalformed = errors.New("malformed message")
	ErrSignature = errors.New("signature does not match")
	ErrReplay    = errors.New("message was received before")
)

var delimiter = []byte("<IDS|MSG>")

// remembered is how many signatures each of the two generations of the replay
// set holds: at least this many of the latest messages are known, at most twice
// as many are kept.
const remembered = 1 << 15

// A Codec encodes and decodes messages under one key. It is safe for
// concurrent use.
type Codec struct {
	key  []byte
	hash func() hash.Hash

	mu       sync.Mutex
	seen     map[digest]struct{}
	seenPrev map[digest]struct{}
}

// A digest is as much of a signature as tells messages apart.
type digest [32]byte

// NewCodec returns a codec for the key and signature scheme of a connection
// file. An empty key switches signing off.
func NewCodec(key, scheme string) (*Codec, error) {
	h, err := schemeHash(scheme)
	if err != nil {
		return nil, err
	}
	return &Codec{key: []byte(key), hash: h, seen: map[digest]struct{}{}}, nil
}

// Encode returns the frames of m, signed.
func (c *Codec) Encode(m *Message) ([][]byte, error) {
	parts := make([][]byte, 4)
	parent, metadata := any(m.Parent), any(m.Metadata)
	if m.Parent == nil {
		parent = struct{}{}
	}
	if m.Metadata == nil {
		metadata = struct{}{}
	}
	for i, v := range []any{m.Header, parent, metadata} {
		raw, err := marshal(v)
		if err != nil {
			return nil, fmt.Errorf("encode %s: %w", m.Header.Type, err)
		}
		parts[i] = raw
	}
	if parts[3] = m.Content; len(parts[3]) == 0 {
		parts[3] = []byte("{}")
	}
	frames := make([][]byte, 0, len(m.Identities)+6+len(m.Buffers))
	frames = append(frames, m.Identities...)
	frames = append(frames, delimiter, c.sign(parts))
	frames = append(frames, parts...)
	return append(frames, m.Buffers...), nil
}

// Decode checks and parses frames. Its errors are ErrMalformed, ErrSignature
// and ErrReplay.
func (c *Codec) Decode(frames [][]byte) (*Message, error) {
	at := -1
	for i, f := range frames {
		if bytes.Equal(f, delimiter) {
			at = i
			break
		}
	}
	if at < 0 {
		return nil, fmt.Errorf("%w: no delimiter in %d frames", ErrMalformed, len(frames))
	}
	rest := frames[at+1:]
	if len(rest) < 5 {
		return nil, fmt.Errorf("%w: %d frames after the delimiter, want 5", ErrMalformed, len(rest))
	}
	if err := c.verify(rest[0], rest[1:5]); err != nil {
		return nil, err
	}
	m := &Message{Identities: frames[:at:at], Buffers: rest[5:]}
	var parent Header
	for i, v := range []any{&m.Header, &parent, &m.Metadata} {
		if err := json.Unmarshal(rest[1+i], v); err != nil {
			return nil, fmt.Errorf("%w: frame %d after the signature: %w", ErrMalformed, i, err)
		}
	}
	if m.Header.ID == "" || m.Header.Type == "" {
		return nil, fmt.Errorf("%w: header without msg_id or msg_type", ErrMalformed)
	}
	if parent.ID != "" {
		m.Parent = &parent
	}
	m.Content = rest[4]
	if t := bytes.TrimLeft(m.Content, " \t\r\n"); len(t) == 0 || t[0] != '{' || !json.Valid(m.Content) {
		return nil, fmt.Errorf("%w: content of %s is not a JSON object", ErrMalformed, m.Header.Type)
	}
	return m, nil
}

func (c *Codec) sum(parts [][]byte) []byte {
	mac := hmac.New(c.hash, c.key)
	for _, p := range parts {
		mac.Write(p)
	}
	return mac.Sum(nil)
}

func (c *Codec) sign(parts [][]byte) []byte {
	if len(c.key) == 0 {
		return []byte{}
	}
	return hex.AppendEncode(nil, c.sum(parts))
}

// verify compares in constant time, and only then looks for a repetition: a
// forged message must not fill the replay set.
func (c *Codec) verify(signature []byte, parts [][]byte) error {
	if len(c.key) == 0 {
		return nil
	}
	got := make([]byte, hex.DecodedLen(len(signature)))
	if _, err := hex.Decode(got, signature); err != nil {
		return ErrSignature
	}
	sum := c.sum(parts)
	if !hmac.Equal(got, sum) {
		return ErrSignature
	}
	var key digest
	copy(key[:], sum)
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.seen[key]; ok {
		return ErrReplay
	}
	if _, ok := c.seenPrev[key]; ok {
		return ErrReplay
	}
	if len(c.seen) >= remembered {
		c.seen, c.seenPrev = map[digest]struct{}{}, c.seen
	}
	c.seen[key] = struct{}{}
	return nil
}
