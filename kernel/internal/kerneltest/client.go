// Package kerneltest is a scripted front end for tests: it speaks the Jupyter
// protocol over any transport, sends requests and collects, for each, the reply
// and everything that was published for it.
package kerneltest

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"wade/kernel/internal/transport"
	"wade/kernel/internal/wire"
)

// patience is how long a client waits for what must come.
const patience = 30 * time.Second

// A Link is the front end's side of a transport.
type Link interface {
	Send(transport.Packet) error
	Receive() <-chan transport.Packet
	Done() <-chan struct{}
}

// A Client is one front end. Its methods fail the test when what they wait for
// does not come.
type Client struct {
	Subshell string // that requests are for; empty is the main shell
	Answers  string // msg_id of what is answered, for input_reply; may be empty

	t        testing.TB
	link     Link
	codec    *wire.Codec
	identity []byte
	session  string

	mu       sync.Mutex
	change   *sync.Cond
	messages []Message // everything that came, in order
	over     bool
}

// A Message is one that came from the kernel.
type Message struct {
	Channel transport.Channel
	Type    string
	ID      string // its msg_id
	Parent  string // msg_id of the request it belongs to
	Session string
	Content map[string]any

	Metadata map[string]any
	Buffers  [][]byte
}

// Connect returns a client that signs with key and is known to the kernel as identity.
func Connect(t testing.TB, link Link, key string, identity []byte) *Client {
	t.Helper()
	codec, err := wire.NewCodec(key, "hmac-sha256")
	if err != nil {
		t.Fatal(err)
	}
	c := &Client{t: t, link: link, codec: codec, identity: identity, session: wire.NewSession()}
	c.change = sync.NewCond(&c.mu)
	go c.receive()
	return c
}

func (c *Client) receive() {
	for {
		var p transport.Packet
		select {
		case p = <-c.link.Receive():
		case <-c.link.Done():
			select {
			case p = <-c.link.Receive(): // what was sent before the end
			default:
				c.mu.Lock()
				c.over = true
				c.change.Broadcast()
				c.mu.Unlock()
				return
			}
		}
		m, err := c.codec.Decode(p.Frames)
		if err != nil {
			c.t.Errorf("kerneltest: message on %s: %v", p.Channel, err)
			continue
		}
		got := Message{Channel: p.Channel, ID: m.Header.ID, Type: m.Header.Type, Session: m.Header.Session, Metadata: m.Metadata, Buffers: m.Buffers}
		if m.Parent != nil {
			got.Parent = m.Parent.ID
		}
		if err := json.Unmarshal(m.Content, &got.Content); err != nil {
			c.t.Errorf("kerneltest: content of %s: %v", m.Header.Type, err)
		}
		c.mu.Lock()
		c.messages = append(c.messages, got)
		c.change.Broadcast()
		c.mu.Unlock()
	}
}

// Send sends a request and returns its msg_id.
func (c *Client) Send(channel transport.Channel, typ string, content map[string]any) string {
	c.t.Helper()
	return c.SendWith(channel, typ, content, nil)
}

// SendWith is Send with metadata and binary buffers.
func (c *Client) SendWith(channel transport.Channel, typ string, content, metadata map[string]any, buffers ...[]byte) string {
	c.t.Helper()
	if content == nil {
		content = map[string]any{}
	}
	m, err := wire.New(c.session, typ, nil, content)
	if err != nil {
		c.t.Fatal(err)
	}
	m.Identities, m.Metadata, m.Buffers = [][]byte{c.identity}, metadata, buffers
	m.Header.SubshellID = c.Subshell
	if c.Answers != "" {
		m.Parent = &wire.Header{ID: c.Answers}
	}
	frames, err := c.codec.Encode(m)
	if err != nil {
		c.t.Fatal(err)
	}
	c.SendFrames(channel, frames)
	return m.Header.ID
}

// SendFrames sends frames as they are, such as forged ones.
func (c *Client) SendFrames(channel transport.Channel, frames [][]byte) {
	c.t.Helper()
	if err := c.link.Send(transport.Packet{Channel: channel, Frames: frames}); err != nil {
		c.t.Fatal(err)
	}
}

// Await returns the first message that want accepts, also one that came before.
func (c *Client) Await(what string, want func(Message) bool) Message {
	c.t.Helper()
	late := time.Now().Add(patience)
	wake := time.AfterFunc(patience, c.change.Broadcast)
	defer wake.Stop()
	c.mu.Lock()
	defer c.mu.Unlock()
	for at := 0; ; c.change.Wait() {
		for ; at < len(c.messages); at++ {
			if want(c.messages[at]) {
				return c.messages[at]
			}
		}
		if c.over || time.Now().After(late) {
			c.t.Fatalf("kerneltest: no %s came; there are: %s", what, c.summary())
		}
	}
}

// summary lists the latest messages.
func (c *Client) summary() string {
	var list []string
	for _, m := range c.messages[max(0, len(c.messages)-30):] {
		list = append(list, string(m.Channel)+"/"+m.Type)
	}
	return strings.Join(list, " ")
}

// Reply waits for the reply to a request.
func (c *Client) Reply(id string) Message {
	c.t.Helper()
	return c.Await("reply", func(m Message) bool { return m.Parent == id && strings.HasSuffix(m.Type, "_reply") })
}

// Ask sends a request and returns the content of its reply.
func (c *Client) Ask(channel transport.Channel, typ string, content map[string]any) map[string]any {
	c.t.Helper()
	return c.Reply(c.Send(channel, typ, content)).Content
}

// Execute sends a cell and returns its msg_id. extra overrides fields of the request.
func (c *Client) Execute(code string, extra map[string]any) string {
	c.t.Helper()
	content := map[string]any{
		"code": code, "silent": false, "store_history": true, "user_expressions": map[string]any{},
		"allow_stdin": false, "stop_on_error": true,
	}
	for k, v := range extra {
		content[k] = v
	}
	return c.Send(transport.Shell, "execute_request", content)
}

// Published waits until the kernel is idle after a request and returns what it
// published for it, in order, without the states.
func (c *Client) Published(id string) []Message {
	c.t.Helper()
	c.Await("idle", func(m Message) bool {
		return m.Parent == id && m.Type == "status" && m.Content["execution_state"] == "idle"
	})
	c.mu.Lock()
	defer c.mu.Unlock()
	var list []Message
	for _, m := range c.messages {
		if m.Channel == transport.IOPub && m.Parent == id && m.Type != "status" {
			list = append(list, m)
		}
	}
	return list
}

// All returns everything that has come so far, in order.
func (c *Client) All() []Message {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]Message(nil), c.messages...)
}

// Run executes a cell and returns its reply and what it published.
func (c *Client) Run(code string) (reply map[string]any, published []Message) {
	c.t.Helper()
	id := c.Execute(code, nil)
	return c.Reply(id).Content, c.Published(id)
}

// Forget drops what has come so far.
func (c *Client) Forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.messages = nil
}

// Text joins what was printed to one stream.
func Text(published []Message, stream string) string {
	var b strings.Builder
	for _, m := range published {
		if m.Type == "stream" && m.Content["name"] == stream {
			s, _ := m.Content["text"].(string)
			b.WriteString(s)
		}
	}
	return b.String()
}
