package program

import (
	"errors"
	"fmt"

	"wade/internal/near"
)

// DType is the element type of a value as programs see it; how weights are stored is the backend's policy.
type DType string

// The element types.
const (
	F32 DType = "f32"
	I32 DType = "i32"
)

// Kind tells where a value comes from.
type Kind string

// The kinds of values.
const (
	KindInput  Kind = "input"  // given by each run
	KindWeight Kind = "weight" // loaded with the model
	KindState  Kind = "state"  // kept with the model, zero at first: optimiser moments
	KindNode   Kind = "node"   // computed
)

// ID addresses a value within its program.
type ID int

// None stands for an absent optional input.
const None ID = -1

// Value is a named tensor of a program. Names are unique; any value may be captured or edited.
type Value struct {
	Name  string `json:"name"`
	Kind  Kind   `json:"kind"`
	DType DType  `json:"dtype"`
	Shape Shape  `json:"shape"`
}

// Node is one operation. For VJP nodes, In holds the forward inputs, then the forward outputs, then one output gradient
// each; Out holds one gradient for each forward input, None where it is not wanted.
type Node struct {
	Op   Op   `json:"op"`
	VJP  bool `json:"vjp,omitempty"`
	Attr Attr `json:"attr,omitzero"`
	In   []ID `json:"in"`
	Out  []ID `json:"out"`
}

// Program is a checked list of nodes in execution order. It is immutable; share it freely.
type Program struct {
	name    string
	values  []Value
	nodes   []Node
	outputs []ID
	byName  map[string]ID
}

// ErrUnknownName is in the chain of errors about a value name that a program does not have.
var ErrUnknownName = errors.New("unknown value name")

// Name is the name given to the builder.
func (p *Program) Name() string { return p.name }

// Values lists all values; an ID is an index. Do not modify.
func (p *Program) Values() []Value { return p.values }

// Nodes lists the operations in execution order. Do not modify.
func (p *Program) Nodes() []Node { return p.nodes }

// Outputs lists the values that every run returns. Do not modify.
func (p *Program) Outputs() []ID { return p.outputs }

// Value returns the value of an ID.
func (p *Program) Value(id ID) Value { return p.values[id] }

// Lookup finds a value by name; an unknown name is an error with near matches.
func (p *Program) Lookup(name string) (ID, error) {
	if id, ok := p.byName[name]; ok {
		return id, nil
	}
	names := make([]string, len(p.values))
	for i, v := range p.values {
		names[i] = v.Name
	}
	hint := ""
	if m := near.Matches(name, names, 3); len(m) > 0 {
		hint = fmt.Sprintf(", near matches: %q", m)
	}
	return None, fmt.Errorf("program %s: %w %q%s", p.name, ErrUnknownName, name, hint)
}

// Of lists the values of a kind in order of declaration.
func (p *Program) Of(kind Kind) []Value {
	var out []Value
	for _, v := range p.values {
		if v.Kind == kind {
			out = append(out, v)
		}
	}
	return out
}
