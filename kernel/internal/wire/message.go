package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// Version is the protocol version that every header carries.
const Version = "5.5"

// A Header identifies a message.
type Header struct {
	ID         string `json:"msg_id"`
	Session    string `json:"session"`
	Username   string `json:"username"`
	Date       string `json:"date"` // ISO 8601
	Type       string `json:"msg_type"`
	Version    string `json:"version"`
	SubshellID string `json:"subshell_id,omitempty"`
}

// A Message is one message, decoded.
type Message struct {
	Identities [][]byte
	Header     Header
	Parent     *Header // nil when the message answers none
	Metadata   map[string]any
	Content    json.RawMessage // a JSON object
	Buffers    [][]byte
}

// NewSession returns a fresh session identifier: one for each kernel process,
// so that front ends notice a restart.
func NewSession() string { return uuid.NewString() }

// New makes a message with a fresh header. parent may be nil. It fails when
// content has no JSON form, such as a NaN.
func New(session, typ string, parent *Header, content any) (*Message, error) {
	raw, err := marshal(content)
	if err != nil {
		return nil, fmt.Errorf("%s: content has no JSON form: %w", typ, err)
	}
	return &Message{
		Header: Header{
			ID:       uuid.NewString(),
			Session:  session,
			Username: "kernel",
			Date:     time.Now().UTC().Format("2006-01-02T15:04:05.000000Z"),
			Type:     typ,
			Version:  Version,
		},
		Parent:  parent,
		Content: raw,
	}, nil
}

// marshal is json.Marshal without the escapes for HTML: outputs are full of
// markup, and the escapes would make them several times as long.
func marshal(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
