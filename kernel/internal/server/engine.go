package server

import "context"

// Engine runs cells for the server, which knows no interpreter itself.
//
// Calls to Execute for cells of one shell are serialised, those of different
// shells may overlap. Complete, Inspect, IsComplete, Comm and Interrupt
// may come at any time, also while a cell runs. Positions in code are counted
// in Unicode code points, as the protocol does.
type Engine interface {
	// Execute runs one cell to its end and writes what it shows to out, in
	// order. When ctx ends the cell should stop; what it did stays done. The
	// engine may keep out after it returns: what a goroutine of an earlier
	// cell prints belongs to the Sink of that cell.
	Execute(ctx context.Context, req Cell, out Sink) Result
	// Complete proposes continuations for the text before cursor.
	Complete(ctx context.Context, code string, cursor int) Completion
	// Inspect describes what stands at cursor; detail 1 asks for more than 0.
	Inspect(ctx context.Context, code string, cursor, detail int) Inspection
	// IsComplete tells whether code may be run as it stands.
	IsComplete(ctx context.Context, code string) Completeness
	// Comm takes what a front end says on a comm and does not wait: done is
	// called once, when everything that it led to has ended. Messages of one
	// comm are served in order. What they show goes to the cell that asked to
	// be called, or else to out.
	Comm(m Comm, out Sink, done func())
	// Interrupt stops the running cell and what runs because of a comm message.
	Interrupt() error
	// Shutdown ends the engine for good and leaves no process behind.
	// restart tells that a fresh kernel will follow.
	Shutdown(restart bool) error
}

// A Cell is one request to run code.
type Cell struct {
	Code         string
	Silent       bool // show nothing, keep nothing
	StoreHistory bool
	AllowStdin   bool // whether Sink.Input can succeed
	Count        int  // execution count, the number in In [n]
	Shell        int  `json:",omitempty"` // 0, or the number of a subshell: each counts its cells on its own
}

// A Result says how a cell ended. Result values for display go through
// Sink.Result, before Execute returns.
type Result struct {
	Status  Status
	Error   *CellError // set when Status is StatusError
	Payload []map[string]any
}

// Status is the outcome of a cell.
type Status string

// The outcomes of a cell, with their names on the wire.
const (
	StatusOK    Status = "ok"
	StatusError Status = "error"
	// StatusAborted marks a cell that never ran because one before it failed.
	StatusAborted Status = "aborted"
)

// A CellError is what the front end shows for a cell that failed.
type CellError struct {
	Name      string   // class, such as "CompileError" or "Interrupted"
	Value     string   // one line
	Traceback []string // whole text as shown, one entry a line; may hold ANSI colours
}

// Error returns the name and the value.
func (e *CellError) Error() string { return e.Name + ": " + e.Value }

// A Bundle is one output in several representations, by MIME type. Text types
// hold strings, binary types base64 strings, JSON types any JSON value.
type Bundle struct {
	Data     map[string]any
	Metadata map[string]any
}

// A Sink receives the outputs of one cell. It is safe for concurrent use; the
// order of calls is the order on the screen.
type Sink interface {
	// Stream writes text to "stdout" or "stderr".
	Stream(name, text string)
	// Display shows b. A non-empty id names the display for later updates.
	Display(b Bundle, id string)
	// Update replaces every display with this id.
	Update(b Bundle, id string)
	// Clear removes the outputs of the cell; with wait only when the next one comes.
	Clear(wait bool)
	// Result shows the value of the cell, as Out [n].
	Result(b Bundle)
	// Comm sends a message of a comm to the front ends.
	Comm(m Comm)
	// Input asks the person at the front end for a line. It fails when the
	// front end takes no input, or when the cell is interrupted.
	Input(ctx context.Context, prompt string, password bool) (string, error)
}

// A Completion replaces the code between Start and End by one of Matches.
type Completion struct {
	Matches    []string
	Start, End int
	Types      []CompletionType // one for each match, or none at all
}

// A CompletionType tells what kind of thing one match is.
type CompletionType struct {
	Type      string // "function", "type", "variable", "module", "keyword", ...
	Signature string // without the name, such as "(ctx context.Context) error"
}

// An Inspection describes one name in code.
type Inspection struct {
	Found  bool
	Bundle Bundle
}

// A Completeness says whether code is finished.
type Completeness struct {
	State  string // "complete", "incomplete", "invalid" or "unknown"
	Indent string // for the next line, when incomplete
}
