package comm

import (
	"encoding/json"
	"fmt"
	"sync"

	"github.com/google/uuid"
)

// A Message is what one side says to the other.
type Message struct {
	Data     map[string]any // any JSON object; numbers that come from the front end are float64
	Metadata map[string]any
	Buffers  [][]byte // binary data beside the object
}

func decode(e Event) (Message, error) {
	m := Message{Metadata: e.Metadata, Buffers: e.Buffers}
	if len(e.Data) == 0 {
		return m, nil
	}
	err := json.Unmarshal(e.Data, &m.Data)
	return m, err
}

func (m Message) event(kind, id, target string) (Event, error) {
	data := m.Data
	if data == nil {
		data = map[string]any{}
	}
	raw, err := json.Marshal(data)
	if err != nil {
		return Event{}, fmt.Errorf("comm: the message has no JSON form: %w", err)
	}
	return Event{Kind: kind, Comm: id, Target: target, Data: raw, Metadata: m.Metadata, Buffers: m.Buffers}, nil
}

// A Comm is one open channel. Safe for concurrent use.
type Comm struct {
	id, target string
	tasks      line

	mu        sync.Mutex
	closed    bool
	handle    func(Message) func()
	onMessage func(Message)
	onClose   func(Message)
}

// Open opens a channel to a target of the front end and tells it m. It fails with ErrNoFrontEnd outside a notebook. A
// front end that does not know the target closes the channel at once.
func Open(target string, m Message) (*Comm, error) {
	return OpenWith(target, m, nil)
}

// OpenWith is Open for a channel whose messages are looked at by handle as they come, see Handle.
func OpenWith(target string, m Message, handle func(Message) func()) (*Comm, error) {
	c := &Comm{id: uuid.NewString(), target: target, handle: handle}
	e, err := m.event("open", c.id, target)
	if err != nil {
		return nil, err
	}
	mu.Lock()
	open[c.id] = c
	mu.Unlock()
	if err := publish(e); err != nil {
		c.forget()
		return nil, err
	}
	return c, nil
}

// Register takes the channels that front ends open to target. f is called with the message that came with it, before any
// other message of the channel is served. Nil takes no more.
func Register(target string, f func(c *Comm, m Message)) {
	if f == nil {
		Serve(target, nil)
		return
	}
	run := Bind()
	Serve(target, func(c *Comm, m Message) func() {
		return func() { run(func() { f(c, m) }) }
	})
}

// Serve is Register for those who must not wait: f is called as the message comes, must not block, and returns what is to
// be done after that, or nil.
func Serve(target string, f func(c *Comm, m Message) (later func())) {
	mu.Lock()
	defer mu.Unlock()
	if f == nil {
		delete(targets, target)
		return
	}
	targets[target] = f
}

// ID identifies the channel on both sides.
func (c *Comm) ID() string { return c.id }

// Target is the name that it was opened with.
func (c *Comm) Target() string { return c.target }

// Closed tells whether either side has closed the channel.
func (c *Comm) Closed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.closed
}

// Send says m to the front end. It fails with ErrClosed on a closed channel.
func (c *Comm) Send(m Message) error {
	e, err := m.event("msg", c.id, "")
	if err != nil {
		return err
	}
	if c.Closed() {
		return ErrClosed
	}
	return publish(e)
}

// OnMessage sets what is called for every message, one after the other. What f shows goes to the cell that calls
// OnMessage.
func (c *Comm) OnMessage(f func(Message)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.onMessage = bind(f)
}

// OnClose sets what is called when the front end closes the channel.
func (c *Comm) OnClose(f func(Message)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.onClose = bind(f)
}

// bind lets f run on behalf of the running cell.
func bind(f func(Message)) func(Message) {
	if f == nil {
		return nil
	}
	run := Bind()
	return func(m Message) { run(func() { f(m) }) }
}

// Handle sets what looks at every message as it comes, in place of OnMessage. f must not block; it returns what is to be
// done after that, in order, or nil.
func (c *Comm) Handle(f func(Message) (later func())) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.handle = f
}

// Close closes the channel and tells the front end m. Closing twice does nothing.
func (c *Comm) Close(m Message) error {
	if !c.end() {
		return nil
	}
	e, err := m.event("close", c.id, "")
	if err != nil {
		return err
	}
	return publish(e)
}

// end marks the channel closed; false means that it was.
func (c *Comm) end() bool {
	c.mu.Lock()
	was := c.closed
	c.closed = true
	c.mu.Unlock()
	c.forget()
	return !was
}

func (c *Comm) forget() {
	mu.Lock()
	defer mu.Unlock()
	delete(open, c.id)
}

func (c *Comm) received(m Message) func() {
	c.mu.Lock()
	handle := c.handle
	c.mu.Unlock()
	if handle != nil {
		return handle(m)
	}
	return func() { // looked up late: a function that Register called may just have set it
		c.mu.Lock()
		f := c.onMessage
		c.mu.Unlock()
		if f != nil {
			f(m)
		}
	}
}

func (c *Comm) ended(m Message) func() {
	if !c.end() {
		return nil
	}
	return func() {
		c.mu.Lock()
		f := c.onClose
		c.mu.Unlock()
		if f != nil {
			f(m)
		}
	}
}
