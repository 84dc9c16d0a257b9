package server

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"runtime/debug"
	"sync"

	"wade/kernel/internal/wire"
)

// A Comm is one message of a comm: a channel between something in the session
// and something in the front end, such as the two halves of a widget.
type Comm struct {
	Event    CommEvent
	ID       string          // of the comm
	Target   string          `json:",omitempty"` // of CommOpen: who the channel is for
	Data     json.RawMessage // an object
	Metadata map[string]any  `json:",omitempty"`
	Buffers  [][]byte        `json:"-"` // binary parts; the session pipe carries them beside the JSON
}

// A CommEvent says what a Comm message does.
type CommEvent string

// The events of a comm, with their names on the wire less "comm_".
const (
	CommOpen    CommEvent = "open"
	CommMessage CommEvent = "msg"
	CommClose   CommEvent = "close"
)

// comms knows which comms are open, for comm_info. It sees the messages of both
// directions.
type comms struct {
	mu     sync.Mutex
	target map[string]string // by comm id
}

func (c *comms) see(m Comm) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch m.Event {
	case CommOpen:
		if c.target == nil {
			c.target = map[string]string{}
		}
		c.target[m.ID] = m.Target
	case CommClose:
		delete(c.target, m.ID)
	}
}

// info is the content of comm_info_reply; with a target only its comms.
func (c *comms) info(raw json.RawMessage) map[string]any {
	var q struct {
		Target string `json:"target_name"`
	}
	_ = json.Unmarshal(raw, &q) // without a target all are meant
	list := map[string]any{}
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, target := range maps.All(c.target) {
		if q.Target == "" || q.Target == target {
			list[id] = map[string]any{"target_name": target}
		}
	}
	return map[string]any{"status": "ok", "comms": list}
}

// comm hands a message of a front end to the engine. It does not wait: the
// kernel is busy with it until the engine has served it, while cells and other
// requests go on. A message is with the engine before any cell that was sent
// after it.
func (s *Server) comm(r *request) {
	s.busy(r)
	var q struct {
		ID     string          `json:"comm_id"`
		Target string          `json:"target_name"`
		Data   json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(r.Content, &q); err != nil || q.ID == "" {
		s.log.Warn("message dropped: a comm message without comm_id", "type", r.Header.Type, "error", err)
		s.idle(r)
		return
	}
	m := Comm{
		Event: CommEvent(r.Header.Type[len("comm_"):]), ID: q.ID, Target: q.Target, Data: q.Data,
		Metadata: r.Metadata, Buffers: r.Buffers,
	}
	s.comms.see(m)
	out := newSink(context.Background(), s, r, Cell{})
	var once sync.Once
	done := func() { once.Do(func() { out.end(); s.idle(r) }) }
	defer func() {
		if p := recover(); p != nil {
			s.log.Error("comm message failed", "panic", p, "stack", string(debug.Stack()))
			out.Stream("stderr", fmt.Sprintf("the kernel itself failed: %v\n", p))
			done()
		}
	}()
	s.engine.Comm(m, out, done)
}

// isComm tells whether a message belongs to a comm.
func isComm(typ string) bool {
	return typ == "comm_open" || typ == "comm_msg" || typ == "comm_close"
}

// Comm publishes a message of the session.
func (k *sink) Comm(m Comm) {
	k.s.comms.see(m)
	content := map[string]any{"comm_id": m.ID, "data": m.Data}
	if len(m.Data) == 0 {
		content["data"] = map[string]any{}
	}
	if m.Event == CommOpen {
		content["target_name"] = m.Target
	}
	w, err := wire.New(k.s.session, "comm_"+string(m.Event), k.parent, content)
	if err != nil {
		k.s.log.Error("comm message lost", "error", err)
		return
	}
	w.Metadata, w.Buffers = m.Metadata, m.Buffers
	k.s.out.put(w, true)
}

// Comm drops the message: an expression opens nothing that a front end could see.
func (c *catcher) Comm(Comm) {}
