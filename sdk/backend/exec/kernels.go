package exec

import (
	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// Kernels is the arithmetic of a backend. The executor calls Compute from one goroutine at a time.
type Kernels interface {
	// Describe tells what the kernels are; the executor adds what it knows itself.
	Describe() backend.Description
	// Float is the type of activations under a policy: F32, or F64 for a truth mode.
	Float(policy backend.Policy) tensor.DType
	// Store is the type in which a weight of rank 2 or more is kept under a policy: F32, F64 or BF16. Kernels read weights of
	// linear and embed in that type, gradients too; whatever else a program does with such a weight sees it widened to Float.
	Store(policy backend.Policy) tensor.DType
	// Compute runs one node. Results are written to Out, whose elements are undefined before, and never overlap In, except
	// that adamw writes In[0], In[2] and In[3] in place. The node and its buffers are valid during the call only. The executor
	// computes cache_append and sample itself, and has checked that every index is in range. A gradient node gets operands that
	// the gradient does not depend on as shapes without elements.
	Compute(n *Node) error
	// Close frees threads and memory.
	Close() error
}

// Fuser is implemented by kernels that compute some operations together with what follows them.
type Fuser interface {
	// Fuses tells whether nodes of an operation may come with After; only linear does. The bits must be those of the
	// operations done one after another: whether a value between them is captured must not change a result.
	Fuses(op program.Op) bool
}

// Packer is what Kernels implement besides if they keep weights in a form of their own under some policies.
type Packer interface {
	// PackedSize is the number of bytes that a weight of a shape takes under a policy; not ok means that it is kept as Store
	// says. Kernels read the packed weights of linear and embed, gradients too; whatever else a program does sees them unpacked.
	PackedSize(policy backend.Policy, shape []int) (bytes int, ok bool)
	// Form names what Pack makes, for files that outlive the process: where the bytes for the same weights differ, so do forms.
	Form(policy backend.Policy) string
	// Pack writes a weight, F32 or BF16. It fails for elements that the form cannot hold.
	Pack(policy backend.Policy, dst []byte, src Array) error
	// Unpack writes the elements that a packed weight stands for.
	Unpack(policy backend.Policy, dst []float32, src []byte, shape []int) error
}

// Packed is a weight in a form that only its kernels know.
type Packed struct {
	Policy backend.Policy
	Data   []byte
	packer Packer
}

// Node is an operation with its operands, as in program.Node. A result or operand that is absent has no shape.
type Node struct {
	Op      program.Op
	VJP     bool
	Attr    program.Attr
	In, Out []Array
	After   After
	Policy  backend.Policy // of the model: how exact the arithmetic must be
}

// After is what becomes of a linear's result before it is written: Residual + Gate · (Activation(x wᵀ + bias) · Times). What
// is absent is left out; Times and Residual have the shape of the result, Gate is as in program.GatedAdd.
type After struct {
	Activation            program.Activation
	Times, Gate, Residual Array
}

// Spreader is implemented by kernels whose attention and pattern read keys and values of sequences that do not lie together.
type Spreader interface {
	Spreads() bool
}

// Array is a dense row-major buffer; one of the slices is set, according to its type.
type Array struct {
	Shape []int
	// Apart is how many rows lie between the first rows of two sequences, where it is not 0: keys and values [batch keys width]
	// in a cache that has room for more. Only kernels that are a Spreader see it, the same in both.
	Apart  int
	Form   Form // only linear reads what is Own
	F32    []float32
	F64    []float64
	I32    []int32
	BF16   []uint16
	Packed *Packed
}

// Present tells whether the operand is there at all.
func (a Array) Present() bool { return a.Shape != nil }

// Len is the number of elements.
func (a Array) Len() int {
	n := 1
	for _, s := range a.Shape {
		n *= s
	}
	return n
}

// Cols is the size of the last axis, Rows the product of the others.
func (a Array) Cols() int { return a.Shape[len(a.Shape)-1] }

// Rows is the product of all axes but the last.
func (a Array) Rows() int {
	n := 1
	for _, s := range a.Shape[:len(a.Shape)-1] {
		n *= s
	}
	return n
}
