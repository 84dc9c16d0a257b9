package backend

import (
	"context"

	"wade/sdk/program"
	"wade/sdk/tensor"
)

// Handles name things that live in a backend. Zero is never valid.
type (
	Model   uint64
	Program uint64
	Session uint64
)

// Backend computes programs. All methods are safe for concurrent use; a cancelled context ends the call soon, leaves
// weights and sessions as they were before it, and returns the context's error.
type Backend interface {
	// Describe tells what the backend is and what it found on this machine.
	Describe(ctx context.Context) (Description, error)

	// Load makes a model of named tensors. The tensors given directly come on top of those in files; a name that comes twice
	// from files is ErrInvalid.
	Load(ctx context.Context, spec LoadSpec) (Model, error)
	// Unload frees a model with its programs and sessions.
	Unload(ctx context.Context, m Model) error
	// Fetch returns copies of weights or states by name, as f32. No names means all.
	Fetch(ctx context.Context, m Model, names ...string) (map[string]*tensor.Tensor, error)
	// Store overwrites or adds weights or states; one that exists keeps its shape. It stores all or, after an error, none.
	Store(ctx context.Context, m Model, tensors map[string]*tensor.Tensor) error

	// Compile checks a program against the weights of a model and prepares it. States that the model lacks are made, zero.
	Compile(ctx context.Context, m Model, p *program.Program) (Program, error)
	// Release frees a compiled program.
	Release(ctx context.Context, p Program) error

	// NewSession starts an empty key-value cache for programs of a model. The first step decides of how many sequences it is.
	// One of a single sequence may go on with a step of many: its rows are the past of each of them, and it is a session of
	// that many from then on. Fork it first to keep the one, so that many continuations share the work of their beginning.
	NewSession(ctx context.Context, m Model) (Session, error)
	// Fork copies a session (cheaply where it can). Neither sees what becomes of the other, rows or number of sequences.
	Fork(ctx context.Context, s Session) (Session, error)
	// Truncate cuts a session to its first n rows.
	Truncate(ctx context.Context, s Session, n int) error
	// Reorder makes sequence i of a session what sequence from[i] was. One may be taken several times or not at all, and len(from)
	// is how many there are from then on. It is cheap where sequences have a common beginning: beams of one prompt.
	Reorder(ctx context.Context, s Session, from []int) error
	// Length is the number of rows in the cache of a session.
	Length(ctx context.Context, s Session) (int, error)
	// Drop frees a session.
	Drop(ctx context.Context, s Session) error

	// Step runs a program once.
	Step(ctx context.Context, p Program, step Step) (*Result, error)
	// Run decodes: it repeats a program, feeding the ids it draws back as input.
	Run(ctx context.Context, p Program, run Run) (*RunResult, error)

	// Close frees everything. Calls after it return ErrClosed.
	Close() error
}

// Description is what a backend says of itself; `wade doctor` prints it.
type Description struct {
	Name     string            // "reference", "cpu", ...
	Version  string            // of the backend
	Device   string            // for people: "AMD EPYC, AVX-512, 2 threads"
	Features []string          // instruction sets or capabilities in use
	Threads  int               // 0 where it does not apply
	Policies []Policy          // what Load accepts, the default first
	Ops      []program.Op      // operations it runs; nil means all
	Details  map[string]string // anything else worth printing
}

// Policy is how weights are stored and multiplied.
type Policy string

// The policies. F32 is the one that comparisons use.
const (
	F32   Policy = "f32"   // float32 throughout
	BF16  Policy = "bf16"  // bfloat16 matrices, float32 accumulation, norms, softmax and residual
	W8    Policy = "w8"    // matrices as integers of 8 bits with a scale for each group of a row; the rest as under bf16
	W4    Policy = "w4"    // the same with 4 bits
	Mixed Policy = "mixed" // float32 throughout, but operands of products may be rounded to bfloat16: for training
	F64   Policy = "f64"   // float64 throughout, results too: the reference's truth mode
)

// LoadSpec says what to load.
type LoadSpec struct {
	Files   []string                  // safetensors, read by the backend: all their tensors
	Stored  map[string]Stored         // tensors in files of any kind, by place
	Tensors map[string]*tensor.Tensor // by value, for small models and tests
	Policy  Policy                    // empty means the backend's default
}

// Stored is a tensor that lies in files, little-endian and row-major. A backend uses one piece in place where it can, gathers
// several once, and does not trust either to lie inside its file.
type Stored struct {
	DType  string  // as safetensors spells it: F32, F16, BF16
	Sizes  []int   // none for a scalar, which becomes [1]
	Pieces []Piece // one after another they are the elements; each holds whole ones, and pieces may overlap
}

// Piece is a range of bytes of a file.
type Piece struct {
	File           string
	Offset, Length int64
}

// Step is the input of one run of a program. What neither outputs nor captures nor updates need is not computed, except
// that in a session every cache is appended to.
type Step struct {
	Inputs   map[string]*tensor.Tensor // every input of the program, by name
	Sizes    program.Bindings          // symbols that no input binds; may be nil
	Session  Session                   // 0: no cache
	Captures []string                  // values to return besides the outputs
	Edits    []program.Edit            // applied in order
}

// Result holds the outputs and captures of a step, by value name: copies, with the symbols of a shape as axis names.
type Result struct {
	Values map[string]*tensor.Tensor
}

// Run is a decode of at most Steps rounds of a program whose output Draw is i32 [rows] (see program.Sample), an id for each
// sequence.
//
// The first round is Step as given, of program First. Every later round is Then, of the program that Run is called with:
// an input that Then lacks stays as in Step, Feed (i32 [rows 1]) holds the ids drawn, each input in Advance grows by one from
// round to round, and so does the counter, the second element of Seed (i32 [2]). Where Then gives an input of Advance or
// Seed itself, the second round uses it as given. The last ids drawn are not fed: the session ends without them.
//
// A sequence that has drawn an id of Stop is over; it draws that id in every later round, whatever its logits are. The run ends
// with the last sequence.
//
// A run that fails or is cancelled cuts its session to what it was before.
type Run struct {
	Step     Step
	First    Program // program of the first round, usually the prompt's; 0 means the same one
	Then     Step    // inputs, sizes, captures and edits of the later rounds; its Session is ignored
	Draw     string
	Feed     string
	Advance  []string
	Seed     string
	Steps    int
	Stop     []int32 // ids that end a sequence; the stop id is part of IDs
	Captures bool    // return captures; without it those of Step and Then are ignored
}

// RunResult is what a decode drew.
type RunResult struct {
	IDs    []int32   // of the first round, one for each sequence, then of the second, ...
	Rounds []*Result // outputs other than Draw and captures for each round
}
