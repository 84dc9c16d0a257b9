package session

import "wade/kernel/internal/server"

// The kinds of message. The first group goes to the child, the second comes
// from it; replies carry the ID of their request.
const (
	kindHello     = "hello" // first of all, Text is the nonce of the marks
	kindExecute   = "execute"
	kindComplete  = "complete"
	kindInspect   = "inspect"
	kindVariables = "variables" // Cursor is the reference
	kindShow      = "show"      // Text is the name
	kindInterrupt = "interrupt"
	kindLine      = "line" // the answer to kindInput
	kindShutdown  = "shutdown"
	kindComm      = "comm" // in both directions

	kindReady      = "ready"
	kindDone       = "done"
	kindCompletion = "completion"
	kindInspection = "inspection"
	kindValues     = "values" // the answer to kindVariables and kindShow
	kindDisplay    = "display"
	kindUpdate     = "update"
	kindClear      = "clear"
	kindResult     = "result"
	kindInput      = "input"
	kindKeep       = "keep"   // the cell has callbacks: they will show things later
	kindServed     = "served" // the answer to kindComm
	kindEnd        = "end"    // the child ends itself, Text says why
)

// A message is one frame in either direction; only the fields of its kind are set.
type message struct {
	Kind string
	ID   int64 `json:",omitempty"` // request that this belongs to
	Of   int64 `json:",omitempty"` // of kindInput: the cell that asks
	Mark int64 `json:",omitempty"` // position in the output streams, see marks

	Cell   *server.Cell `json:",omitempty"`
	Code   string       `json:",omitempty"`
	Cursor int          `json:",omitempty"`
	Detail int          `json:",omitempty"`

	Result     *server.Result     `json:",omitempty"`
	Completion *server.Completion `json:",omitempty"`
	Inspection *server.Inspection `json:",omitempty"`

	Variables []server.Variable `json:",omitempty"`

	Comm *server.Comm `json:",omitempty"` // its buffers follow the JSON

	Bundle    *server.Bundle `json:",omitempty"`
	Forms     []string       `json:",omitempty"` // large forms of the bundle, which follow the JSON in this order
	DisplayID string         `json:",omitempty"`
	Wait      bool           `json:",omitempty"`
	Prompt    string         `json:",omitempty"`
	Password  bool           `json:",omitempty"`
	Text      string         `json:",omitempty"`
	Limits    *Limits        `json:",omitempty"` // in kindHello
	Err       string         `json:",omitempty"`
	Alone     bool           `json:",omitempty"` // of kindInterrupt: this request only, not those before it

	out server.Sink // of kindExecute, for the parent
}
